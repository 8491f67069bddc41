package dev.emery.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is woken by a commit (E40). */
@Timeout(60)
final class ChangeTableTest {
  private static final long A = 0x1000;
  private static final long B = 0x2000;
  private static final long C = 0x3000;

  @RegisterExtension final Isolation isolation = new Isolation();

  private final ChangeTable changes = new ChangeTable();

  private LockOwner begun() {
    LockOwner owner = isolation.owner();
    owner.begin(Actor.LIMIT);
    return owner;
  }

  /** A wait for these blocks, which are read and released. */
  private ChangeWait reader(long... blocks) {
    LockOwner owner = begun();
    for (long block : blocks) {
      isolation.table.lockShared(owner, block);
    }
    ChangeWait wait = new ChangeWait();
    changes.enter(wait, owner);
    isolation.table.releaseAll(owner);
    return wait;
  }

  /** Changes these blocks, and wakes. */
  private void commit(long... blocks) {
    LockOwner owner = begun();
    for (long block : blocks) {
      isolation.table.lockExclusive(owner, block);
    }
    ChangeWait woken = changes.changed(owner);
    isolation.table.releaseAll(owner);
    ChangeWait.wake(woken);
  }

  @Test
  void e40_commit_wakesThoseWhoReadWhatItChanged() {
    ChangeWait one = reader(A);
    ChangeWait both = reader(A, B);
    ChangeWait other = reader(C, B);
    commit(A);
    assertThat(one.isOver()).isTrue();
    assertThat(both.isOver()).isTrue();
    assertThat(other.isOver()).isFalse();
    assertThat(changes.size()).isEqualTo(2);
    commit(C, B);
    assertThat(other.isOver()).isTrue();
    assertThat(changes.size()).isZero();
  }

  @Test
  void e40_sharedLocksOfACommit_wakeNobody() {
    ChangeWait one = reader(A);
    LockOwner owner = begun();
    isolation.table.lockShared(owner, A);
    isolation.table.lockExclusive(owner, B);
    assertThat(changes.changed(owner)).isNull();
    isolation.table.lockExclusive(owner, A);
    assertThat(changes.changed(owner)).isSameAs(one);
    isolation.table.releaseAll(owner);
  }

  @Test
  void e40_wakeUpsOfOneCommit_areInTheOrderOfTheWaits() {
    List<ChangeWait> waits = List.of(reader(A), reader(A), reader(A, B));
    LockOwner owner = begun();
    isolation.table.lockExclusive(owner, A);
    List<ChangeWait> chain = new ArrayList<>();
    for (ChangeWait at = changes.changed(owner); at != null; at = at.next) {
      chain.add(at);
    }
    isolation.table.releaseAll(owner);
    assertThat(chain).isEqualTo(waits);
  }

  @Test
  void e40_leaving_takesAwayTheWaitAlone() {
    ChangeWait one = reader(A, B);
    ChangeWait other = reader(B);
    changes.leave(one);
    changes.leave(one);
    assertThat(changes.size()).isEqualTo(1);
    commit(A, B);
    assertThat(one.isOver()).isFalse();
    assertThat(other.isOver()).isTrue();
    changes.leave(other);
    assertThat(changes.size()).isZero();
  }

  @Test
  void e40_wakeAll_wakesEverybody() {
    List<ChangeWait> waits = List.of(reader(A), reader(A, B, C), reader(C));
    changes.wakeAll();
    assertThat(waits).allMatch(ChangeWait::isOver);
    assertThat(changes.size()).isZero();
  }

  @Test
  void e40_lockAtWhichAnEarlierAttemptGaveWay_isForgotten() {
    Actor older = isolation.actor("older");
    Actor younger = isolation.actor("younger");
    older.shared(A);
    younger.shared(A);
    CompletableFuture<Void> victim = younger.exclusiveWaits(A);
    CompletableFuture<Void> upgrading = older.exclusiveWaits(A);
    assertThat(victim).failsWithin(Duration.ofSeconds(15));
    younger.release();
    Actor.expect(upgrading);
    older.release();
    younger.run(younger.owner::restart);
    younger.shared(B);
    assertThat(younger.owner.contested).isNotZero();
    ChangeWait wait = new ChangeWait();
    changes.enter(wait, younger.owner);
    younger.release();
    younger.run(younger.owner::restart);
    assertThat(isolation.table.lockContested(younger.owner)).isFalse();
    changes.leave(wait);
  }

  @Test
  void e40_randomWaitsAndCommits_agreeWithALinearSearch() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<long[]> watched = new ArrayList<>();
    List<ChangeWait> waits = new ArrayList<>();
    for (int step = 0; step < 5_000; step++) {
      long[] blocks =
          random.longs(random.nextInt(1, 6), 1, 400).distinct().map(b -> b * 8).toArray();
      int kind = random.nextInt(20);
      if (kind < 12 + (step / 500 & 1) * 7) { // grows for a while, then is emptied
        watched.add(blocks);
        waits.add(reader(blocks));
      } else if (kind < 19 && !waits.isEmpty()) {
        int at = random.nextInt(waits.size());
        changes.leave(waits.remove(at));
        watched.remove(at);
      } else {
        commit(blocks);
        for (int at = waits.size() - 1; at >= 0; at--) {
          boolean meets = meets(watched.get(at), blocks);
          assertThat(waits.get(at).isOver()).as("seed=" + seed).isEqualTo(meets);
          if (meets) {
            waits.remove(at);
            watched.remove(at);
          }
        }
      }
      assertThat(changes.size())
          .as("seed=" + seed)
          .isEqualTo(watched.stream().mapToInt(each -> each.length).sum());
    }
    waits.forEach(changes::leave);
    assertThat(changes.size()).isZero();
  }

  private static boolean meets(long[] some, long[] others) {
    for (long one : some) {
      for (long other : others) {
        if (one == other) {
          return true;
        }
      }
    }
    return false;
  }
}
