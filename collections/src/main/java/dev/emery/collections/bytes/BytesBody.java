package dev.emery.collections.bytes;

import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.function.Supplier;

/**
 * What a handle of a byte array holds: the tie to its place and the bytes, which are a Java array
 * until it is placed.
 */
public final class BytesBody {
  private static final int PIECE = 1 << 16;
  private static final int TRIES = 100;

  private final Anchor anchor;
  private ByteContents contents;

  /** The body of a prototype; the array is taken over. */
  public BytesBody(byte[] bytes) {
    this.anchor = new Anchor();
    this.contents = new HeapBytes(bytes);
  }

  /** The body of a handle. */
  public BytesBody(Anchor anchor) {
    this.anchor = anchor;
    this.contents = PooledBytes.INSTANCE;
  }

  /** The tie to the place. */
  public Anchor anchor() {
    return anchor;
  }

  /** The bytes as they are reached now. */
  public ByteContents contents() {
    return contents;
  }

  /** Brings a prototype into its block; a rollback makes it a prototype again (E18). */
  @SuppressWarnings("emery.txin") // a rollback brings the prototype back
  public void place(Memory m, Journal<?> j, long block, long container) {
    ByteContents prototype = contents;
    byte[] bytes = prototype.copy(anchor, 0, -1);
    Memory.onRollback(j, () -> contents = prototype);
    anchor.place(m, j, block, container);
    contents = PooledBytes.INSTANCE;
    PooledBytes.INSTANCE.fill(m, j, block, bytes);
  }

  /** The number of bytes. */
  public long length() {
    return contents.length(anchor);
  }

  /** A number that changes with each change. */
  public int modCount() {
    return contents.modCount(anchor);
  }

  /** Copies bytes out. */
  public void copyOut(long from, byte[] target, int offset, int count) {
    contents.copyOut(anchor, from, target, offset, count);
  }

  /** Locks the bytes for changes, and returns how many there are. */
  public long lock(Journal<?> j) {
    contents.lock(anchor, j);
    return length();
  }

  /** Puts bytes in the place of others. */
  public void splice(Journal<?> j, long from, long to, byte[] source, int offset, int count) {
    contents.splice(anchor, j, from, to, source, offset, count);
  }

  /**
   * Compares bytes without their sign, one state of each with one of the other. Both are read in
   * parts, and again where one of them changes meanwhile.
   */
  public int compare(BytesBody other) {
    return unchanged(other, () -> compareParts(other));
  }

  /** The number of bytes, and the first of them up to {@code most}, of one state. */
  public Head head(int most) {
    return unchanged(
        this,
        () -> {
          long length = length();
          byte[] first = new byte[(int) Math.min(length, most)];
          copyOut(0, first, 0, first.length);
          return new Head(length, first);
        });
  }

  /**
   * How bytes begin.
   *
   * @param length how many there are
   * @param first the first of them
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  public record Head(long length, byte[] first) {}

  /** Does several reads until they see one state. */
  private <T> T unchanged(BytesBody other, Supplier<T> reads) {
    for (int i = 0; i < TRIES; i++) {
      int mine = modCount();
      int others = other.modCount();
      try {
        T result = reads.get();
        if (modCount() == mine && other.modCount() == others) {
          return result;
        }
      } catch (IndexOutOfBoundsException e) {
        if (modCount() == mine && other.modCount() == others) {
          throw e;
        }
      }
    }
    throw new ConcurrentModificationException(
        "bytes change all the time: read them inside pool.read");
  }

  private int compareParts(BytesBody other) {
    long length = length();
    long others = other.length();
    long common = Math.min(length, others);
    byte[] one = new byte[(int) Math.min(common, PIECE)];
    byte[] two = new byte[one.length];
    for (long from = 0; from < common; from += one.length) {
      int n = (int) Math.min(one.length, common - from);
      copyOut(from, one, 0, n);
      other.copyOut(from, two, 0, n);
      int result = Arrays.compareUnsigned(one, 0, n, two, 0, n);
      if (result != 0) {
        return result;
      }
    }
    return Long.compare(length, others);
  }
}
