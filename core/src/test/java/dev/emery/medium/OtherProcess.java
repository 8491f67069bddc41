package dev.emery.medium;

import dev.emery.PoolLockedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process of its own that takes locks, or has little space. */
final class OtherProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private OtherProcess(Process process) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts a process that runs {@link #main} with these arguments. */
  static OtherProcess start(String... arguments) throws IOException {
    return start(new ArrayList<>(), arguments);
  }

  /** Starts a process whose files cannot grow beyond a number of KiB. */
  static OtherProcess startWithFilesUpTo(int kibibytes, String... arguments) throws IOException {
    String script = "ulimit -f " + kibibytes + " && exec \"$@\"";
    return start(new ArrayList<>(List.of("bash", "-c", script, "bash")), arguments);
  }

  private static OtherProcess start(List<String> command, String... arguments) throws IOException {
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(OtherProcess.class.getName());
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    return new OtherProcess(builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
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
    Path path = Path.of(arguments[1]);
    switch (arguments[0]) {
      case "exclusive", "shared" -> hold(path, arguments[0].equals("shared"));
      case "compete" -> System.out.println(compete(path, Integer.parseInt(arguments[2])));
      case "extend" -> extend(path, Long.parseLong(arguments[2]));
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

  private static void extend(Path path, long size) throws IOException {
    try (MediumFile file = Medium.files().open(path, Access.WRITE)) {
      file.extend(size);
      System.out.println("extended");
    } catch (IOException e) {
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
