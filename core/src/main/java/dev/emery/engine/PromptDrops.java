package dev.emery.engine;

import dev.emery.heap.BlockHeader;
import dev.emery.image.Image;

/**
 * Takes a few of the objects that a commit drops apart in that very commit, so that they need no
 * place on the drop queue and no transaction of the system (E16).
 *
 * <p>The transaction has the locks of what it drops, and takes those of what these objects own only
 * where nobody has them. What would have to wait, what fails, and what is too much for one commit
 * stays as it was, and goes onto the queue.
 */
final class PromptDrops {
  /** Objects, parts and references that a commit goes through, about. */
  static final int MOST = 64;

  private final Transaction transaction;
  private final Engine engine;
  private final Image image;
  private final OwnerCounts counts;

  /** Creates it for a transaction whose commit counts owners in {@code counts}. */
  PromptDrops(Transaction transaction, Engine engine, OwnerCounts counts) {
    this.transaction = transaction;
    this.engine = engine;
    this.image = engine.image();
    this.counts = counts;
  }

  /**
   * Frees of the dropped objects, and of those that go with them, what can be freed at once, and
   * leaves the others in {@code dropped}. Their counts are final, those of what they refer to are
   * lowered. Returns whether anything is freed.
   */
  boolean free(LongList dropped) {
    int frees = transaction.frees.size();
    int left = MOST;
    int kept = 0;
    boolean draining = transaction.isDraining();
    transaction.draining(true);
    try {
      for (int i = 0; i < dropped.size(); i++) { // grows by what is dropped with them
        long target = dropped.get(i);
        int before = work();
        if (left > 0 && takeApart(target, left, dropped)) {
          transaction.frees.add(target);
          counts.remove(counts.find(target));
        } else {
          dropped.set(kept++, target);
        }
        left -= Math.max(1, work() - before);
      }
    } finally {
      transaction.draining(draining);
    }
    dropped.truncate(kept);
    return transaction.frees.size() > frees;
  }

  private int work() {
    return transaction.owners.size() + transaction.frees.size();
  }

  private boolean takeApart(long target, int budget, LongList dropped) {
    if (engine.objects().ownsNothing(target)) {
      return true;
    }
    int first = transaction.owners.size();
    int depth = transaction.beginInterval();
    boolean done = dropAll(target, budget) && disown(first, dropped);
    if (!done) {
      transaction.rollbackTo(depth);
    }
    transaction.endInterval(depth);
    return done;
  }

  /** Drops what an object owns; false where something is left but its own block. */
  private boolean dropAll(long target, int budget) {
    try {
      return engine.objects().dropSome(transaction, target, budget);
    } catch (RuntimeException | StackOverflowError e) {
      transaction.requireNotDoomed();
      return false; // a lock is taken; or it is damaged, and the check says so
    }
  }

  /**
   * Counts the references that were dropped from {@code first} on, and adds what has none any more
   * to {@code dropped}. Changes nothing and returns false where an object has fewer than that.
   */
  private boolean disown(int first, LongList dropped) {
    OwnerLog log = transaction.owners;
    int before = dropped.size();
    for (int i = first; i < log.size(); i++) {
      long child = log.target(i);
      int index = index(child);
      counts.add(index, log.isShared(i), -1);
      if (counts.isNegative(index)) {
        for (int back = i; back >= first; back--) {
          counts.add(counts.find(log.target(back)), log.isShared(back), 1);
        }
        dropped.truncate(before);
        return false;
      }
      if (counts.count(index) == 0 && !BlockHeader.isQueued(image.getLong(child))) {
        dropped.add(child);
      }
    }
    return true;
  }

  private int index(long object) {
    int index = counts.find(object);
    if (index < 0) {
      index = counts.index(object);
      long header = image.getLong(object); // not fresh: of those all objects are counted
      counts.add(index, BlockHeader.isShared(header), BlockHeader.count(header));
    }
    return index;
  }
}
