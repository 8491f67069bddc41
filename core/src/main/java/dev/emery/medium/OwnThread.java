package dev.emery.medium;

import dev.emery.PoolException;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Runs work on file channels where no interrupt can reach it. An interrupt closes a channel in the
 * middle of its work, and drops the locks on its file; clearing the flag of the calling thread is
 * not enough, since the interrupt may come a moment later.
 *
 * <p>Each piece of work gets a thread, which takes some 50 µs. It is done when files are opened,
 * mapped and locked, never for a commit.
 */
final class OwnThread {

  /** Work on a channel. */
  interface Work<T> {
    T run() throws IOException;
  }

  private OwnThread() {}

  /**
   * Runs the work, and waits for it whatever interrupts come; they are pending afterwards.
   *
   * @throws PoolException if the system has no thread to give; nothing was done then
   */
  static <T> T run(Work<T> work) throws IOException {
    var task = new FutureTask<T>(work::run);
    start(task);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw unwrapped(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void start(Runnable task) {
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("emery-file")
            .inheritInheritableThreadLocals(false)
            .unstarted(task);
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      throw new PoolException(
          "cannot work on a file of the pool: the system has no thread to give; let others end, or"
              + " raise the limit, and try again",
          e);
    }
  }

  private static IOException unwrapped(@Nullable Throwable failure) {
    return switch (failure) {
      case IOException e -> e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> new IOException(failure);
    };
  }
}
