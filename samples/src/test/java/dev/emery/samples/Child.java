package dev.emery.samples;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A sample in a process of its own, which may be killed. */
final class Child implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;
  private final BufferedWriter input;

  private Child(Process process) {
    this.process = process;
    this.output = process.inputReader();
    this.input = process.outputWriter();
  }

  /** Starts {@code main} with the working directory {@code folder}. */
  static Child start(Path folder, Class<?> main, String... arguments) throws IOException {
    var builder = new ProcessBuilder();
    builder.command().add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    builder.command().addAll(List.of("-cp", System.getProperty("java.class.path")));
    builder.command().add(main.getName());
    builder.command().addAll(List.of(arguments));
    builder.directory(folder.toFile()).redirectErrorStream(true);
    return new Child(builder.start());
  }

  /** The next line that the program says; null at its end. */
  String hear() throws IOException {
    return output.readLine();
  }

  /** Gives the program a line of input, and returns the line that it answers. */
  String ask(String line) throws IOException {
    input.write(line);
    input.newLine();
    input.flush();
    return hear();
  }

  /** Everything that the program says to its end. */
  String toTheEnd() throws IOException, InterruptedException {
    input.close();
    String said = output.readAllAsString();
    if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new AssertionError("sample failed: " + said);
    }
    return said;
  }

  /** Ends the program as {@code kill -9} does. */
  void kill() {
    process.toHandle().destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
