package dev.emery.structure;

import dev.emery.schema.Codec;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.Objects;

/**
 * A row of values of one type in a block of a pool, one behind the other, for authors of
 * structures. What {@link Ptr} says of locks holds here too.
 *
 * @param <T> the type of the values
 */
public final class PtrSlice<T> {
  private final Memory memory;
  private final Codec<T> codec;
  private final long block;
  private final long at;
  private final int length;

  private PtrSlice(Memory memory, Codec<T> codec, long block, long at, int length) {
    this.memory = memory;
    this.codec = codec;
    this.block = block;
    this.at = at;
    this.length = length;
  }

  /**
   * A row in a block.
   *
   * @param block the block
   * @param at the absolute offset of the first value
   * @param length how many values
   * @throws IndexOutOfBoundsException if they would not lie in the block's payload
   */
  public static <T> PtrSlice<T> of(Memory memory, Codec<T> codec, long block, long at, int length) {
    Ptr.requireInside(memory, block, at, (long) length * codec.width());
    return new PtrSlice<>(memory, codec, block, at, length);
  }

  /** How many values. */
  public int length() {
    return length;
  }

  /**
   * The place of one.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public Ptr<T> ptr(int index) {
    Objects.checkIndex(index, length);
    return new Ptr<>(memory, codec, block, at + (long) index * codec.width());
  }

  /**
   * Loads one.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public T get(int index) {
    return ptr(index).get();
  }

  /**
   * Drops one and stores another.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public void replace(Journal<?> j, int index, T value) {
    ptr(index).replace(j, value);
  }

  /**
   * A part of the row.
   *
   * @throws IndexOutOfBoundsException if it is none
   */
  public PtrSlice<T> slice(int from, int to) {
    Objects.checkFromToIndex(from, to, length);
    return new PtrSlice<>(memory, codec, block, at + (long) from * codec.width(), to - from);
  }

  /**
   * Moves values inside the row, as {@code System.arraycopy} does; what they own moves with them,
   * and the caller drops what is overwritten and clears what is left behind.
   *
   * @throws IndexOutOfBoundsException if there are not so many
   */
  public void move(Journal<?> j, int from, int to, int count) {
    Objects.checkFromIndexSize(from, count, length);
    Objects.checkFromIndexSize(to, count, length);
    long width = codec.width();
    memory.move(j, block, at + from * width, at + to * width, count * width);
  }

  @Override
  public String toString() {
    return "PtrSlice[0x" + Long.toHexString(at) + ", length=" + length + "]";
  }
}
