package dev.emery.collections.bytes;

import dev.emery.schema.OwnedVisitor;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The bytes of arrays in a pool, in {@link ByteChunks}. One serves all of them; which is meant the
 * anchor says.
 */
public final class PooledBytes implements ByteContents {
  /*
   * Reads of one byte take no lock. All others take the shared one for their length, since they
   * allocate by a length that they read, or go through any number of chunks.
   */
  /** The only one. */
  public static final PooledBytes INSTANCE = new PooledBytes();

  private PooledBytes() {}

  /** Payload bytes of the object's block. */
  public static int objectBytes() {
    return BytesFormat.BYTES;
  }

  // ---- reads

  @Override
  public long length(Anchor a) {
    return a.read(true, m -> ByteChunks.length(m, a.block()));
  }

  @Override
  public byte get(Anchor a, long index) {
    return a.read(
        true,
        m -> {
          Objects.checkIndex(index, ByteChunks.length(m, a.block()));
          return m.getByte(ByteChunks.at(ByteChunks.chunk(m, a.block(), index), index));
        });
  }

  @Override
  public void copyOut(Anchor a, long from, byte[] target, int offset, int count) {
    a.read(
        false,
        m -> {
          Objects.checkFromIndexSize(from, count, ByteChunks.length(m, a.block()));
          copyOut(m, a.block(), from, target, offset, count);
          return true;
        });
  }

  private static void copyOut(
      Memory m, long object, long from, byte[] target, int offset, int count) {
    ByteChunks.pieces(
        m,
        object,
        from,
        from + count,
        (index, n, _, at) -> m.copyOut(at, target, offset + (int) (index - from), n));
  }

  @Override
  public byte[] copy(Anchor a, long from, long to) {
    return a.read(
        false,
        m -> {
          long length = ByteChunks.length(m, a.block());
          long end = to < 0 ? length : to;
          Objects.checkFromToIndex(from, end, length);
          if (end - from > Integer.MAX_VALUE - 8) {
            throw new IllegalStateException(
                "too many bytes for an array, bytes=%d: copy them in parts".formatted(end - from));
          }
          byte[] copy = new byte[(int) (end - from)];
          copyOut(m, a.block(), from, copy, 0, copy.length);
          return copy;
        });
  }

  @Override
  public int hash(Anchor a) {
    return a.read(
        false,
        m -> {
          int[] hash = {Hashing.START};
          byte[] buffer = new byte[BytesFormat.CHUNK];
          ByteChunks.pieces(
              m,
              a.block(),
              0,
              ByteChunks.length(m, a.block()),
              (_, n, _, at) -> {
                m.copyOut(at, buffer, 0, n);
                hash[0] = Hashing.add(hash[0], buffer, n);
              });
          return hash[0];
        });
  }

  @Override
  public long indexOf(Anchor a, byte[] pattern, long from) {
    return a.read(
        false,
        m -> {
          long length = ByteChunks.length(m, a.block());
          Objects.checkFromToIndex(from, length, length);
          // Windows overlap by all but one byte of the pattern.
          int overlap = Math.max(pattern.length - 1, 0);
          byte[] window = new byte[(int) Math.min(length - from, (1L << 16) + overlap)];
          for (long start = from; start + pattern.length <= length; ) {
            int count = (int) Math.min(length - start, window.length);
            copyOut(m, a.block(), start, window, 0, count);
            int found = Search.first(window, 0, count, pattern);
            if (found >= 0) {
              return start + found;
            }
            start += Math.max(1, count - overlap);
          }
          return -1L;
        });
  }

  @Override
  public int modCount(Anchor a) {
    return a.modCount().get();
  }

  // ---- changes

  @Override
  public void lock(Anchor a, Journal<?> j) {
    a.write(j);
  }

  @Override
  public void splice(
      Anchor a, Journal<?> j, long from, long to, byte[] source, int offset, int count) {
    Memory m = a.write(j);
    long object = a.block();
    long length = ByteChunks.length(m, object);
    Objects.checkFromToIndex(from, to, length);
    long newLength = Math.addExact(length - (to - from), count);
    reserve(m, j, object, newLength);
    if (to < length && to - from != count) {
      ByteChunks.shift(m, j, object, to, from + count, length - to);
    }
    if (newLength != length) {
      ByteChunks.length(m, j, object, newLength);
    }
    copyIn(m, j, object, from, source, offset, count);
    ByteChunks.trim(m, j, object, 1);
    a.changing(j);
  }

  private static void reserve(Memory m, Journal<?> j, long object, long length) {
    try {
      ByteChunks.reserve(m, j, object, length);
    } catch (RuntimeException | Error e) {
      ByteChunks.trim(m, j, object, 1); // what there was room for
      throw e;
    }
  }

  private static void copyIn(
      Memory m, Journal<?> j, long object, long from, byte[] source, int offset, int count) {
    ByteChunks.pieces(
        m,
        object,
        from,
        from + count,
        (index, n, chunk, at) -> m.copyIn(j, chunk, at, source, offset + (int) (index - from), n));
  }

  /** Writes a prototype into its new block. */
  void fill(Memory m, Journal<?> j, long object, byte[] bytes) {
    ByteChunks.reserve(m, j, object, bytes.length);
    ByteChunks.length(m, j, object, bytes.length);
    copyIn(m, j, object, 0, bytes, 0, bytes.length);
  }

  @Override
  public void fill(Anchor a, Journal<?> j, long from, long to, byte value) {
    Memory m = a.write(j);
    Objects.checkFromToIndex(from, to, ByteChunks.length(m, a.block()));
    byte[] piece = new byte[(int) Math.min(to - from, BytesFormat.CHUNK)];
    Arrays.fill(piece, value);
    ByteChunks.pieces(
        m, a.block(), from, to, (_, n, chunk, at) -> m.copyIn(j, chunk, at, piece, 0, n));
    a.changing(j);
  }

  @Override
  public void clear(Anchor a, Journal<?> j) {
    Memory m = a.write(j);
    ByteChunks.length(m, j, a.block(), 0);
    ByteChunks.trim(m, j, a.block(), 0);
    a.changing(j);
  }

  // ---- the object as a whole

  /** Frees some of what a dropped array has; true when nothing is left. */
  public boolean dropSome(Memory m, Journal<?> j, long object, int budget) {
    long step = (long) budget * BytesFormat.CHUNK;
    long left = Math.max(0, ByteChunks.length(m, object) - step);
    ByteChunks.length(m, j, object, left);
    ByteChunks.trim(m, j, object, 0);
    return left == 0;
  }

  /** Shows the parts of an array. */
  public void visit(Memory m, long object, OwnedVisitor visitor) {
    ByteChunks.visit(m, object, visitor);
  }

  /** Reports what is wrong with an array. */
  public void check(Memory m, long object, Consumer<String> problems) {
    ByteChunks.check(m, object, problems);
  }
}
