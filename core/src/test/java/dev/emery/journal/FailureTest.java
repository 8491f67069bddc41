package dev.emery.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.PoolBrokenException;
import dev.emery.PoolException;
import dev.emery.PoolFullException;
import dev.emery.journal.FakeMedium.Step;
import dev.emery.journal.TestPool.Change;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A medium that fails: rules E4, E5 and E8. */
class FailureTest {
  private static void assertRecovers(TestPool pool, long atLeast) {
    pool.medium.failOn(_ -> false);
    pool.medium.capacity(Long.MAX_VALUE);
    try (TestPool again = TestPool.open(pool.killed())) {
      long last = again.log.lastSequence();
      assertThat(last).isGreaterThanOrEqualTo(atLeast);
      assertThat(again.states.lastEntry().getValue()).isEqualTo(pool.states.get(last));
    }
  }

  @Test
  void diskFull_atTheFirstAppend_isClean() {
    TestPool pool = TestPool.create();
    pool.medium.capacity(pool.medium.used() + 8000);
    assertThatThrownBy(() -> pool.append(10000, 1))
        .isInstanceOf(PoolFullException.class)
        .hasMessageContaining("no space for the journal, path=");
    assertThat(pool.medium.names()).containsExactly(TestPool.PATH);
    assertThat(pool.file.superblock().state()).isEqualTo(Superblock.State.CLOSED);
    pool.medium.capacity(Long.MAX_VALUE);
    assertThat(pool.append(10000, 2)).isEqualTo(1);
    assertRecovers(pool, 1);
  }

  @Test
  void diskFull_whenTheJournalGrows_isClean_andSmallRecordsStillFit() {
    TestPool pool = TestPool.create();
    pool.append(10000, 1);
    long journal = pool.medium.contents(TestPool.JOURNAL).length;
    pool.medium.capacity(pool.medium.used() + 26_000);
    var sections = new AtomicInteger();
    Change large = TestPool.large(50_000, new Random(1));
    large.body.seal();
    assertThatThrownBy(() -> pool.log.append(large.body, 0, (_, _) -> sections.incrementAndGet()))
        .isInstanceOf(PoolFullException.class);
    assertThat(sections).hasValue(0);
    assertThat(pool.medium.contents(TestPool.JOURNAL).length).isLessThan((int) journal + 17_000);
    assertThat(pool.append(10000, 2)).isEqualTo(2);
    pool.log.awaitDurable(2);
    pool.log.checkpoint();
    assertRecovers(pool, 2);
  }

  @Test
  void diskFull_appendsMakeRoomByCheckpoints() {
    TestPool pool = TestPool.create();
    pool.append(10000, 1);
    pool.medium.capacity(pool.medium.used());
    for (int i = 0; i < 300; i++) {
      pool.append(TestPool.large(1000, new Random(i)));
    }
    assertThat(pool.log.lastSequence()).isEqualTo(301);
    assertRecovers(pool, 301);
  }

  @Test
  void diskFull_whereAPreparedRecordIsDiscarded_forgetsItAllTheSame() {
    TestPool pool = TestPool.create();
    var ticket = Ticket.draw();
    var body = new RecordBody();
    body.word(10000, 1);
    new Preparation(ticket, new UUID(1, 2), "b.pool", "/pools/b.pool").addTo(body);
    body.seal();
    pool.log.awaitDurable(pool.log.prepare(body, ticket)); // keeps its segment
    pool.medium.capacity(pool.medium.used());
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 10_000; i++) {
                pool.append(20000, i);
              }
            })
        .isInstanceOf(PoolFullException.class);
    pool.log.discard(ticket);
    pool.append(20000, 7); // its segment can be used again
    pool.close();
    assertThat(pool.medium.names()).containsExactly(TestPool.PATH);
    assertThat(TestPool.words(pool.medium.contents(TestPool.PATH)))
        .containsExactly(Map.entry(20000L, 7L));
  }

  @Test
  void diskFull_atCreation_leavesNothing() {
    var medium = new FakeMedium();
    medium.capacity(TestPool.SIZE - 1);
    assertThatThrownBy(() -> TestPool.createFile(medium))
        .isInstanceOf(PoolFullException.class)
        .hasMessageContaining("cannot create pool: no space for it");
    assertThat(medium.names()).isEmpty();
  }

  @Test
  void e8_failedSyncOfTheJournal_breaksForGood() {
    TestPool pool = TestPool.create();
    pool.append(10000, 1);
    pool.medium.failOn(step -> step instanceof Step.Sync);
    assertThatThrownBy(() -> pool.log.awaitDurable(1)).isInstanceOf(PoolBrokenException.class);
    pool.medium.failOn(_ -> false);
    int steps = pool.medium.stepCount();
    assertThatThrownBy(() -> pool.log.awaitDurable(1)).isInstanceOf(PoolBrokenException.class);
    assertThatThrownBy(() -> pool.append(10000, 2)).isInstanceOf(PoolBrokenException.class);
    pool.log.close();
    assertThat(pool.medium.stepCount()).isEqualTo(steps);
    assertRecovers(pool, 0);
  }

  @Test
  void e8_anyStepThatFails_breaksOrIsClean_andReopeningDecides() {
    for (int n = 0; ; n++) {
      TestPool pool = TestPool.create();
      var countdown = new AtomicInteger(n);
      pool.medium.failOn(_ -> countdown.getAndDecrement() == 0);
      long acknowledged = 0;
      boolean failed = false;
      try {
        for (int i = 0; i < 30; i++) {
          long sequence = pool.log.lastSequence();
          try {
            sequence = pool.append(TestPool.large(200 + i * 60, new Random(i)));
          } catch (PoolFullException e) {
            assertThat(pool.log.lastSequence()).isEqualTo(sequence);
            pool.append(10000, i);
          }
          if (i % 3 == 0) {
            pool.log.awaitDurable(pool.log.lastSequence());
            acknowledged = pool.log.lastSequence();
          }
          if (i % 10 == 9) {
            pool.log.checkpoint();
          }
        }
        pool.log.close();
      } catch (PoolBrokenException e) {
        failed = true;
        assertThatThrownBy(pool.log::checkpoint).isInstanceOf(PoolBrokenException.class);
        noteAttempt(pool);
        pool.log.close();
      } catch (PoolException e) {
        failed = true; // the deletion of the journal at close
      }
      assertRecovers(pool, acknowledged);
      if (!failed && countdown.get() >= 0) {
        assertThat(n).isGreaterThan(100);
        return;
      }
    }
  }

  /** The record whose append failed may have been written completely, or not. */
  private static void noteAttempt(TestPool pool) {
    // A failed put is never complete: its step was not taken.
    assertThat(pool.states.lastKey()).isEqualTo(pool.log.lastSequence());
  }

  @Test
  void e8_failedRecovery_canBeRepeated() {
    TestPool pool = TestPool.create();
    for (int i = 0; i < 20; i++) {
      pool.append(TestPool.large(700, new Random(i)));
    }
    for (int n = 0; ; n++) {
      FakeMedium killed = pool.killed();
      var countdown = new AtomicInteger(n);
      killed.failOn(_ -> countdown.getAndDecrement() == 0);
      try {
        TestPool again = TestPool.open(killed);
        assertThat(again.states.lastEntry().getValue())
            .isEqualTo(pool.states.lastEntry().getValue());
        again.close();
        assertThat(n).isGreaterThan(5);
        return;
      } catch (PoolException e) {
        assertThat(e).hasMessageContaining("cannot open pool: ");
        killed.failOn(_ -> false);
        TestPool again = TestPool.open(killed);
        assertThat(again.states.lastEntry().getValue())
            .isEqualTo(pool.states.lastEntry().getValue());
        again.close();
      }
    }
  }
}
