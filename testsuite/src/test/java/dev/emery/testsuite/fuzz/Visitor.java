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
  private static final long MILLIS = Long.getLong("emery.fuzz.millis", 5000);
  private static final String DEAD = "dead";

  private final Path folder;
  private final BlockingQueue<String> answers = new ArrayBlockingQueue<>(16);
  private ChildJvm child;
  private PrintStream orders;

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
            Long.toString(MILLIS * 9 / 10));
    orders = new PrintStream(child.process().getOutputStream(), true, StandardCharsets.UTF_8);
    BufferedReader in = child.process().inputReader(StandardCharsets.UTF_8);
    Thread.ofVirtual().start(() -> listen(in));
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

  /** Sends the child to a file. Returns what it says, which begins with {@code done} if all is well. */
  String visit(Path file, boolean readOnly) throws Exception {
    orders.println(file + " " + readOnly);
    String answer = answers.poll(MILLIS, TimeUnit.MILLISECONDS);
    if (answer == null || answer.equals(DEAD)) {
      child.kill();
      if (answer == null) {
        String late = answers.take();
        answer = late.equals(DEAD) ? "no answer in %d ms".formatted(MILLIS) : "late: " + late;
        if (!late.equals(DEAD)) {
          answers.take();
        }
      }
      String failure = answer + '\n' + child.errors();
      child.close();
      start();
      return failure;
    }
    if (answer.startsWith("failed ")) {
      byte[] text = Base64.getDecoder().decode(answer.substring("failed ".length()));
      return "failed " + new String(text, StandardCharsets.UTF_8);
    }
    return child.errors().isEmpty() ? answer : "complains: " + complaint();
  }

  private String complaint() throws IOException {
    String errors = child.errors();
    child.kill();
    answers.clear();
    child.close();
    start();
    return errors;
  }

  @Override
  public void close() throws IOException {
    child.close();
  }
}
