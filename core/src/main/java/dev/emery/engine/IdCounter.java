package dev.emery.engine;

import dev.emery.heap.HeapFormat;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gives every allocated block an id word that is never used again at the same place (E15). The word
 * is a keyed mix of a rising counter and the block's offset, so that user data cannot be taken for
 * it.
 */
final class IdCounter {
  /** The place of the counter in the pool. */
  static final long PLACE = HeapFormat.ID_COUNTER;

  private final AtomicLong counter;
  private final long key;

  IdCounter(long last, long key) {
    this.counter = new AtomicLong(last);
    this.key = key;
  }

  /** The id word for a block that is being allocated; never zero. */
  long next(long block) {
    for (; ; ) {
      long id = word(counter.incrementAndGet(), block);
      if (id != 0) {
        return id;
      }
    }
  }

  /** The highest counter given away so far. */
  long highest() {
    return counter.get();
  }

  /** Whether an id word was given away for this block, as far as the counter says. */
  boolean gave(long id, long block) {
    long count = count(id, block);
    return count > 0 && count <= counter.get();
  }

  /** The counter from which {@link #word} made an id. */
  private long count(long id, long block) {
    long x = (id ^ id >>> 33) * 0x9CB4B2F8129337DBL; // the inverses of the factors below
    x = (x ^ x >>> 33) * 0x4F74430C22A54005L;
    return x ^ x >>> 33 ^ Long.rotateLeft(block * 0xD6E8FEB86659FD93L ^ key, 31);
  }

  private long word(long count, long block) {
    // for one block a bijection of the counter: the finalizer of MurmurHash3 (Appleby) over
    // distinct inputs
    long x = count ^ Long.rotateLeft(block * 0xD6E8FEB86659FD93L ^ key, 31);
    x = (x ^ x >>> 33) * 0xFF51AFD7ED558CCDL;
    x = (x ^ x >>> 33) * 0xC4CEB9FE1A85EC53L;
    return x ^ x >>> 33;
  }
}
