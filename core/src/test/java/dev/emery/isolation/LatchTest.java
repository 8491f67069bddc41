package dev.emery.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Mutual exclusion, whoever comes: platform or virtual, interrupted or not. */
final class LatchTest {
  private static final class Counter extends Latch {
    long value;

    void add() {
      latch();
      value++;
      unlatch();
    }
  }

  @Test
  void sections_ofManyThreads_excludeEachOther() throws InterruptedException {
    Counter counter = new Counter();
    List<Thread> threads = new ArrayList<>();
    for (int at = 0; at < 8; at++) {
      threads.add(
          (at % 2 == 0 ? Thread.ofPlatform() : Thread.ofVirtual())
              .start(() -> {
                for (int round = 0; round < 500_000; round++) {
                  counter.add();
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(counter.value).isEqualTo(8 * 500_000);
  }

  @Test
  void latch_ofInterruptedThread_waitsAndKeepsTheInterrupt() throws InterruptedException {
    Counter counter = new Counter();
    counter.latch();
    AtomicInteger interrupted = new AtomicInteger();
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              Thread.currentThread().interrupt();
              counter.add();
              interrupted.set(Thread.interrupted() ? 1 : 0);
            });
    Thread.sleep(20);
    assertThat(counter.value).isZero();
    counter.unlatch();
    thread.join();
    assertThat(counter.value).isEqualTo(1);
    assertThat(interrupted).hasValue(1);
  }
}
