package dev.emery.collections.sequence;

import dev.emery.transaction.Memory;
import dev.emery.transaction.Watch;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts of an object are, as read under a stamp of {@link Memory#enter}. A later read
 * with the same stamp sees the same object in the same state, so it may take this for read again.
 *
 * <p>Only what was read under a stamp that is not negative may be kept: the others stand for locks.
 */
public final class Located {
  /*
   * After as many reads as there are references the table is copied to the Java heap, so that a copy
   * costs each of them little however seldom the object rests. Larger tables than MOST are not
   * copied: with them it is the misses of the cache that a read waits for.
   *
   * Reads that need no copy and those that use it go through methods of their own: what the compiler
   * learns of the first thousands, which find no copy yet, would spoil the others for good.
   *
   * The count of uses is a deliberate race: a lost one delays the copy.
   */
  private static final int MOST = 1 << 17;

  private static final long[] NONE = {};

  private final Memory memory;
  private final long object;
  private final long stamp;
  private final int size;
  private final int count;
  private final long table;
  private final long[] references;
  private final @Nullable Watch watch; // with the copy only, since no other read asks it
  private int uses;

  private Located(
      Memory memory,
      long object,
      long stamp,
      int size,
      int count,
      long table,
      long[] references,
      @Nullable Watch watch) {
    this.memory = memory;
    this.object = object;
    this.stamp = stamp;
    this.size = size;
    this.count = count;
    this.table = table;
    this.references = references;
    this.watch = watch;
  }

  /**
   * What was read of an object.
   *
   * @param m the memory that the object is in
   * @param object the block of the object
   * @param stamp the stamp
   * @param size the slots in use
   * @param count the references in the table
   * @param table the root of the table
   */
  public static Located of(Memory m, long object, long stamp, int size, int count, long table) {
    return new Located(m, object, stamp, size, count, table, NONE, null);
  }

  // ---- in a read that was entered

  /** Whether it holds for a read with this stamp. */
  public boolean holds(long present) {
    return stamp == present;
  }

  /** The slots in use. */
  public int size() {
    return size;
  }

  /** The references in the table. */
  public int count() {
    return count;
  }

  /** The reference at {@code index}. */
  public long reference(int index) {
    return RefTable.get(memory, table, count, index);
  }

  /**
   * This, or from a number of uses on one with a copy of the table, which the read has to prove.
   *
   * @param last the last index in the copy; those beyond the table lead to the one without their
   *     highest bit, as in a linear hash
   * @param form what the copy is to hold for a reference
   */
  public Located used(int last, LongUnaryOperator form) {
    if (references.length > 0 || ++uses <= count || count > MOST) {
      return this;
    }
    long[] copy = new long[last + 1];
    for (int i = 0; i <= last; i++) {
      int index = i < count ? i : i - Integer.highestOneBit(i);
      copy[i] = form.applyAsLong(RefTable.get(memory, table, count, index));
    }
    Watch watching = memory.watch(object, stamp);
    return new Located(memory, object, stamp, size, count, table, copy, watching);
  }

  // ---- in a read that begins and ends here

  /** Whether there is a copy of the table. */
  public boolean isCopied() {
    return watch != null;
  }

  /** Begins a read without a lock, where there is a copy of the table and it still holds. */
  public boolean begin() {
    return watch != null && watch.begin();
  }

  /** Ends the read, and says whether what was read since {@link #begin} may be trusted. */
  public boolean end() {
    return watch != null && watch.end();
  }

  /** The memory that the object is in. */
  public Memory memory() {
    return memory;
  }

  /** What the copy holds for the reference at {@code index}. */
  public long copied(int index) {
    return references[index];
  }

  /** As {@link #copied} at the low bits of {@code number}, in a copy as long as a power of two. */
  public long hashed(int number) {
    return references[number & references.length - 1];
  }
}
