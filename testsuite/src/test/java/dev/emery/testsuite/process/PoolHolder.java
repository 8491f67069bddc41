package dev.emery.testsuite.process;

import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A process that has a pool open and does what it is told, line by line: {@code put KEY TEXT},
 * {@code get KEY}, {@code checkpoint}, {@code close}. It answers each line.
 */
final class PoolHolder implements AutoCloseable {
  private final ChildJvm child;
  private final BufferedReader answers;
  private final PrintStream orders;

  private PoolHolder(ChildJvm child) {
    this.child = child;
    this.answers = child.process().inputReader(StandardCharsets.UTF_8);
    this.orders = new PrintStream(child.process().getOutputStream(), true, StandardCharsets.UTF_8);
  }

  /** Starts a process that opens the pool, and waits until it has, or has failed to. */
  static PoolHolder start(Path pool, boolean readOnly) {
    return new PoolHolder(
        ChildJvm.start(
            pool.toAbsolutePath().getParent(),
            PoolHolder.class,
            pool.toString(),
            Boolean.toString(readOnly)));
  }

  /** The next answer: first {@code open}, or the message of the exception. */
  String answer() throws IOException {
    return answers.readLine();
  }

  /** Gives an order and returns the answer. */
  String order(String line) throws IOException {
    orders.println(line);
    return answer();
  }

  long pid() {
    return child.pid();
  }

  String errors() {
    return child.errors();
  }

  void kill() {
    child.kill();
  }

  @Override
  public void close() throws IOException {
    child.close();
  }

  public static void main(String[] arguments) throws IOException {
    var options = PoolOptions.defaults().readOnly(Boolean.parseBoolean(arguments[1]));
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (var pool = Pool.open(Path.of(arguments[0]), Shelf.class, options)) {
      System.out.println("open");
      for (String line = in.readLine(); !line.equals("close"); line = in.readLine()) {
        String[] words = line.split(" ", 3);
        switch (words[0]) {
          case "put" ->
              pool.transaction(j -> pool.root().texts().put(j, Long.valueOf(words[1]), words[2]));
          case "get" -> System.out.print(pool.root().texts().get(Long.valueOf(words[1])) + " ");
          case "checkpoint" -> pool.checkpoint();
          default -> throw new IllegalArgumentException(line);
        }
        System.out.println("done");
      }
    } catch (RuntimeException e) {
      System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
    System.out.println("closed");
  }
}
