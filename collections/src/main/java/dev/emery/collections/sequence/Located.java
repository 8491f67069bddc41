package dev.emery.collections.sequence;

import dev.emery.transaction.Memory;

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
   * The count of uses is a deliberate race: a lost one delays the copy.
   */
  private static final int MOST = 1 << 17;

  private static final long[] NONE = {};

  private final long stamp;
  private final int size;
  private final int count;
  private final long table;
  private final long[] references;
  private final int mask;
  private int uses;

  private Located(long stamp, int size, int count, long table, long[] references) {
    this.stamp = stamp;
    this.size = size;
    this.count = count;
    this.table = table;
    this.references = references;
    this.mask = 2 * Integer.highestOneBit(count) - 1;
  }

  /**
   * What was read of an object.
   *
   * @param stamp the stamp
   * @param size the slots in use
   * @param count the references in the table
   * @param table the root of the table
   */
  public static Located of(long stamp, int size, int count, long table) {
    return new Located(stamp, size, count, table, NONE);
  }

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

  /** The mask of a linear hash over as many references, whose high half may lead beyond them. */
  public int mask() {
    return mask;
  }

  /** Whether it holds for a read with this stamp, and has a copy of the table. */
  public boolean isFor(long present) {
    return stamp == present && references.length > 0;
  }

  /** The reference at {@code index} in the copy of the table. */
  public long reference(int index) {
    return references[index];
  }

  /** The reference at {@code index}. */
  public long reference(Memory m, int index) {
    return index < references.length ? references[index] : RefTable.get(m, table, count, index);
  }

  /**
   * This, or from a number of uses on one with a copy of the table, which the read has to prove.
   */
  public Located used(Memory m) {
    if (references.length > 0 || ++uses <= count || count > MOST) {
      return this;
    }
    long[] copy = new long[count];
    for (int i = 0; i < count; i++) {
      copy[i] = RefTable.get(m, table, count, i);
    }
    return new Located(stamp, size, count, table, copy);
  }
}
