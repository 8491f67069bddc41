package dev.emery.collections.bytes;

import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;

/**
 * The bytes of a growable byte array: a Java array in a prototype, or chunks in a pool. Placing it
 * replaces the one by the other. Each read sees one state (E31).
 *
 * <p>Stretches and indexes are checked here.
 */
public sealed interface ByteContents permits HeapBytes, PooledBytes {

  /** The number of bytes. */
  long length(Anchor a);

  /** The byte at {@code index}. */
  byte get(Anchor a, long index);

  /** Copies {@code count} bytes from {@code from} on. */
  void copyOut(Anchor a, long from, byte[] target, int offset, int count);

  /** A copy of the bytes from {@code from} to {@code to}, or to the end where that is -1. */
  byte[] copy(Anchor a, long from, long to);

  /** What {@link java.util.Arrays#hashCode(byte[])} gives for the bytes. */
  int hash(Anchor a);

  /** Where {@code pattern} first stands from {@code from} on, or -1. */
  long indexOf(Anchor a, byte[] pattern, long from);

  /** A number that changes with each change. */
  int modCount(Anchor a);

  /** Locks the bytes for changes, so that a look before them needs no second lock. */
  void lock(Anchor a, Journal<?> j);

  /** Puts bytes of {@code source} in the place of those from {@code from} to {@code to}. */
  void splice(Anchor a, Journal<?> j, long from, long to, byte[] source, int offset, int count);

  /** Sets the bytes from {@code from} to {@code to} to one value. */
  void fill(Anchor a, Journal<?> j, long from, long to, byte value);

  /** Removes all bytes and gives their room back. */
  void clear(Anchor a, Journal<?> j);
}
