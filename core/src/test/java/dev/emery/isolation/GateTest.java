package dev.emery.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.PoolClosedException;
import dev.emery.TransactionConflictException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who passes the gate, and who waits for whom (E22, E33). */
final class GateTest {
  private static final long SHORT = Duration.ofMillis(30).toNanos();

  @RegisterExtension final Isolation isolation = new Isolation();

  @Test
  void anyOpen_followsEnterAndExit() {
    Gate gate = isolation.gate;
    Actor one = isolation.actor("one");
    Actor two = isolation.actor("two");
    assertThat(gate.anyOpen()).isFalse();
    one.run(() -> gate.enter(one.owner));
    two.run(() -> gate.enter(two.owner));
    assertThat(gate.anyOpen()).isTrue();
    one.run(() -> gate.exit(one.owner));
    assertThat(gate.anyOpen()).isTrue();
    two.run(() -> gate.exit(two.owner));
    assertThat(gate.anyOpen()).isFalse();
  }

  @Test
  void close_withoutScopes_isAtOnce() {
    assertThat(isolation.gate.close(0)).isTrue();
    isolation.gate.reopen();
  }

  @Test
  void e22_close_waitsForOpenScopesAndNewOnesWaitForReopening() {
    Gate gate = isolation.gate;
    Actor inside = isolation.actor("inside");
    Actor late = isolation.actor("late");
    Actor closer = isolation.actor("closer");
    inside.run(() -> gate.enter(inside.owner));
    CompletableFuture<Void> closing = closer.startsWaiting(() -> close(gate));
    CompletableFuture<Void> entering = late.startsWaiting(() -> gate.enter(late.owner));
    assertThat(closing).isNotDone();
    inside.run(() -> gate.exit(inside.owner));
    Actor.expect(closing);
    assertThat(entering).isNotDone();
    assertThat(gate.anyOpen()).isFalse();
    closer.run(gate::reopen);
    Actor.expect(entering);
    assertThat(gate.anyOpen()).isTrue();
    late.run(() -> gate.exit(late.owner));
  }

  @Test
  void close_notInTime_isFalseAndLetsOthersGoOn() {
    Gate gate = isolation.gate;
    Actor inside = isolation.actor("inside");
    Actor late = isolation.actor("late");
    inside.run(() -> gate.enter(inside.owner));
    assertThat(gate.close(SHORT)).isFalse();
    assertThat(gate.openScopes()).isEqualTo("inside");
    late.run(() -> gate.enter(late.owner));
    late.run(() -> gate.exit(late.owner));
    inside.run(() -> gate.exit(inside.owner));
    assertThat(gate.close(SHORT)).isTrue();
    gate.reopen();
  }

  @Test
  void enter_notInTime_namesLimitAndCloser() {
    Gate gate = isolation.gate;
    Actor closer = isolation.actor("the-closer");
    closer.run(() -> close(gate));
    LockOwner owner = new LockOwner();
    owner.begin(SHORT);
    assertThatThrownBy(() -> gate.enter(owner))
        .isInstanceOf(TransactionConflictException.class)
        .hasMessage(
            "cannot open a scope in time: the pool is being rearranged, limit=30 ms,"
                + " by=the-closer; try again later or raise the lock limit");
    closer.run(gate::reopen);
    owner.restart();
    gate.enter(owner);
    gate.exit(owner);
  }

  @Test
  void close_insideOwnScope_isRefused() {
    Gate gate = isolation.gate;
    LockOwner owner = new LockOwner();
    owner.begin(SHORT);
    gate.enter(owner);
    assertThatThrownBy(() -> gate.close(Actor.LIMIT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("cannot close the gate: this thread has a scope open, thread=");
    gate.exit(owner);
  }

  /** Whoever has no scope open here is not refused, whatever others have, or it has elsewhere. */
  @Test
  void close_insideAScopeOfAnotherGate_isNotRefused() {
    Gate gate = isolation.gate;
    Gate elsewhere = new Gate();
    LockOwner owner = new LockOwner();
    owner.begin(SHORT);
    elsewhere.enter(owner);
    assertThat(gate.close(SHORT)).isTrue();
    gate.reopen();
    Actor inside = isolation.actor("inside");
    inside.run(() -> gate.enter(inside.owner));
    assertThat(gate.close(SHORT)).as("in time").isFalse();
    inside.run(() -> gate.exit(inside.owner));
    assertThatThrownBy(() -> elsewhere.close(SHORT)).isInstanceOf(IllegalStateException.class);
    elsewhere.exit(owner);
    assertThat(elsewhere.close(SHORT)).isTrue();
    elsewhere.reopen();
  }

  @Test
  void enterAndClose_byTheCloser_areRefused() {
    Gate gate = isolation.gate;
    LockOwner owner = new LockOwner();
    owner.begin(SHORT);
    close(gate);
    assertThatThrownBy(() -> gate.enter(owner))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("cannot open a scope: this thread has closed the gate");
    assertThatThrownBy(() -> gate.close(SHORT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("cannot close the gate: this thread has closed it");
    gate.reopen();
    assertThatThrownBy(gate::reopen).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void enterAndExit_unpaired_areRefused() {
    Gate gate = isolation.gate;
    LockOwner owner = new LockOwner();
    owner.begin(SHORT);
    assertThatThrownBy(() -> gate.exit(owner)).isInstanceOf(IllegalStateException.class);
    gate.enter(owner);
    assertThatThrownBy(() -> gate.enter(owner)).isInstanceOf(IllegalStateException.class);
    gate.exit(owner);
  }

  @Test
  void close_whileClosedByAnother_waitsItsTurn() {
    Gate gate = isolation.gate;
    Actor first = isolation.actor("first");
    Actor second = isolation.actor("second");
    first.run(() -> close(gate));
    CompletableFuture<Void> closing = second.startsWaiting(() -> close(gate));
    first.run(gate::reopen);
    Actor.expect(closing);
    second.run(gate::reopen);
  }

  @Test
  void e33_refuse_endsWaitingAndNewEntriesButNotOpenScopes() {
    Gate gate = isolation.gate;
    Actor inside = isolation.actor("inside");
    Actor late = isolation.actor("late");
    Actor closer = isolation.actor("closer");
    inside.run(() -> gate.enter(inside.owner));
    CompletableFuture<Void> closing = closer.startsWaiting(() -> close(gate));
    CompletableFuture<Void> entering = late.startsWaiting(() -> gate.enter(late.owner));
    gate.refuse(() -> new PoolClosedException("pool is closed"));
    assertThatThrownBy(() -> Actor.expect(entering)).isInstanceOf(PoolClosedException.class);
    assertThatThrownBy(() -> late.run(() -> gate.enter(late.owner)))
        .isInstanceOf(PoolClosedException.class);
    assertThat(closing).isNotDone();
    inside.run(() -> gate.exit(inside.owner));
    Actor.expect(closing);
    closer.run(gate::reopen);
  }

  @Test
  void e22_scopes_areNeverOpenBehindClosedGate() throws InterruptedException {
    Gate gate = isolation.gate;
    AtomicInteger open = new AtomicInteger();
    AtomicInteger passed = new AtomicInteger();
    CountDownLatch end = new CountDownLatch(8);
    AtomicInteger violations = new AtomicInteger();
    for (int at = 0; at < 8; at++) {
      boolean closes = at == 0;
      (at % 2 == 0 ? Thread.ofPlatform() : Thread.ofVirtual())
          .start(() -> {
            LockOwner owner = new LockOwner();
            for (int round = 0; round < (closes ? 2_000 : 30_000); round++) {
              if (closes) {
                close(gate);
                violations.addAndGet(open.get());
                Thread.onSpinWait();
                violations.addAndGet(open.get());
                gate.reopen();
              } else {
                owner.begin(Actor.LIMIT);
                gate.enter(owner);
                open.incrementAndGet();
                if (!gate.anyOpen()) {
                  violations.incrementAndGet();
                }
                open.decrementAndGet();
                gate.exit(owner);
                passed.incrementAndGet();
              }
            }
            end.countDown();
          });
    }
    assertThat(end.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(violations).hasValue(0);
    assertThat(passed).hasValue(7 * 30_000);
  }

  private static void close(Gate gate) {
    assertThat(gate.close(Actor.LIMIT)).isTrue();
  }
}
