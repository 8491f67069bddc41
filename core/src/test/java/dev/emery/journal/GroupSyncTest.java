package dev.emery.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.PoolBrokenException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Group commit: rules E3, E6, E8 and E38. */
@Timeout(120)
class GroupSyncTest {
  private final AtomicLong written = new AtomicLong();
  private final AtomicInteger syncs = new AtomicInteger();
  private final Semaphore begun = new Semaphore(0);
  private final Semaphore allowed = new Semaphore(0);
  private final Health health = new Health();
  private volatile boolean failing;
  private final GroupSync group = new GroupSync(health, written::get, this::sync, 0);

  private void sync() throws IOException {
    syncs.incrementAndGet();
    begun.release();
    allowed.acquireUninterruptibly();
    if (failing) {
      throw new IOException("made to fail");
    }
  }

  private Thread waiter(long sequence, List<Long> done) {
    return Thread.ofPlatform()
        .start(() -> {
          group.await(sequence);
          synchronized (done) {
            done.add(sequence);
          }
        });
  }

  private static void awaitWaiting(Thread thread) throws InterruptedException {
    while (thread.getState() != Thread.State.WAITING) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  @Test
  void e3_await_returnsOnlyAfterASyncThatBeganAfterTheRecord() throws Exception {
    List<Long> done = new ArrayList<>();
    written.set(1);
    Thread first = waiter(1, done);
    begun.acquire();
    written.set(3);
    Thread second = waiter(2, done);
    Thread third = waiter(3, done);
    awaitWaiting(second);
    awaitWaiting(third);
    allowed.release();
    first.join();
    assertThat(group.durable()).isEqualTo(1);
    begun.acquire();
    assertThat(done).containsExactly(1L);
    allowed.release();
    second.join();
    third.join();
    assertThat(group.durable()).isEqualTo(3);
    assertThat(syncs).hasValue(2);
    group.await(3);
    assertThat(syncs).hasValue(2);
  }

  @Test
  void e6_sync_coversEverythingWritten_notOnlyWhatIsWaitedFor() {
    written.set(100);
    allowed.release();
    group.await(1);
    assertThat(group.durable()).isEqualTo(100);
  }

  @Test
  void e38_interrupt_neitherEndsTheWaitNorIsLost() throws Exception {
    written.set(1);
    Thread leader = waiter(1, new ArrayList<>());
    begun.acquire();
    var interrupted = new AtomicInteger();
    Thread follower =
        Thread.ofPlatform()
            .start(() -> {
              Thread.currentThread().interrupt();
              group.await(1);
              interrupted.set(Thread.interrupted() ? 1 : 2);
            });
    TimeUnit.MILLISECONDS.sleep(50);
    assertThat(interrupted).hasValue(0);
    allowed.release();
    follower.join();
    leader.join();
    assertThat(interrupted).hasValue(1);
  }

  @Test
  void e8_failedSync_failsEveryoneWhoWaits_andIsNotTriedAgain() throws Exception {
    failing = true;
    written.set(2);
    var failures = new AtomicInteger();
    Runnable await =
        () -> {
          try {
            group.await(2);
          } catch (PoolBrokenException e) {
            failures.incrementAndGet();
          }
        };
    Thread first = Thread.ofPlatform().start(await);
    begun.acquire();
    Thread second = Thread.ofPlatform().start(await);
    written.set(5);
    awaitWaiting(second);
    allowed.release(9);
    first.join();
    second.join();
    assertThat(failures).hasValue(2);
    failing = false;
    assertThatThrownBy(() -> group.await(3)).isInstanceOf(PoolBrokenException.class);
    assertThat(syncs).hasValue(1);
    assertThat(group.durable()).isZero();
  }

  @Test
  void manyThreads_platformAndVirtual_allReturn() throws Exception {
    allowed.release(1 << 30);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Runnable run =
          () -> {
            for (int k = 0; k < 100; k++) {
              long mine = written.incrementAndGet();
              group.await(mine);
              assertThat(group.durable()).isGreaterThanOrEqualTo(mine);
            }
          };
      threads.add(i % 10 == 0 ? Thread.ofPlatform().start(run) : Thread.ofVirtual().start(run));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(group.durable()).isEqualTo(5_000);
  }
}
