package dev.emery.tool;

import java.io.Console;
import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** How far a command is, on standard error: a bar on a terminal, and nothing elsewhere. */
final class Bar implements AutoCloseable {
  private static final int COLUMNS = 79; // a fixed width needs no native look at the terminal

  private final @Nullable ProgressBar bar;

  Bar(String task, PrintWriter err) {
    Console console = System.console();
    bar =
        console == null || !console.isTerminal()
            ? null
            : new ProgressBarBuilder()
                .setTaskName(task)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(100)
                .setConsumer(new Line(err))
                .build();
  }

  void at(long done, long total) {
    if (bar != null) {
      bar.maxHint(total);
      bar.stepTo(done);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }

  /** The line of the terminal that the bar is in. */
  private record Line(PrintWriter err) implements ProgressBarConsumer {
    @Override
    public int getMaxRenderedLength() {
      return COLUMNS;
    }

    @Override
    public void accept(String rendered) {
      err.print('\r' + rendered);
      err.flush();
    }

    @Override
    public void close() {
      err.println();
    }
  }
}
