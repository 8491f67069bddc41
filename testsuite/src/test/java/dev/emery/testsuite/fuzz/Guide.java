package dev.emery.testsuite.fuzz;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/**
 * The child: for each line with a path and {@code true} for read-only it makes a tour and answers
 * with one line: {@code done} and how the steps ended, or {@code failed} or {@code hangs} and
 * where, in Base64.
 */
final class Guide {
  private Guide() {}

  public static void main(String[] arguments) throws IOException {
    long millis = Long.parseLong(arguments[0]);
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> e.printStackTrace());
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      int space = line.lastIndexOf(' ');
      Tour tour = new Tour();
      Thread watching = watch(Thread.currentThread(), tour, millis);
      tour.visit(
          Path.of(line.substring(0, space)), Boolean.parseBoolean(line.substring(space + 1)));
      watching.interrupt();
      if (tour.failures().isEmpty()) {
        System.out.println("done " + tour.endings());
      } else {
        System.out.println("failed " + encoded(String.join("\n", tour.failures())));
      }
    }
  }

  /**
   * Says where a tour is that takes longer than it may, by the time of its thread on a processor.
   */
  private static Thread watch(Thread touring, Tour tour, long millis) {
    return Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            long start = nanos(touring);
            while (nanos(touring) - start < millis * 1_000_000) {
              Thread.sleep(50);
            }
            var text = new StringBuilder("still at " + tour.present() + '\n');
            for (StackTraceElement element : touring.getStackTrace()) {
              text.append("    at ").append(element).append('\n');
            }
            System.out.println("hangs " + encoded(text.toString()));
          } catch (InterruptedException e) {
            // The tour is over.
          }
        });
  }

  private static long nanos(Thread thread) {
    return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId());
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
