package dev.emery.medium;

import dev.emery.PoolLockedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A process of its own that takes locks. */
final class LockHolder implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private LockHolder(Process process) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts a process that runs {@link #main} with these arguments. */
  static LockHolder start(String... arguments) throws IOException {
    var command = new ProcessBuilder();
    command.command().add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.command().add("-cp");
    command.command().add(System.getProperty("java.class.path"));
    command.command().add(LockHolder.class.getName());
    command.command().addAll(List.of(arguments));
    return new LockHolder(command.redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  long pid() {
    return process.pid();
  }

  /** Waits for the next line of the process; null at its end. */
  String line() throws IOException {
    return output.readLine();
  }

  /** Ends the process without a chance to clean up. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  public static void main(String[] arguments) throws Exception {
    Path lockFile = Path.of(arguments[1]);
    switch (arguments[0]) {
      case "exclusive", "shared" -> {
        hold(lockFile, arguments[0].equals("shared"));
      }
      case "compete" -> System.out.println(compete(lockFile, Integer.parseInt(arguments[2])));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void hold(Path lockFile, boolean shared) throws IOException {
    try (FileGuard guard = Medium.files().lock(lockFile, shared)) {
      System.out.println(guard == null ? "no lock" : "locked");
      System.in.read();
    } catch (PoolLockedException e) {
      System.out.println(e.getMessage());
    }
  }

  /** Takes the lock again and again; "alone" if nobody else had it at the same time. */
  static String compete(Path lockFile, int times) throws IOException {
    Path witness = lockFile.resolveSibling("witness");
    for (int i = 0; i < times; ) {
      FileGuard guard;
      try {
        guard = Medium.files().lock(lockFile, false);
      } catch (PoolLockedException e) {
        continue;
      }
      try {
        Files.createFile(witness);
        Files.delete(witness);
      } catch (FileAlreadyExistsException e) {
        return "two holders";
      }
      guard.close();
      i++;
    }
    return "alone";
  }
}
