package dev.emery.testsuite.fuzz;

import dev.emery.testsuite.process.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** The parent's end of a child that makes a tour of each file that it is told. */
final class Visitor implements AutoCloseable {
  private static final long MILLIS = Long.getLong("emery.fuzz.millis", 5000); // on a processor
  private static final long MOST_SECONDS = 60; // by the clock, which other processes share
  private static final String DEAD = "dead";

  private final Path folder;
  private final BlockingQueue<String> answers = new ArrayBlockingQueue<>(16);
  private ChildJvm child;
  private PrintStream orders;
  private Thread listener;

  Visitor(Path folder) {
    this.folder = folder;
    start();
  }

  private void start() {
    child =
        ChildJvm.start(
            folder,
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:-OmitStackTraceInFastThrow"),
            Guide.class,
            Long.toString(MILLIS));
    orders = new PrintStream(child.process().getOutputStream(), true, StandardCharsets.UTF_8);
    BufferedReader in = child.process().inputReader(StandardCharsets.UTF_8);
    listener = Thread.ofVirtual().start(() -> listen(in));
  }

  private void listen(BufferedReader in) {
    try {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        answers.put(line);
      }
      answers.put(DEAD);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Sends the child to a file. Returns what it says, which begins with {@code done} if all is well.
   */
  String visit(Path file, boolean readOnly) throws Exception {
    orders.println(file + " " + readOnly);
    String answer = answers.poll(MOST_SECONDS, TimeUnit.SECONDS);
    if (answer == null) {
      return restarted("no answer in %d s".formatted(MOST_SECONDS));
    }
    if (answer.equals(DEAD)) {
      return restarted("child died, exit code " + child.exitCode());
    }
    if (answer.startsWith("done") && child.errors().isEmpty()) {
      return answer;
    }
    int space = answer.indexOf(' ');
    return restarted(
        answer.startsWith("done")
            ? answer
            : answer.substring(0, space) + ' ' + decoded(answer.substring(space + 1)));
  }

  private static String decoded(String text) {
    return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
  }

  /** Begins with a new child, and returns what is wrong with the old one. */
  private String restarted(String failure) throws Exception {
    child.kill();
    listener.join();
    answers.clear();
    String errors = child.errors();
    child.close();
    start();
    return (failure.startsWith("done") ? "complains: " : failure) + '\n' + errors;
  }

  @Override
  public void close() throws IOException {
    child.close();
  }
}
