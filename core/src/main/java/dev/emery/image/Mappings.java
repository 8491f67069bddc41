package dev.emery.image;

import dev.emery.PoolException;
import dev.emery.medium.MediumFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * The memory behind an {@link Image}: one segment, or several of one length that continue each
 * other (E12). A segment alone may have any length, several have a power of two each.
 *
 * <p>The accesses of this class find their segment by offset and may cross from one to the next.
 * They are the slow way: the image itself reaches the first segment directly. Offsets are checked
 * by the caller, a wrong one is an {@code IndexOutOfBoundsException}.
 */
public final class Mappings {
  static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** Below this a refused mapping is given up instead of being cut in two. */
  private static final long SMALLEST_CUT = 1L << 28;

  private final MemorySegment[] segments;
  private final int shift;
  private final long mask;

  private Mappings(MemorySegment[] segments, int shift) {
    this.segments = segments;
    this.shift = shift;
    this.mask = shift == 63 ? Long.MAX_VALUE : (1L << shift) - 1;
  }

  /** Returns the mappings that consist of one segment. */
  public static Mappings of(MemorySegment segment) {
    return new Mappings(new MemorySegment[] {segment}, 63);
  }

  /**
   * Returns the mappings that consist of several segments.
   *
   * @throws IllegalArgumentException if their lengths differ or are not a power of two
   */
  public static Mappings of(MemorySegment... segments) {
    if (segments.length == 1) {
      return of(segments[0]);
    }
    long length = segments[0].byteSize();
    for (MemorySegment segment : segments) {
      if (segment.byteSize() != length || Long.bitCount(length) != 1) {
        throw new IllegalArgumentException(
            "mappings of one image differ in length or have no power of two, length=0x"
                + Long.toHexString(segment.byteSize()));
      }
    }
    return new Mappings(segments.clone(), Long.numberOfTrailingZeros(length));
  }

  /**
   * Maps a file privately with room for at least {@code reservation} bytes: by one mapping if the
   * system grants it, otherwise by several (E12).
   *
   * @throws PoolException if the system refuses small mappings as well
   */
  public static Mappings ofFile(MediumFile file, long reservation, Arena arena) throws IOException {
    try {
      return of(file.mapPrivate(0, reservation, arena));
    } catch (PoolException refused) {
      long cut = Long.highestOneBit(reservation - 1);
      while (true) {
        if (cut < SMALLEST_CUT) {
          throw refused;
        }
        try {
          return several(file, file.mapPrivate(0, cut, arena), reservation, arena);
        } catch (PoolException refusedToo) {
          cut >>= 1;
        }
      }
    }
  }

  private static Mappings several(
      MediumFile file, MemorySegment first, long reservation, Arena arena) throws IOException {
    long cut = first.byteSize();
    var segments = new MemorySegment[Math.toIntExact((reservation + cut - 1) / cut)];
    segments[0] = first;
    for (int i = 1; i < segments.length; i++) {
      segments[i] = file.mapPrivate(i * cut, cut, arena);
    }
    return of(segments);
  }

  /** Returns zeroed memory without a file. */
  public static Mappings inMemory(long bytes, Arena arena) {
    return of(arena.allocate(bytes, 4096));
  }

  /** Returns the length of all segments together. */
  public long bytes() {
    return segments.length * first().byteSize();
  }

  /** Copies the first bytes of other mappings to the start of these. */
  public void copyFrom(Mappings source, long length) {
    for (long at = 0; at < length; ) {
      long piece = Math.min(length - at, Math.min(room(at), source.room(at)));
      MemorySegment.copy(source.segment(at), source.inside(at), segment(at), inside(at), piece);
      at += piece;
    }
  }

  MemorySegment first() {
    return segments[0];
  }

  byte getByte(long at) {
    return segment(at).get(ValueLayout.JAVA_BYTE, inside(at));
  }

  void setByte(long at, byte value) {
    segment(at).set(ValueLayout.JAVA_BYTE, inside(at), value);
  }

  short getShort(long at) {
    return room(at) >= 2 ? segment(at).get(SHORT, inside(at)) : (short) crossing(at, 2);
  }

  int getInt(long at) {
    return room(at) >= 4 ? segment(at).get(INT, inside(at)) : (int) crossing(at, 4);
  }

  long getLong(long at) {
    return room(at) >= 8 ? segment(at).get(LONG, inside(at)) : crossing(at, 8);
  }

  void setShort(long at, short value) {
    if (room(at) >= 2) {
      segment(at).set(SHORT, inside(at), value);
    } else {
      setCrossing(at, 2, value);
    }
  }

  void setInt(long at, int value) {
    if (room(at) >= 4) {
      segment(at).set(INT, inside(at), value);
    } else {
      setCrossing(at, 4, value);
    }
  }

  void setLong(long at, long value) {
    if (room(at) >= 8) {
      segment(at).set(LONG, inside(at), value);
    } else {
      setCrossing(at, 8, value);
    }
  }

  private long crossing(long at, int bytes) {
    long value = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      value = value << 8 | getByte(at + i) & 0xff;
    }
    return value;
  }

  private void setCrossing(long at, int bytes, long value) {
    for (int i = 0; i < bytes; i++) {
      setByte(at + i, (byte) (value >>> 8 * i));
    }
  }

  void copyOut(long at, byte[] target, int from, int length) {
    for (int done = 0; done < length; ) {
      int piece = (int) Math.min(length - done, room(at + done));
      MemorySegment.copy(
          segment(at + done), ValueLayout.JAVA_BYTE, inside(at + done), target, from + done, piece);
      done += piece;
    }
  }

  void copyIn(long at, byte[] source, int from, int length) {
    for (int done = 0; done < length; ) {
      int piece = (int) Math.min(length - done, room(at + done));
      MemorySegment.copy(
          source, from + done, segment(at + done), ValueLayout.JAVA_BYTE, inside(at + done), piece);
      done += piece;
    }
  }

  void clear(long at, long length) {
    for (long done = 0; done < length; ) {
      long piece = Math.min(length - done, room(at + done));
      segment(at + done).asSlice(inside(at + done), piece).fill((byte) 0);
      done += piece;
    }
  }

  boolean matches(long at, byte[] expected, int from, int length) {
    Objects.checkFromIndexSize(from, length, expected.length);
    for (int done = 0; done < length; done++) {
      if (getByte(at + done) != expected[from + done]) {
        return false;
      }
    }
    return true;
  }

  /** Copies bytes that may overlap with their target. */
  void move(long from, long to, long length) {
    if (to <= from || from + length <= to) {
      for (long done = 0; done < length; ) {
        long piece = Math.min(length - done, Math.min(room(from + done), room(to + done)));
        copy(from + done, to + done, piece);
        done += piece;
      }
    } else {
      // Upwards into itself: the last piece first.
      for (long left = length; left > 0; ) {
        long piece = Math.min(left, Math.min(before(from + left), before(to + left)));
        left -= piece;
        copy(from + left, to + left, piece);
      }
    }
  }

  private void copy(long from, long to, long length) {
    MemorySegment.copy(segment(from), inside(from), segment(to), inside(to), length);
  }

  private MemorySegment segment(long at) {
    return segments[(int) (at >>> shift)];
  }

  private long inside(long at) {
    return at & mask;
  }

  /** Bytes from an offset to the end of its segment. */
  private long room(long at) {
    return segment(at).byteSize() - inside(at);
  }

  /** Bytes from the start of the segment that holds the byte below an offset. */
  private long before(long at) {
    return inside(at - 1) + 1;
  }
}
