package dev.emery.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** A thread with an owner, told step by step what to do. */
final class Actor {
  static final long LIMIT = Duration.ofSeconds(20).toNanos();

  /** Long enough for a step that does not wait for another actor. */
  private static final long STEP_SECONDS = 15;

  private static final Runnable STOP = () -> {};

  final LockOwner owner;
  final Thread thread;
  private final LockTable table;
  private final LinkedBlockingQueue<Runnable> steps = new LinkedBlockingQueue<>();

  Actor(String name, LockOwner owner, LockTable table) {
    this.owner = owner;
    this.table = table;
    thread = Thread.ofPlatform().daemon().name(name).start(this::work);
    run(() -> owner.begin(LIMIT));
  }

  /** Takes a step and waits for its end; its exception is thrown here. */
  void run(Runnable step) {
    expect(start(step));
  }

  /** Begins a step. */
  CompletableFuture<Void> start(Runnable step) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    steps.add(() -> {
      Throwable thrown = catchThrowable(step::run);
      if (thrown == null) {
        end.complete(null);
      } else {
        end.completeExceptionally(thrown);
      }
    });
    return end;
  }

  /** Begins a step that must find itself waiting. */
  CompletableFuture<Void> startsWaiting(Runnable step) {
    CompletableFuture<Void> end = start(step);
    awaitWaiting(end);
    return end;
  }

  void shared(long block) {
    run(() -> table.lockShared(owner, block));
  }

  void exclusive(long block) {
    run(() -> table.lockExclusive(owner, block));
  }

  CompletableFuture<Void> sharedWaits(long block) {
    return startsWaiting(() -> table.lockShared(owner, block));
  }

  CompletableFuture<Void> exclusiveWaits(long block) {
    return startsWaiting(() -> table.lockExclusive(owner, block));
  }

  Mode holds(long block) {
    return table.holds(owner, block);
  }

  void release() {
    run(() -> table.releaseAll(owner));
  }

  /** Waits for the end of a step and throws what it threw. */
  static void expect(CompletableFuture<Void> end) {
    try {
      end.get(STEP_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException thrown -> throw thrown;
        case Error thrown -> throw thrown;
        default -> throw new AssertionError(e.getCause());
      }
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("step did not end", e);
    }
  }

  /** Releases everything and ends the thread. */
  void finish() {
    if (thread.isAlive()) {
      release();
      steps.add(STOP);
    }
  }

  private void awaitWaiting(CompletableFuture<Void> end) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STEP_SECONDS);
    while (!(LockSupport.getBlocker(thread) instanceof Wait)) {
      assertThat(end).as("step that should wait").isNotDone();
      assertThat(System.nanoTime()).as("time").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private void work() {
    try {
      for (Runnable step = steps.take(); step != STOP; step = steps.take()) {
        step.run();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
