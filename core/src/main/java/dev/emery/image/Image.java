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
   * Hot path: a comparison with `near`, which is the limit or the end of the first segment,
   * and one access of that segment. The segment is in a plain field; reading the field again at
   * each access costs nothing that can be measured, and lets it be swapped (E22). Everything else,
   * a wrong offset and an offset in a further segment (E12), fails the comparison and goes the slow
   * way.
   *
   * Bytes are compared by words, not by MemorySegment.mismatch: for more than a few words that is a
   * stub of the virtual machine in which a page that cannot be read kills the process, and it is no
   * faster before some 200 bytes.
   *
   * A deliberate race: a reader that runs beside a swap may use the old segment with the new bounds
   * or the other way round. It is one of those that `swap` describes, which read again.
   */
  private static final VarHandle LONG_OF_ARRAY =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
          .withInvokeExactBehavior();
  private static final VarHandle INT_OF_ARRAY =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN)
          .withInvokeExactBehavior();

  private MemorySegment segment;
  private long near;
  private long limit;
  private Mappings mappings;
  private DirtyPages dirty;

  private Image(Mappings mappings, long limit) {
    this.mappings = mappings;
    this.segment = mappings.first();
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
   * @throws IllegalArgumentException if the mappings are shorter
   */
  public void limit(long bytes) {
    if (bytes < 0 || bytes > mappings.bytes()) {
      throw new IllegalArgumentException(
          "limit beyond the mappings, limit=0x%x, mapped=0x%x".formatted(bytes, mappings.bytes()));
    }
    limit = bytes;
    near = Math.min(bytes, mappings.first().byteSize());
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
    near = Math.min(limit, Math.min(near, replacement.first().byteSize()));
    VarHandle.releaseFence();
    mappings = replacement;
    segment = replacement.first();
    dirty = new DirtyPages(replacement.bytes());
    VarHandle.releaseFence();
    near = Math.min(limit, segment.byteSize());
  }

  /** Returns how much memory the stores have made private: whole pages, counted without a lock. */
  public long dirtyBytes() {
    return dirty.bytes();
  }

  /** Returns the byte at an offset. */
  public byte getByte(long at) {
    if (at < 0 || at > near - 1) {
      return checked(at, 1).getByte(at);
    }
    return segment.get(ValueLayout.JAVA_BYTE, at);
  }

  /** Returns the two bytes at an offset. */
  public short getShort(long at) {
    if (at < 0 || at > near - 2) {
      return checked(at, 2).getShort(at);
    }
    return segment.get(Mappings.SHORT, at);
  }

  /** Returns the four bytes at an offset. */
  public int getInt(long at) {
    if (at < 0 || at > near - 4) {
      return checked(at, 4).getInt(at);
    }
    return segment.get(Mappings.INT, at);
  }

  /** Returns the eight bytes at an offset. */
  public long getLong(long at) {
    if (at < 0 || at > near - 8) {
      return checked(at, 8).getLong(at);
    }
    return segment.get(Mappings.LONG, at);
  }

  /** Stores a byte. */
  public void setByte(long at, byte value) {
    if (at < 0 || at > near - 1) {
      checked(at, 1).setByte(at, value);
    } else {
      segment.set(ValueLayout.JAVA_BYTE, at, value);
    }
    dirty.mark(at);
  }

  /** Stores two bytes. */
  public void setShort(long at, short value) {
    if (at < 0 || at > near - 2) {
      checked(at, 2).setShort(at, value);
    } else {
      segment.set(Mappings.SHORT, at, value);
    }
    dirty.mark(at, 2);
  }

  /** Stores four bytes. */
  public void setInt(long at, int value) {
    if (at < 0 || at > near - 4) {
      checked(at, 4).setInt(at, value);
    } else {
      segment.set(Mappings.INT, at, value);
    }
    dirty.mark(at, 4);
  }

  /** Stores eight bytes. */
  public void setLong(long at, long value) {
    if (at < 0 || at > near - 8) {
      checked(at, 8).setLong(at, value);
    } else {
      segment.set(Mappings.LONG, at, value);
    }
    dirty.mark(at, 8);
  }

  /** Copies bytes of the image into an array. */
  public void copyOut(long at, byte[] target, int from, int length) {
    if ((at | length) < 0 || length > near - at) {
      checked(at, length).copyOut(at, target, from, length);
    } else {
      MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, at, target, from, length);
    }
  }

  /** Copies bytes of an array into the image. */
  public void copyIn(long at, byte[] source, int from, int length) {
    if ((at | length) < 0 || length > near - at) {
      checked(at, length).copyIn(at, source, from, length);
    } else {
      MemorySegment.copy(source, from, segment, ValueLayout.JAVA_BYTE, at, length);
    }
    dirty.mark(at, length);
  }

  /** Copies bytes inside the image; the two ranges may overlap. */
  public void move(long from, long to, long length) {
    if ((from | to | length) < 0 || length > near - Math.max(from, to)) {
      checked(from, length);
      checked(to, length).move(from, to, length);
    } else {
      MemorySegment.copy(segment, from, segment, to, length);
    }
    dirty.mark(to, length);
  }

  /** Stores zeros. */
  public void clear(long at, long length) {
    if ((at | length) < 0 || length > near - at) {
      checked(at, length).clear(at, length);
    } else {
      segment.asSlice(at, length).fill((byte) 0);
    }
    dirty.mark(at, length);
  }

  /** Tells whether bytes of the image equal those of an array. */
  public boolean matches(long at, byte[] expected, int from, int length) {
    if ((at | length) < 0 || length > near - at) {
      return checked(at, length).matches(at, expected, from, length);
    }
    MemorySegment image = segment;
    if (length < 8) {
      return matchesShort(image, at, expected, from, length);
    }
    // The last word may overlap with the one before.
    int last = length - 8;
    for (int done = 0; done < last; done += 8) {
      if (image.get(Mappings.LONG, at + done) != (long) LONG_OF_ARRAY.get(expected, from + done)) {
        return false;
      }
    }
    return image.get(Mappings.LONG, at + last) == (long) LONG_OF_ARRAY.get(expected, from + last);
  }

  private static boolean matchesShort(
      MemorySegment image, long at, byte[] expected, int from, int length) {
    if (length >= 4) {
      int last = length - 4;
      return image.get(Mappings.INT, at) == (int) INT_OF_ARRAY.get(expected, from)
          && image.get(Mappings.INT, at + last) == (int) INT_OF_ARRAY.get(expected, from + last);
    }
    for (int done = 0; done < length; done++) {
      if (image.get(ValueLayout.JAVA_BYTE, at + done) != expected[from + done]) {
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
