package dev.emery.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.CorruptPoolException;
import dev.emery.TransactionConflictException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a lock lets in, in which order, and what stays behind. */
final class LockTableTest {
  private static final long A = 0x1000;
  private static final long B = 0x2000;

  @RegisterExtension final Isolation isolation = new Isolation();

  @Test
  void shared_byTwoOwners_isGrantedToBoth() {
    Actor one = isolation.actor("one");
    Actor two = isolation.actor("two");
    one.shared(A);
    two.shared(A);
    assertThat(one.holds(A)).isEqualTo(Mode.SHARED);
    assertThat(two.holds(A)).isEqualTo(Mode.SHARED);
    assertThat(isolation.table.size()).isEqualTo(1);
  }

  @Test
  void exclusive_whileShared_waitsForTheLastReader() {
    Actor one = isolation.actor("one");
    Actor two = isolation.actor("two");
    Actor writer = isolation.actor("writer");
    one.shared(A);
    two.shared(A);
    CompletableFuture<Void> waiting = writer.exclusiveWaits(A);
    one.release();
    isolation.assertSound();
    assertThat(waiting).isNotDone();
    two.release();
    Actor.expect(waiting);
    assertThat(writer.holds(A)).isEqualTo(Mode.EXCLUSIVE);
  }

  @Test
  void anyMode_whileExclusive_waits() {
    Actor writer = isolation.actor("writer");
    Actor one = isolation.actor("one");
    Actor two = isolation.actor("two");
    writer.exclusive(A);
    CompletableFuture<Void> reading = one.sharedWaits(A);
    CompletableFuture<Void> writing = two.exclusiveWaits(A);
    writer.release();
    Actor.expect(reading);
    assertThat(writing).isNotDone();
    one.release();
    Actor.expect(writing);
  }

  @Test
  void shared_behindWaitingWriter_waitsSoThatWriterDoesNotStarve() {
    Actor reader = isolation.actor("reader");
    Actor writer = isolation.actor("writer");
    Actor late = isolation.actor("late");
    Actor later = isolation.actor("later");
    reader.shared(A);
    CompletableFuture<Void> writing = writer.exclusiveWaits(A);
    CompletableFuture<Void> lateReading = late.sharedWaits(A);
    CompletableFuture<Void> laterReading = later.sharedWaits(A);
    reader.release();
    Actor.expect(writing);
    assertThat(lateReading).isNotDone();
    writer.release();
    Actor.expect(lateReading);
    Actor.expect(laterReading);
  }

  @Test
  void waiters_ofOneLock_areServedInOrder() {
    Actor holder = isolation.actor("holder");
    holder.exclusive(A);
    List<Actor> writers = new ArrayList<>();
    List<CompletableFuture<Void>> ends = new ArrayList<>();
    for (int at = 0; at < 5; at++) {
      writers.add(isolation.actor("writer-" + at));
      ends.add(writers.get(at).exclusiveWaits(A));
    }
    holder.release();
    for (int at = 0; at < 5; at++) {
      Actor.expect(ends.get(at));
      ends.subList(at + 1, 5).forEach(end -> assertThat(end).isNotDone());
      writers.get(at).release();
    }
  }

  @Test
  void upgrade_whileAnotherWriterWaits_comesFirst() {
    Actor one = isolation.actor("one");
    Actor two = isolation.actor("two");
    Actor writer = isolation.actor("writer");
    one.shared(A);
    two.shared(A);
    CompletableFuture<Void> writing = writer.exclusiveWaits(A);
    CompletableFuture<Void> upgrading = one.exclusiveWaits(A);
    two.release();
    Actor.expect(upgrading);
    assertThat(writing).isNotDone();
    one.release();
    Actor.expect(writing);
  }

  @Test
  void upgrade_byTheOnlyHolderWhileOthersWait_isGrantedAtOnce() {
    Actor one = isolation.actor("one");
    Actor writer = isolation.actor("writer");
    one.shared(A);
    CompletableFuture<Void> writing = writer.exclusiveWaits(A);
    one.exclusive(A);
    assertThat(one.holds(A)).isEqualTo(Mode.EXCLUSIVE);
    one.release();
    Actor.expect(writing);
  }

  @Test
  void lock_heldAlready_saysSoAndKeepsTheStrongerMode() {
    LockTable table = isolation.table;
    LockOwner owner = begun();
    assertThat(table.lockShared(owner, A)).isTrue();
    assertThat(table.lockShared(owner, A)).isFalse();
    assertThat(table.lockExclusive(owner, A)).isTrue();
    assertThat(table.lockExclusive(owner, A)).isFalse();
    assertThat(table.lockShared(owner, B)).isTrue();
    assertThat(table.lockShared(owner, A)).isFalse();
    assertThat(table.holds(owner, A)).isEqualTo(Mode.EXCLUSIVE);
    assertThat(table.holds(owner, B)).isEqualTo(Mode.SHARED);
    assertThat(table.holds(owner, 0x3000)).isEqualTo(Mode.NONE);
    assertThat(owner.lockCount()).isEqualTo(2);
    table.releaseAll(owner);
    assertThat(table.holds(owner, A)).isEqualTo(Mode.NONE);
  }

  @Test
  void tryLock_neverWaits() {
    LockTable table = isolation.table;
    Actor writer = isolation.actor("writer");
    writer.exclusive(A);
    writer.shared(B);
    LockOwner owner = begun();
    assertThat(table.tryLockShared(owner, A)).isFalse();
    assertThat(table.tryLockExclusive(owner, A)).isFalse();
    assertThat(table.tryLockShared(owner, B)).isTrue();
    assertThat(table.tryLockShared(owner, B)).isTrue();
    assertThat(table.tryLockExclusive(owner, B)).isFalse();
    assertThat(table.holds(owner, B)).isEqualTo(Mode.SHARED);
    writer.release();
    assertThat(table.tryLockExclusive(owner, B)).isTrue();
    assertThat(table.tryLockExclusive(owner, A)).isTrue();
    assertThat(table.tryLockExclusive(owner, A)).isTrue();
    table.releaseAll(owner);
  }

  @Test
  void tryLockShared_whileWriterWaits_doesNotOvertake() {
    Actor reader = isolation.actor("reader");
    Actor writer = isolation.actor("writer");
    reader.shared(A);
    CompletableFuture<Void> writing = writer.exclusiveWaits(A);
    LockOwner owner = begun();
    assertThat(isolation.table.tryLockShared(owner, A)).isFalse();
    assertThat(owner.lockCount()).isZero();
    reader.release();
    Actor.expect(writing);
  }

  @Test
  void releaseShared_ofMomentaryReader_keepsItsOtherLocks() {
    LockTable table = isolation.table;
    LockOwner owner = begun();
    table.lockShared(owner, A);
    table.lockShared(owner, B);
    table.releaseShared(owner, A);
    assertThat(table.holds(owner, A)).isEqualTo(Mode.NONE);
    assertThat(table.holds(owner, B)).isEqualTo(Mode.SHARED);
    assertThat(table.size()).isEqualTo(1);
    assertThatThrownBy(() -> table.releaseShared(owner, A))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("cannot release: not locked shared, block=0x1000");
    table.lockExclusive(owner, B);
    assertThatThrownBy(() -> table.releaseShared(owner, B))
        .isInstanceOf(IllegalStateException.class);
    table.releaseAll(owner);
  }

  @Test
  void lock_notInTime_namesBlockLimitAndHolderAndDoomsTheOwner() {
    Actor holder = isolation.actor("the-holder");
    holder.exclusive(A);
    LockOwner owner = new LockOwner();
    owner.begin(Duration.ofMillis(30).toNanos());
    Throwable[] thrown = new Throwable[2];
    for (int at = 0; at < 2; at++) {
      int attempt = at;
      assertThatThrownBy(() -> isolation.table.lockShared(owner, attempt == 0 ? A : B))
          .isInstanceOf(TransactionConflictException.class)
          .hasMessage(
              "cannot lock object in time: block=0x1000, mode=shared, limit=30 ms,"
                  + " holder=the-holder; make transactions shorter or raise the lock limit")
          .satisfies(e -> thrown[attempt] = e);
    }
    assertThat(thrown[1]).as("e25: the same again").isSameAs(thrown[0]);
    isolation.table.releaseAll(owner);
    owner.restart();
    assertThat(isolation.table.lockShared(owner, B)).isTrue();
    isolation.table.releaseAll(owner);
  }

  @Test
  void lock_waiterLeavingInVain_letsThoseBehindItIn() {
    Actor reader = isolation.actor("reader");
    Actor writer = isolation.actor("writer");
    Actor late = isolation.actor("late");
    reader.shared(A);
    writer.run(() -> writer.owner.begin(Duration.ofMillis(200).toNanos()));
    CompletableFuture<Void> writing = writer.exclusiveWaits(A);
    CompletableFuture<Void> reading = late.sharedWaits(A);
    assertThatThrownBy(() -> Actor.expect(writing))
        .isInstanceOf(TransactionConflictException.class);
    Actor.expect(reading);
  }

  @Test
  void e38_interruptedWaiter_goesOnAndStaysInterrupted() {
    Actor holder = isolation.actor("holder");
    Actor waiter = isolation.actor("waiter");
    holder.exclusive(A);
    CompletableFuture<Void> waiting =
        waiter.startsWaiting(() -> {
          isolation.table.lockShared(waiter.owner, A);
          assertThat(Thread.interrupted()).isTrue();
        });
    waiter.thread.interrupt();
    assertThat(waiting).isNotDone();
    holder.release();
    Actor.expect(waiting);
  }

  @Test
  void lock_ofAnotherOwnerOfTheSameThread_isRefusedAtOnce() {
    LockOwner outer = begun();
    LockOwner inner = begun();
    isolation.table.lockExclusive(outer, A);
    assertThatThrownBy(() -> isolation.table.lockShared(inner, A))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("thread would wait for itself: block=0x1000 is held by an outer");
    assertThat(isolation.table.holds(inner, A)).isEqualTo(Mode.NONE);
    isolation.table.releaseAll(outer);
    assertThat(isolation.table.lockShared(inner, A)).isTrue();
    isolation.table.releaseAll(inner);
  }

  @Test
  void lock_ofNoBlock_isRefused() {
    LockOwner owner = begun();
    for (long block : new long[] {0, -8, 12, 0x1001}) {
      assertThatThrownBy(() -> isolation.table.lockShared(owner, block))
          .isInstanceOf(CorruptPoolException.class);
      assertThatThrownBy(() -> isolation.table.lockExclusive(owner, block))
          .isInstanceOf(CorruptPoolException.class)
          .hasMessageStartingWith("reference to what can be no block, offset=0x");
    }
    isolation.table.releaseAll(owner);
  }

  @Test
  void begin_whileHoldingLocks_isRefused() {
    LockOwner owner = begun();
    isolation.table.lockShared(owner, A);
    assertThatThrownBy(() -> owner.begin(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("cannot begin: locks are held, count=1");
    isolation.table.releaseAll(owner);
  }

  @Test
  void e27_exclusiveLock_isWriterInItsVersionFromGrantToRelease() {
    Versions versions = isolation.versions;
    LockOwner owner = begun();
    long before = versions.read(A);
    isolation.table.lockShared(owner, A);
    assertThat(versions.same(A, before)).as("readers do not disturb").isTrue();
    isolation.table.lockExclusive(owner, A);
    assertThat(Versions.writing(versions.read(A))).isTrue();
    assertThat(versions.same(A, before)).isFalse();
    isolation.table.releaseAll(owner);
    assertThat(Versions.writing(versions.read(A))).isFalse();
    assertThat(versions.same(A, before)).isFalse();
    assertThat(versions.read(A)).isGreaterThan(before);
  }

  @Test
  void locks_manyOfOneOwner_areFoundAndAllGivenBack() {
    LockTable table = isolation.table;
    LockOwner owner = begun();
    int capacity = table.capacity();
    int count = 300_000;
    for (int at = 1; at <= count; at++) {
      assertThat(at % 3 == 0 ? table.lockShared(owner, 16L * at) : lock(owner, 16L * at)).isTrue();
    }
    isolation.assertSound();
    assertThat(table.size()).isEqualTo(count);
    for (int at = 1; at <= count; at += 7) {
      assertThat(table.holds(owner, 16L * at))
          .isEqualTo(at % 3 == 0 ? Mode.SHARED : Mode.EXCLUSIVE);
    }
    assertThat(table.capacity()).isGreaterThan(count);
    table.releaseAll(owner);
    assertThat(table.size()).isZero();
    assertThat(table.capacity()).isEqualTo(capacity);
    assertThat(owner.held.words).hasSizeLessThan(100);
  }

  @Test
  void locks_manyOfTwoReaders_areAllGivenBack() {
    LockTable table = isolation.table;
    LockOwner one = begun();
    LockOwner two = begun();
    for (int round = 0; round < 3; round++) {
      for (int at = 1; at <= 50_000; at++) {
        table.lockShared(one, 16L * at);
        table.lockShared(two, 16L * at);
      }
      isolation.assertSound();
      table.releaseAll(round % 2 == 0 ? one : two);
      isolation.assertSound();
      assertThat(table.size()).isEqualTo(50_000);
      table.releaseAll(round % 2 == 0 ? two : one);
      assertThat(table.size()).isZero();
    }
  }

  @Test
  void lockAndRelease_inPeace_allocateNothing() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    LockOwner owner = begun();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int at = 0; at < 20_000; at++) {
        owner.begin(Actor.LIMIT);
        isolation.gate.enter(owner);
        for (int block = 1; block < 20; block++) {
          isolation.table.lockShared(owner, 16L * (at % 1000 + block));
          isolation.table.lockExclusive(owner, 16L * (at % 1000 + 2 * block));
        }
        isolation.table.releaseAll(owner);
        isolation.gate.exit(owner);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).isLessThan(10_000);
  }

  @Test
  void lock_stackOverflowInside_leavesNothingBehind() throws InterruptedException {
    LockOwner owner = new LockOwner();
    Thread thread =
        new Thread(
            null,
            () -> {
              for (int round = 0; round < 300; round++) {
                owner.begin(Actor.LIMIT);
                try {
                  lockDeeper(owner, 8, round);
                } catch (StackOverflowError e) {
                  isolation.table.releaseAll(owner);
                }
              }
            },
            "deep",
            256 * 1024);
    thread.start();
    thread.join();
    assertThat(isolation.table.size()).isZero();
    assertThat(isolation.versions.writers()).isZero();
  }

  private void lockDeeper(LockOwner owner, long block, int round) {
    if ((block >> 3) % 3 == round % 3) {
      isolation.table.lockShared(owner, block);
    }
    isolation.table.lockExclusive(owner, block);
    lockDeeper(owner, block + 8, round);
  }

  private boolean lock(LockOwner owner, long block) {
    return isolation.table.lockExclusive(owner, block);
  }

  private static LockOwner begun() {
    LockOwner owner = new LockOwner();
    owner.begin(Actor.LIMIT);
    return owner;
  }
}
