package dev.emery.collections.bytes;

import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.Arrays;
import java.util.Objects;

/**
 * The bytes of a prototype, on the Java heap: no more than an array has. A rollback undoes changes
 * here as it does in a pool (E18): each change leaves its inverse with the journal.
 */
public final class HeapBytes implements ByteContents {
  private byte[] bytes;
  private int length;
  private int modCount;

  /** Takes over an array that nobody else changes. */
  public HeapBytes(byte[] bytes) {
    this.bytes = bytes;
    this.length = bytes.length;
  }

  @Override
  public long length(Anchor a) {
    return length;
  }

  @Override
  public byte get(Anchor a, long index) {
    return bytes[(int) Objects.checkIndex(index, length)];
  }

  @Override
  public void copyOut(Anchor a, long from, byte[] target, int offset, int count) {
    Objects.checkFromIndexSize(from, count, (long) length);
    System.arraycopy(bytes, (int) from, target, offset, count);
  }

  @Override
  public byte[] copy(Anchor a, long from, long to) {
    long end = to < 0 ? length : to;
    Objects.checkFromToIndex(from, end, (long) length);
    return Arrays.copyOfRange(bytes, (int) from, (int) end);
  }

  @Override
  public int hash(Anchor a) {
    return Hashing.add(Hashing.START, bytes, length);
  }

  @Override
  public long indexOf(Anchor a, byte[] pattern, long from) {
    Objects.checkFromToIndex(from, length, (long) length);
    return Search.first(bytes, (int) from, length, pattern);
  }

  @Override
  public int modCount(Anchor a) {
    return modCount;
  }

  @Override
  public void lock(Anchor a, Journal<?> j) {
    Memory.requireOpen(j);
  }

  @Override
  public void splice(
      Anchor a, Journal<?> j, long from, long to, byte[] source, int offset, int count) {
    Objects.checkFromToIndex(from, to, (long) length);
    byte[] old = Arrays.copyOfRange(bytes, (int) from, (int) to);
    Memory.onRollback(j, () -> replace((int) from, (int) from + count, old, 0, old.length));
    replace((int) from, (int) to, source, offset, count);
  }

  private void replace(int from, int to, byte[] source, int offset, int count) {
    int newLength = Math.addExact(length - (to - from), count);
    byte[] target = bytes;
    if (newLength > bytes.length) {
      target = Arrays.copyOf(bytes, Math.max(newLength, (int) Math.min(2L * length, 1 << 30)));
    }
    System.arraycopy(bytes, to, target, from + count, length - to);
    System.arraycopy(source, offset, target, from, count);
    bytes = target;
    length = newLength;
    modCount++;
  }

  @Override
  public void fill(Anchor a, Journal<?> j, long from, long to, byte value) {
    Objects.checkFromToIndex(from, to, (long) length);
    byte[] filled = new byte[(int) (to - from)];
    Arrays.fill(filled, value);
    splice(a, j, from, to, filled, 0, filled.length);
  }

  @Override
  public void clear(Anchor a, Journal<?> j) {
    splice(a, j, 0, length, new byte[0], 0, 0);
  }
}
