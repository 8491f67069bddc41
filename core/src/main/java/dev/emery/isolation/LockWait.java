package dev.emery.isolation;

import org.jspecify.annotations.Nullable;

/** Waiting for a lock. Its fields belong to the latch of the stripe. */
final class LockWait extends Wait {
  final Stripe stripe;
  final long block;
  final boolean exclusive;

  /** It holds the lock shared and wants it exclusively. */
  final boolean upgrade;

  final int ownerNumber;

  @Nullable LockWait previous;
  @Nullable LockWait next;

  /** Next in a chain of waiters that one release granted, to be unparked after the latch. */
  @Nullable LockWait granted;

  /** One of those it waited for when its time was over, or 0. */
  int blocker;

  LockWait(LockOwner owner, Stripe stripe, long block, boolean exclusive, boolean upgrade) {
    super(owner);
    this.stripe = stripe;
    this.block = block;
    this.exclusive = exclusive;
    this.upgrade = upgrade;
    this.ownerNumber = owner.number;
  }

  @Override
  void blockers(WaitsFor.Search search) {
    stripe.blockers(this, search);
  }

  @Override
  boolean cancel(int outcome) {
    return stripe.cancel(this, outcome);
  }

  @Override
  String subject() {
    return "block=0x" + Long.toHexString(block);
  }

  /** Names the thread that it waited for in vain. */
  String blockerName() {
    LockOwner owner = blocker == 0 ? null : Owners.get(blocker);
    return owner == null ? "unknown" : owner.threadName();
  }
}
