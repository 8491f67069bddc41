package dev.emery.samples;

import java.io.Console;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** How far a run is, on standard error: a bar on a terminal, elsewhere a line now and then. */
final class Progress implements AutoCloseable {
  private static final int COLUMNS = 79; // a fixed width needs no native look at the terminal
  private static final long NANOS_BETWEEN_LINES = 2_000_000_000L;

  private final long bytes;
  private final @Nullable ProgressBar bar;
  private long lastLine = System.nanoTime();

  /** Starts at {@code done} of {@code bytes}. */
  Progress(String task, long done, long bytes) {
    this.bytes = bytes;
    this.bar = isTerminal() ? bar(task, bytes) : null;
    to(done);
  }

  private static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  private static ProgressBar bar(String task, long bytes) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(bytes)
        .setUnit(" KiB", 1024)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(100)
        .setConsumer(new ConsoleProgressBarConsumer(System.err, COLUMNS))
        .build();
  }

  /** Says that this many bytes are done. */
  void to(long done) {
    if (bar != null) {
      bar.stepTo(done);
    } else if (System.nanoTime() - lastLine > NANOS_BETWEEN_LINES) {
      lastLine = System.nanoTime();
      System.err.printf(Locale.ROOT, "%,d of %,d KiB%n", done >> 10, bytes >> 10);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
