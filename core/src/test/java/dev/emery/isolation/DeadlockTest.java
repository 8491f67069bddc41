package dev.emery.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.TransactionConflictException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who gives way to whom, over locks, tables and gates. */
final class DeadlockTest {
  private static final long A = 0x1000;
  private static final long B = 0x2000;
  private static final long C = 0x3000;

  @RegisterExtension final Isolation isolation = new Isolation();

  @Test
  void e24_youngerOfTwoUpgraders_isVictimAtOnceWhenItComesSecond() {
    Actor older = isolation.actor("older");
    Actor younger = isolation.actor("younger");
    older.shared(A);
    younger.shared(A);
    CompletableFuture<Void> upgrading = older.exclusiveWaits(A);
    assertThatThrownBy(() -> younger.exclusive(A))
        .isInstanceOf(ConflictSignal.class)
        .hasMessageStartingWith("gave way in a deadlock: thread=younger, cycle=[");
    younger.release();
    Actor.expect(upgrading);
    assertThat(older.owner.isDoomed()).isFalse();
  }

  @Test
  void e24_youngerOfTwoUpgraders_isWokenAsVictimWhenItCameFirst() {
    Actor older = isolation.actor("older");
    Actor younger = isolation.actor("younger");
    older.shared(A);
    younger.shared(A);
    CompletableFuture<Void> victim = younger.exclusiveWaits(A);
    CompletableFuture<Void> upgrading = older.exclusiveWaits(A);
    assertThatThrownBy(() -> Actor.expect(victim)).isInstanceOf(ConflictSignal.class);
    younger.release();
    Actor.expect(upgrading);
  }

  @Test
  void e24_youngestInCycleOfThree_isVictimWhereverItIs() {
    for (int youngest = 0; youngest < 3; youngest++) {
      Actor[] actors = new Actor[3];
      for (int at = 1; at <= 3; at++) {
        int place = (youngest + at) % 3;
        actors[place] = isolation.actor("actor-" + place);
      }
      long[] blocks = {A, B, C};
      for (int at = 0; at < 3; at++) {
        actors[at].exclusive(blocks[at]);
      }
      CompletableFuture<Void> first = actors[0].sharedWaits(B);
      CompletableFuture<Void> second = actors[1].sharedWaits(C);
      CompletableFuture<Void> third = actors[2].start(() -> lockShared(actors[2], A));
      CompletableFuture<Void> victim = youngest == 0 ? first : youngest == 1 ? second : third;
      assertThatThrownBy(() -> Actor.expect(victim)).isInstanceOf(ConflictSignal.class);
      // The locks of the victim pass on in the direction of the cycle.
      for (int at = 0; at < 3; at++) {
        actors[(youngest - at + 3) % 3].release();
      }
      for (CompletableFuture<Void> end : List.of(first, second, third)) {
        if (end != victim) {
          Actor.expect(end);
        }
      }
      for (Actor actor : actors) {
        actor.release();
      }
    }
  }

  @Test
  void e24_cycleThroughWaitingReaderBehindWriter_isFound() {
    Actor one = isolation.actor("one");
    Actor writer = isolation.actor("writer");
    Actor late = isolation.actor("late");
    late.exclusive(B);
    one.shared(A);
    CompletableFuture<Void> writing = writer.exclusiveWaits(A);
    // one holds A shared, writer waits for one, late waits for writer only (FIFO), one for late.
    CompletableFuture<Void> reading = late.sharedWaits(A);
    CompletableFuture<Void> closing = one.start(() -> lockShared(one, B));
    assertThatThrownBy(() -> Actor.expect(reading)).isInstanceOf(ConflictSignal.class);
    late.release();
    Actor.expect(closing);
    one.release();
    Actor.expect(writing);
  }

  @Test
  void e24_readersWaitingSideBySide_areNoCycle() {
    Actor writer = isolation.actor("writer");
    Actor one = isolation.actor("one");
    Actor two = isolation.actor("two");
    writer.exclusive(A);
    one.exclusive(B);
    CompletableFuture<Void> first = one.sharedWaits(A);
    CompletableFuture<Void> second = two.sharedWaits(A);
    writer.release();
    Actor.expect(first);
    Actor.expect(second);
    assertThat(two.owner.isDoomed()).isFalse();
  }

  @Test
  void e24_cycleOverTwoTables_isFoundThroughTheThread() {
    LockTable other = new LockTable(new Versions(), "other");
    LockOwner second = isolation.owner();
    Actor both = isolation.actor("both");
    Actor opponent = isolation.actor("opponent");
    LockOwner opponentsSecond = isolation.owner();
    both.run(() -> second.begin(Actor.LIMIT));
    opponent.run(() -> opponentsSecond.begin(Actor.LIMIT));
    both.exclusive(A);
    opponent.run(() -> other.lockExclusive(opponentsSecond, A));
    CompletableFuture<Void> victim = opponent.exclusiveWaits(A);
    CompletableFuture<Void> winner = both.start(() -> other.lockExclusive(second, A));
    assertThatThrownBy(() -> Actor.expect(victim)).isInstanceOf(ConflictSignal.class);
    assertThat(opponentsSecond.isDoomed()).as("what holds the lock is doomed, too").isTrue();
    opponent.run(() -> other.releaseAll(opponentsSecond));
    Actor.expect(winner);
    both.run(() -> other.releaseAll(second));
    assertThat(other.size()).isZero();
  }

  @Test
  void e25_victim_isThrownTheSameSignalAgainUntilItRestarts() {
    Actor older = isolation.actor("older");
    Actor younger = isolation.actor("younger");
    older.shared(A);
    younger.shared(A);
    younger.shared(B);
    older.exclusiveWaits(A);
    Throwable[] thrown = new Throwable[1];
    assertThatThrownBy(() -> younger.exclusive(A)).satisfies(e -> thrown[0] = e);
    for (long block : new long[] {A, B, C}) {
      assertThatThrownBy(() -> younger.shared(block)).isSameAs(thrown[0]);
      assertThatThrownBy(() -> younger.exclusive(block)).isSameAs(thrown[0]);
      assertThatThrownBy(
              () -> younger.run(() -> isolation.table.tryLockShared(younger.owner, block)))
          .isSameAs(thrown[0]);
    }
    assertThatThrownBy(() -> younger.run(younger.owner::requireNotDoomed)).isSameAs(thrown[0]);
    assertThat(thrown[0].getStackTrace()).isEmpty();
    assertThat(younger.holds(B)).as("held until released").isEqualTo(Mode.SHARED);
    younger.release();
    younger.run(younger.owner::restart);
    younger.shared(B);
  }

  @Test
  void e24_rerun_keepsAgeAndTakesExclusivelyWhatItUpgraded() {
    Actor older = isolation.actor("older");
    Actor younger = isolation.actor("younger");
    older.shared(A);
    younger.shared(A);
    younger.shared(B);
    CompletableFuture<Void> upgrading = older.exclusiveWaits(A);
    assertThatThrownBy(() -> younger.exclusive(A)).isInstanceOf(ConflictSignal.class);
    long age = younger.owner.age();
    younger.release();
    Actor.expect(upgrading);
    older.release();
    younger.run(younger.owner::restart);
    assertThat(younger.owner.age()).isEqualTo(age);
    younger.shared(B);
    younger.shared(A);
    assertThat(younger.holds(B)).isEqualTo(Mode.SHARED);
    assertThat(younger.holds(A)).as("first touch after an upgrade").isEqualTo(Mode.EXCLUSIVE);
    younger.release();
    younger.run(() -> younger.owner.begin(Actor.LIMIT));
    assertThat(younger.owner.age()).as("new work is younger").isGreaterThan(age);
    younger.shared(A);
    assertThat(younger.holds(A)).isEqualTo(Mode.SHARED);
  }

  @Test
  void e24_rerun_waitsFirstForTheLockAtWhichItGaveWay() {
    Actor older = isolation.actor("older");
    Actor younger = isolation.actor("younger");
    older.exclusive(A);
    younger.exclusive(B);
    CompletableFuture<Void> winning = older.exclusiveWaits(B);
    assertThatThrownBy(() -> younger.shared(A)).isInstanceOf(ConflictSignal.class);
    younger.release();
    Actor.expect(winning);
    younger.run(younger.owner::restart);
    CompletableFuture<Void> turn =
        younger.startsWaiting(
            () -> assertThat(isolation.table.lockContested(younger.owner)).isTrue());
    older.release();
    Actor.expect(turn);
    assertThat(younger.holds(A)).isEqualTo(Mode.SHARED);
    younger.run(() -> assertThat(isolation.table.lockContested(younger.owner)).isFalse());
  }

  @Test
  void e24_rerun_isOlderThanWorkBegunAfterItsFirstAttempt() {
    Actor holder = isolation.actor("holder");
    Actor first = isolation.actor("first");
    holder.exclusive(A);
    CompletableFuture<Void> waiting = first.exclusiveWaits(A);
    LockOwner later = new LockOwner();
    later.begin(Actor.LIMIT);
    assertThat(later.isYoungerThan(first.owner)).isTrue();
    assertThat(first.owner.isYoungerThan(later)).isFalse();
    holder.release();
    Actor.expect(waiting);
    first.release();
    first.run(first.owner::restart);
    assertThat(later.isYoungerThan(first.owner)).isTrue();
  }

  @Test
  void e24_cycleThroughGate_isFound() {
    Gate gate = isolation.gate;
    Actor inside = isolation.actor("inside");
    Actor outside = isolation.actor("outside");
    Actor closer = isolation.actor("closer");
    inside.run(() -> gate.enter(inside.owner));
    outside.exclusive(A);
    CompletableFuture<Void> closing = closer.startsWaiting(() -> close(gate));
    CompletableFuture<Void> waiting = inside.sharedWaits(A);
    // outside holds A and waits for the gate, whose closer waits for inside, who waits for A.
    assertThatThrownBy(() -> outside.run(() -> gate.enter(outside.owner)))
        .isInstanceOf(ConflictSignal.class);
    outside.release();
    Actor.expect(waiting);
    inside.run(() -> gate.exit(inside.owner));
    Actor.expect(closing);
    closer.run(gate::reopen);
  }

  @Test
  void e24_cycleOfClosersOnly_isRefusedToOne() {
    Gate one = isolation.gate;
    Gate two = new Gate();
    Actor first = isolation.actor("first");
    Actor second = isolation.actor("second");
    first.run(() -> close(one));
    second.run(() -> close(two));
    CompletableFuture<Void> waiting = first.startsWaiting(() -> close(two));
    assertThatThrownBy(() -> second.run(() -> close(one)))
        .isInstanceOf(TransactionConflictException.class)
        .hasMessageStartingWith("cannot close the gate: gave way in a deadlock");
    second.run(two::reopen);
    Actor.expect(waiting);
    first.run(two::reopen);
    first.run(one::reopen);
  }

  private void lockShared(Actor actor, long block) {
    isolation.table.lockShared(actor.owner, block);
  }

  private static void close(Gate gate) {
    assertThat(gate.close(Actor.LIMIT)).isTrue();
  }
}
