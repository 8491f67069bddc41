package dev.emery.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.emery.isolation.ChangeWait;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A call in a thread of its own that is to wait in a retry, and the runs that its body counts. */
final class Waiter {
  private static final long SECONDS = 20;

  final AtomicInteger runs = new AtomicInteger();
  final Thread thread;
  private final CompletableFuture<Throwable> end = new CompletableFuture<>();

  private Waiter(Function<AtomicInteger, ThrowingCallable> call) {
    ThrowingCallable made = call.apply(runs);
    thread = Thread.ofPlatform().daemon().unstarted(() -> end.complete(catchThrowable(made)));
  }

  /** Starts a call. */
  static Waiter started(Function<AtomicInteger, ThrowingCallable> call) {
    Waiter waiter = new Waiter(call);
    waiter.thread.start();
    return waiter;
  }

  /** Starts a call, and returns when it waits. */
  static Waiter waiting(Function<AtomicInteger, ThrowingCallable> call) {
    return started(call).awaitWaiting(1);
  }

  /** Returns when the call waits after its body has run so many times. */
  Waiter awaitWaiting(int times) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (runs.get() < times || !(LockSupport.getBlocker(thread) instanceof ChangeWait)) {
      if (end.isDone()) {
        throw new AssertionError("did not wait", end.join());
      }
      assertThat(System.nanoTime()).as("time, runs=" + runs).isLessThan(deadline);
      Thread.onSpinWait();
    }
    return this;
  }

  /** Checks that the call goes on waiting, and that its body was not run meanwhile. */
  void assertKeepsWaiting(int times) throws InterruptedException {
    Thread.sleep(50);
    awaitWaiting(times);
    assertThat(runs.get()).as("runs").isEqualTo(times);
  }

  /** Waits for the end of the call, and checks how often its body has run. */
  void assertEnds(int times) {
    assertThat(failure()).isNull();
    assertThat(runs.get()).as("runs").isEqualTo(times);
  }

  /** Waits for the end of the call, and returns what it threw. */
  Throwable failure() {
    try {
      return end.get(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("did not end, runs=" + runs, e);
    }
  }

  /** How many blocks of a pool somebody waits for. */
  static int watched(Pool<?> pool) {
    try {
      var open = Pool.class.getDeclaredField("open");
      open.setAccessible(true);
      return ((OpenPool<?>) open.get(pool)).engine().changes().size();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
