package dev.emery.structure;

import dev.emery.schema.Codec;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;

/**
 * A typed place in a block of a pool, for authors of structures: a raw offset that was checked to
 * lie in its block. It owns nothing and counts nothing, and says nothing of whether the block is
 * still there: whoever uses it holds the lock of the object that the block belongs to, or reads
 * under the protocol of {@link Memory#enter}.
 *
 * <p>Immutable; O(1) each beside the work of the codec.
 *
 * @param <T> the type of the value
 */
public final class Ptr<T> {
  private final Memory memory;
  private final Codec<T> codec;
  private final long block;
  private final long at;

  Ptr(Memory memory, Codec<T> codec, long block, long at) {
    this.memory = memory;
    this.codec = codec;
    this.block = block;
    this.at = at;
  }

  /**
   * A place in a block.
   *
   * @param block the block
   * @param at the absolute offset of the value
   * @throws IndexOutOfBoundsException if the value would not lie in the block's payload
   */
  public static <T> Ptr<T> of(Memory memory, Codec<T> codec, long block, long at) {
    requireInside(memory, block, at, codec.width());
    return new Ptr<>(memory, codec, block, at);
  }

  static void requireInside(Memory memory, long block, long at, long bytes) {
    long from = at - Memory.payload(block);
    if (from < 0 || bytes < 0 || from > memory.capacity(block) - bytes) {
      throw new IndexOutOfBoundsException(
          "place outside its block, block=0x%x, offset=0x%x, bytes=%d, capacity=%d"
              .formatted(block, at, bytes, memory.capacity(block)));
    }
  }

  /** The block that the place is in. */
  public long block() {
    return block;
  }

  /** The absolute offset. */
  public long at() {
    return at;
  }

  /** Loads the value. */
  public T get() {
    return codec.load(memory, block, at);
  }

  /**
   * Stores a value where there is none yet: into zeros, or over one that was dropped.
   *
   * @see #replace
   */
  public void set(Journal<?> j, T value) {
    codec.store(memory, j, block, at, value);
  }

  /** Drops what is there and stores a value. A store that fails dooms the transaction. */
  public void replace(Journal<?> j, T value) {
    codec.drop(memory, j, block, at);
    try {
      codec.store(memory, j, block, at, value);
    } catch (RuntimeException | Error e) {
      Memory.doom(j, e);
      throw e;
    }
  }

  /** Drops what is there and leaves zeros, which own nothing. */
  public void clear(Journal<?> j) {
    codec.drop(memory, j, block, at);
    memory.clear(j, block, at, codec.width());
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Ptr<?> other && memory.equals(other.memory) && at == other.at;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(at);
  }

  @Override
  public String toString() {
    return "Ptr[0x" + Long.toHexString(at) + "]";
  }
}
