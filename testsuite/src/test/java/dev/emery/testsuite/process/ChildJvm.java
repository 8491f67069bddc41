package dev.emery.testsuite.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Java process with the class path of the tests, mostly started without a flag. What it says on
 * standard error goes to a file, so that a test can insist on silence.
 */
public final class ChildJvm implements AutoCloseable {
  /** What the shell calls the exit code of a process that SIGKILL ended. */
  public static final int KILLED = 137;

  private final Process process;
  private final Path errors;

  private ChildJvm(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
  }

  /** Starts {@code main} with the working directory {@code folder}. */
  public static ChildJvm start(Path folder, Class<?> main, String... arguments) {
    return start(folder, List.of(), main, arguments);
  }

  /** As {@link #start(Path, Class, String...)}, with flags for the Java virtual machine. */
  public static ChildJvm start(
      Path folder, List<String> flags, Class<?> main, String... arguments) {
    try {
      Path errors = Files.createTempFile("child", ".err");
      var builder = new ProcessBuilder();
      builder.command().add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      builder.command().addAll(flags);
      builder.command().addAll(List.of("-cp", System.getProperty("java.class.path")));
      builder.command().add(main.getName());
      builder.command().addAll(List.of(arguments));
      builder.directory(folder.toFile()).redirectError(errors.toFile());
      return new ChildJvm(builder.start(), errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The id that the system gave the process. */
  public long pid() {
    return process.pid();
  }

  /** What the process writes to standard output. */
  public InputStream output() {
    return process.getInputStream();
  }

  /** The process, for its input and its end. */
  public Process process() {
    return process;
  }

  /**
   * Kills the process, without a chance to clean up, and waits for its end. What it has said can
   * still be read: the handle leaves the streams open, unlike the process.
   */
  public void kill() {
    boolean sent = process.toHandle().destroyForcibly();
    if (!sent && process.isAlive()) {
      throw new AssertionError("system refused to kill the child, pid=" + pid());
    }
    process.onExit().join();
  }

  /** Waits for the end of the process and returns its exit code. */
  public int exitCode() throws InterruptedException {
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      kill();
      throw new AssertionError("child did not end within five minutes, pid=" + pid());
    }
    return process.exitValue();
  }

  /** What the process has said on standard error. */
  public String errors() {
    try {
      return Files.readString(errors, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills the process where it still runs. */
  @Override
  public void close() throws IOException {
    kill();
    Files.deleteIfExists(errors);
  }
}
