package dev.emery.image;

import dev.emery.CorruptPoolException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A pool in memory: typed loads and stores at the offsets of its file. Numbers are little-endian
 * and need no alignment. An access that is not wholly below the {@link #limit} is a {@link
 * CorruptPoolException}, whatever its offset and length, so that both may come from the pool
 * unchecked.
 *
 * <p>Loads and stores are plain: order between threads is the business of the caller (E27). A load
 * or store that meets mappings which were swapped and closed throws {@code IllegalStateException};
 * one that meets a page which cannot be read throws {@code InternalError}, possibly late.
 */
public final class Image {
  /*
   * Hot path: an access of `near`, the first segment up to the limit. The comparison before it is
   * the one that the access makes itself, so that the compiler has little to add. The segment is in
   * a plain field, so that it can be swapped (E22). Everything else, a wrong offset and an offset
   * in a further segment (E12), fails the comparison and goes the slow way.
   *
   * Bytes are compared by words, not by MemorySegment.mismatch: for more than a few words that is a
   * stub of the virtual machine in which a page that cannot be read kills the process, and it is no
   * faster before some 200 bytes.
   *
   * A deliberate race: a reader that runs beside a swap or a raised limit may use the segment from
   * before. What it reads of an old mapping is one of the reads that `swap` describes; below a
   * limit of before it goes the slow way.
   */
  private static final VarHandle LONG_OF_ARRAY =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
          .withInvokeExactBehavior();
  private static final VarHandle INT_OF_ARRAY =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN)
          .withInvokeExactBehavior();

  private static final int FEW_BYTES = 128; // up to here a loop is faster than a call to fill

  private MemorySegment near;
  private long limit;
  private Mappings mappings;
  private DirtyPages dirty;

  private Image(Mappings mappings, long limit) {
    this.mappings = mappings;
    this.dirty = new DirtyPages(mappings.bytes());
    limit(limit);
  }

  /**
   * Creates an image over mappings.
   *
   * @param limit how many bytes may be used, see {@link #limit(long)}
   */
  public static Image of(Mappings mappings, long limit) {
    return new Image(mappings, limit);
  }

  /** Returns the number of bytes that may be used: the length of the file. */
  public long limit() {
    return limit;
  }

  /**
   * Sets the number of bytes that may be used, after the file has grown.
   *
   * @throws IllegalArgumentException if the mappings are shorter, or it is shorter than a word
   */
  public void limit(long bytes) {
    if (bytes < 0 || bytes > mappings.bytes()) {
      throw new IllegalArgumentException(
          "limit beyond the mappings, limit=0x%x, mapped=0x%x".formatted(bytes, mappings.bytes()));
    }
    limit = bytes;
    near = near(mappings, bytes);
  }

  private static MemorySegment near(Mappings mappings, long limit) {
    long bytes = Math.min(limit, mappings.first().byteSize());
    if (bytes < Long.BYTES) {
      throw new IllegalArgumentException("image shorter than a word, bytes=" + bytes);
    }
    return mappings.first().asSlice(0, bytes);
  }

  /** Returns how many bytes the mappings behind this image reach; the limit can be raised to it. */
  public long reach() {
    return mappings.bytes();
  }

  /**
   * Replaces the memory behind this image by other mappings with the same contents up to the limit,
   * which stays; all pages count as clean (E22). No store may run at the same time. Loads may: the
   * caller makes those that began before this call invalid (raises their versions), and only then
   * closes the arena of the old mappings and raises the limit beyond them.
   */
  public void swap(Mappings replacement) {
    if (replacement.bytes() < limit) {
      throw new IllegalArgumentException(
          "mappings shorter than the limit, limit=0x%x, mapped=0x%x"
              .formatted(limit, replacement.bytes()));
    }
    mappings = replacement;
    near = near(replacement, limit);
    dirty = new DirtyPages(replacement.bytes());
  }

  /** Returns how much memory the stores have made private: whole pages, counted without a lock. */
  public long dirtyBytes() {
    return dirty.bytes();
  }

  /** Returns the byte at an offset. */
  public byte getByte(long at) {
    MemorySegment memory = near;
    if (Long.compareUnsigned(at, memory.byteSize()) >= 0) {
      return checked(at, 1).getByte(at);
    }
    return memory.get(ValueLayout.JAVA_BYTE, at);
  }

  /** Returns the two bytes at an offset. */
  public short getShort(long at) {
    MemorySegment memory = near;
    if (Long.compareUnsigned(at, memory.byteSize() - 1) >= 0) {
      return checked(at, 2).getShort(at);
    }
    return memory.get(Mappings.SHORT, at);
  }

  /** Returns the four bytes at an offset. */
  public int getInt(long at) {
    MemorySegment memory = near;
    if (Long.compareUnsigned(at, memory.byteSize() - 3) >= 0) {
      return checked(at, 4).getInt(at);
    }
    return memory.get(Mappings.INT, at);
  }

  /** Returns the eight bytes at an offset. */
  public long getLong(long at) {
    MemorySegment memory = near;
    if (Long.compareUnsigned(at, memory.byteSize() - 7) >= 0) {
      return checked(at, 8).getLong(at);
    }
    return memory.get(Mappings.LONG, at);
  }

  /** Stores a byte. */
  public void setByte(long at, byte value) {
    MemorySegment memory = near;
    if (Long.compareUnsigned(at, memory.byteSize()) >= 0) {
      checked(at, 1).setByte(at, value);
    } else {
      memory.set(ValueLayout.JAVA_BYTE, at, value);
    }
    dirty.mark(at);
  }

  /** Stores two bytes. */
  public void setShort(long at, short value) {
    MemorySegment memory = near;
    if (Long.compareUnsigned(at, memory.byteSize() - 1) >= 0) {
      checked(at, 2).setShort(at, value);
    } else {
      memory.set(Mappings.SHORT, at, value);
    }
    dirty.mark(at, 2);
  }

  /** Stores four bytes. */
  public void setInt(long at, int value) {
    MemorySegment memory = near;
    if (Long.compareUnsigned(at, memory.byteSize() - 3) >= 0) {
      checked(at, 4).setInt(at, value);
    } else {
      memory.set(Mappings.INT, at, value);
    }
    dirty.mark(at, 4);
  }

  /** Stores eight bytes. */
  public void setLong(long at, long value) {
    MemorySegment memory = near;
    if (Long.compareUnsigned(at, memory.byteSize() - 7) >= 0) {
      checked(at, 8).setLong(at, value);
    } else {
      memory.set(Mappings.LONG, at, value);
    }
    dirty.mark(at, 8);
  }

  /** Copies bytes of the image into an array. */
  public void copyOut(long at, byte[] target, int from, int length) {
    MemorySegment memory = near;
    if ((at | length) < 0 || length > memory.byteSize() - at) {
      checked(at, length).copyOut(at, target, from, length);
    } else {
      MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, at, target, from, length);
    }
  }

  /** Copies bytes of an array into the image. */
  public void copyIn(long at, byte[] source, int from, int length) {
    MemorySegment memory = near;
    if ((at | length) < 0 || length > memory.byteSize() - at) {
      checked(at, length).copyIn(at, source, from, length);
    } else {
      MemorySegment.copy(source, from, memory, ValueLayout.JAVA_BYTE, at, length);
    }
    dirty.mark(at, length);
  }

  /** Copies bytes inside the image; the two ranges may overlap. */
  public void move(long from, long to, long length) {
    MemorySegment memory = near;
    if ((from | to | length) < 0 || length > memory.byteSize() - Math.max(from, to)) {
      checked(from, length);
      checked(to, length).move(from, to, length);
    } else {
      MemorySegment.copy(memory, from, memory, to, length);
    }
    dirty.mark(to, length);
  }

  /** Stores zeros. */
  public void clear(long at, long length) {
    MemorySegment memory = near;
    if ((at | length) < 0 || length > memory.byteSize() - at) {
      checked(at, length).clear(at, length);
    } else if (length <= FEW_BYTES && (length & 7) == 0) {
      for (long done = 0; done < length; done += 8) {
        memory.set(Mappings.LONG, at + done, 0L);
      }
    } else {
      memory.asSlice(at, length).fill((byte) 0);
    }
    dirty.mark(at, length);
  }

  /** Tells whether bytes of the image equal those of an array. */
  public boolean matches(long at, byte[] expected, int from, int length) {
    MemorySegment memory = near;
    if ((at | length) < 0 || length > memory.byteSize() - at) {
      return checked(at, length).matches(at, expected, from, length);
    }
    if (length < 8) {
      return matchesShort(memory, at, expected, from, length);
    }
    // The last word may overlap with the one before.
    int last = length - 8;
    for (int done = 0; done < last; done += 8) {
      if (memory.get(Mappings.LONG, at + done) != (long) LONG_OF_ARRAY.get(expected, from + done)) {
        return false;
      }
    }
    return memory.get(Mappings.LONG, at + last) == (long) LONG_OF_ARRAY.get(expected, from + last);
  }

  private static boolean matchesShort(
      MemorySegment memory, long at, byte[] expected, int from, int length) {
    if (length >= 4) {
      int last = length - 4;
      return memory.get(Mappings.INT, at) == (int) INT_OF_ARRAY.get(expected, from)
          && memory.get(Mappings.INT, at + last) == (int) INT_OF_ARRAY.get(expected, from + last);
    }
    for (int done = 0; done < length; done++) {
      if (memory.get(ValueLayout.JAVA_BYTE, at + done) != expected[from + done]) {
        return false;
      }
    }
    return true;
  }

  /** The slow way of all accesses: finds out whether the offset is wrong or merely far. */
  private Mappings checked(long at, long length) {
    long end = limit;
    if ((at | length) < 0 || length > end - at) {
      throw new CorruptPoolException(
          "reference to a place outside the pool, offset=0x%x, length=%d, pool size=0x%x"
              .formatted(at, length, end));
    }
    return mappings;
  }
}
