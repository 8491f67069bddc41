package dev.emery.collections.sequence;

import dev.emery.collections.primitive.PrimitiveCodec;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.Objects;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The elements of vectors of primitives in a pool. Single ones are loaded and stored in their
 * slots, many go chunk by chunk through a buffer on the Java heap; neither makes a box.
 *
 * @param <E> the box
 * @param <A> the array of the primitive type
 */
public final class PooledPrimitives<E, A> extends PooledSequence<E>
    implements PrimitiveSequence<E, A> {
  private final PrimitiveCodec<E, A> codec;

  /** Creates the type for elements of a codec. */
  public PooledPrimitives(PrimitiveCodec<E, A> codec) {
    super(codec);
    this.codec = codec;
  }

  /** The codec of the elements. */
  public PrimitiveCodec<E, A> codec() {
    return codec;
  }

  // ---- one element

  @Override
  public E get(Elements<E> body, int index) {
    return codec.box(bits(body, index));
  }

  @Override
  public long bits(Elements<E> body, int index) {
    Located located = body.located;
    return located != null && located.isCopied()
        ? bitsAtRest(body, located, index)
        : bitsInARead(body, index);
  }

  /** The element at {@code index}, in a read without a lock where the sequence rests. */
  private long bitsAtRest(Elements<E> body, Located located, int index) {
    if (located.begin() && Integer.compareUnsigned(index, located.size()) < 0) {
      try {
        long bits =
            codec.bits(located.memory(), chunks.at(chunks.chunkCopied(located, index), index));
        if (located.end()) {
          return bits;
        }
      } catch (RuntimeException | Error _) {
        // the general way says whether it is real
      }
    }
    return bitsInARead(body, index);
  }

  /** The element at {@code index}, in the general way. */
  private long bitsInARead(Elements<E> body, int index) {
    Anchor a = body.anchor();
    Memory m = PooledElements.memory(a);
    long object = a.block();
    for (; ; ) {
      long stamp = m.enter(object, true);
      try {
        Located known = body.located;
        Located located = stamp < 0 ? null : located(m, a, known, stamp);
        long bits = located == null ? bits(m, a, index) : bits(m, located, index);
        if (m.exit(object, stamp)) {
          if (located != null && located != known) {
            body.located = located;
          }
          return bits;
        }
      } catch (RuntimeException | Error e) {
        m.failed(object, stamp, e);
      }
    }
  }

  /**
   * The element at {@code index} under a lock, where nothing is kept, since nobody could use it.
   */
  private long bits(Memory m, Anchor a, int index) {
    m.require(a.block(), a.id());
    Objects.checkIndex(index, chunks.size(m, a.block()));
    return codec.bits(m, chunks.at(chunks.chunk(m, a.block(), index), index));
  }

  private long bits(Memory m, Located located, int index) {
    Objects.checkIndex(index, located.size());
    return codec.bits(m, chunks.at(chunks.chunk(located, index), index));
  }

  private Located located(Memory m, Anchor a, @Nullable Located known, long stamp) {
    if (known != null && known.holds(stamp)) {
      return known.used(known.count() - 1, LongUnaryOperator.identity());
    }
    m.require(a.block(), a.id());
    return chunks.locate(m, a.block(), stamp);
  }

  @Override
  public long exchange(Anchor a, Journal<?> j, int index, long bits) {
    Memory m = a.write(j);
    Objects.checkIndex(index, chunks.size(m, a.block()));
    long chunk = chunks.chunk(m, a.block(), index);
    long at = chunks.at(chunk, index);
    long old = codec.bits(m, at);
    codec.bits(m, j, chunk, at, bits);
    return old;
  }

  @Override
  public void appendBits(Anchor a, Journal<?> j, long bits) {
    Memory m = a.write(j);
    long object = a.block();
    int size = chunks.size(m, object);
    chunks.reserve(m, j, object, size + 1L);
    long chunk = chunks.chunk(m, object, size);
    codec.bits(m, j, chunk, chunks.at(chunk, size), bits);
    chunks.size(m, j, object, size + 1);
    a.changing(j);
  }

  // ---- many elements

  @Override
  public void insert(Elements<E> body, Journal<?> j, int index, Object[] elements) {
    Anchor a = body.anchor();
    insertArray(a, j, index, codec.unboxed(elements));
  }

  @Override
  public void insertArray(Anchor a, Journal<?> j, int index, A elements) {
    Memory m = a.write(j);
    long object = a.block();
    int size = chunks.size(m, object);
    int at = index < 0 ? size : Objects.checkIndex(index, size + 1);
    int count = codec.length(elements);
    if (count == 0) {
      return;
    }
    add(m, j, object, elements);
    if (at < size) {
      Permuting.rotateIn(chunks, m, j, object, at, size, count);
    }
    a.changing(j);
  }

  /** Writes the elements of a prototype into its new block. */
  void fillArray(Memory m, Journal<?> j, long object, A elements) {
    if (codec.length(elements) > 0) {
      add(m, j, object, elements);
    }
  }

  private void add(Memory m, Journal<?> j, long object, A elements) {
    int size = chunks.size(m, object);
    int count = codec.length(elements);
    chunks.reserve(m, j, object, (long) size + count);
    write(m, j, object, size, elements);
    chunks.size(m, j, object, size + count);
  }

  private void write(Memory m, Journal<?> j, long object, int from, A elements) {
    int count = codec.length(elements);
    byte[] buffer = buffer(count);
    chunks.pieces(
        m,
        object,
        from,
        from + count,
        (index, n, chunk, at) -> {
          codec.encode(elements, index - from, n, buffer);
          m.copyIn(j, chunk, at, buffer, 0, n * codec.width());
        });
  }

  /** Room for as many slots as are together in one chunk. */
  private byte[] buffer(int count) {
    return new byte[(int) Math.min((long) count * codec.width(), VecFormat.CHUNK)];
  }

  @Override
  public A copy(Anchor a, int from, int to) {
    // Not pure: a shared lock, so that the array's length can be trusted.
    return a.read(
        false,
        m -> {
          int size = chunks.size(m, a.block());
          int end = to < 0 ? size : to;
          Objects.checkFromToIndex(from, end, size);
          A array = codec.array(end - from);
          byte[] buffer = buffer(end - from);
          chunks.pieces(
              m,
              a.block(),
              from,
              end,
              (index, n, _, at) -> {
                m.copyOut(at, buffer, 0, n * codec.width());
                codec.decode(buffer, n, array, index - from);
              });
          return array;
        });
  }

  @Override
  public void overwrite(Anchor a, Journal<?> j, int from, A elements) {
    Memory m = a.write(j);
    Objects.checkFromIndexSize(from, codec.length(elements), chunks.size(m, a.block()));
    write(m, j, a.block(), from, elements);
    a.changing(j);
  }

  @Override
  public void fill(Anchor a, Journal<?> j, int from, int to, long bits) {
    Memory m = a.write(j);
    int size = chunks.size(m, a.block());
    int end = to < 0 ? size : to;
    Objects.checkFromToIndex(from, end, size);
    byte[] buffer = buffer(end - from);
    int most = buffer.length / codec.width();
    A same = codec.array(most);
    codec.fill(same, 0, most, bits);
    codec.encode(same, 0, most, buffer);
    chunks.pieces(
        m,
        a.block(),
        from,
        end,
        (_, n, chunk, at) -> m.copyIn(j, chunk, at, buffer, 0, n * codec.width()));
  }

  @Override
  public void scan(Anchor a, Scan<A> scan) {
    a.read(
        false,
        m -> {
          int size = chunks.size(m, a.block());
          byte[] buffer = buffer(size);
          A some = codec.array(buffer.length / codec.width());
          boolean more = true;
          for (int index = 0; more && index < size; ) {
            int n = (int) Math.min(size, chunks.endOfChunk(index)) - index;
            m.copyOut(
                chunks.at(chunks.chunk(m, a.block(), index), index), buffer, 0, n * codec.width());
            codec.decode(buffer, n, some, 0);
            more = scan.take(index, some, n);
            index += n;
          }
          return more;
        });
  }
}
