package dev.emery.samples;

import java.io.Console;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is, on standard error: a bar on a terminal, elsewhere a line for each tenth of the
 * way.
 */
final class Progress implements AutoCloseable {
  private static final int COLUMNS = 79; // a fixed width needs no native look at the terminal

  private final long bytes;
  private final @Nullable ProgressBar bar;
  private long tenths;

  /** Starts at {@code done} of {@code bytes}. */
  Progress(String task, long done, long bytes) {
    this.bytes = bytes;
    this.bar = isTerminal() ? bar(task, bytes) : null;
    this.tenths = bytes == 0 ? 0 : done * 10 / bytes;
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
    } else if (bytes > 0 && done * 10 / bytes > tenths) {
      tenths = done * 10 / bytes;
      System.err.printf("%d %% of %,d KiB%n", tenths * 10, bytes / 1024);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
