package dev.emery.collections.sequence;

import dev.emery.schema.Codec;
import dev.emery.schema.OwnedVisitor;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The elements of vectors in a pool, as slots of {@link Chunks}. It holds the type alone, so one
 * serves all vectors of that type; which vector is meant the anchor says.
 *
 * @param <E> the type of the elements
 */
public sealed class PooledSequence<E> implements PooledElements<E>, Roomy permits PooledPrimitives {
  /*
   * New elements are stored behind the last one and then brought to their place as bytes, so that a
   * store that fails (null in a record, a value of another pool, a full pool) leaves the vector as
   * it was. Bytes that move keep what they own: nothing is dropped or stored again, and a sort of
   * texts or entities costs what a sort of numbers costs.
   */
  private final Codec<E> codec;
  final Chunks chunks;

  /** Creates the type for elements of a codec, which may still be under construction. */
  public PooledSequence(Codec<E> codec) {
    this.codec = codec;
    this.chunks = new Chunks(codec.width());
  }

  @Override
  public int size(Anchor a) {
    Memory m = PooledElements.memory(a);
    long object = a.block();
    for (; ; ) {
      long stamp = m.enter(object, true);
      try {
        m.require(object, a.id());
        int size = chunks.size(m, object);
        if (m.exit(object, stamp)) {
          return size;
        }
      } catch (RuntimeException | Error e) {
        m.failed(object, stamp, e);
      }
    }
  }

  @Override
  public E get(Elements<E> body, int index) {
    Located located = body.located;
    return located != null && located.isCopied()
        ? getAtRest(body, located, index)
        : load(body, index);
  }

  /** The element at {@code index}, in a read without a lock where the sequence rests. */
  private E getAtRest(Elements<E> body, Located located, int index) {
    if (located.begin() && Integer.compareUnsigned(index, located.size()) < 0) {
      try {
        long chunk = chunks.chunkCopied(located, index);
        E element = codec.load(located.memory(), chunk, chunks.at(chunk, index));
        if (located.end()) {
          return element;
        }
      } catch (RuntimeException | Error _) {
        // the general way says whether it is real
      }
    }
    return load(body, index);
  }

  /** The element at {@code index}, in the general way. */
  private E load(Elements<E> body, int index) {
    Anchor a = body.anchor();
    Memory m = PooledElements.memory(a);
    long object = a.block();
    for (; ; ) {
      long stamp = m.enter(object, codec.pure());
      try {
        Located known = body.located;
        Located located = known;
        if (located == null || !located.holds(stamp)) {
          m.require(object, a.id());
          located = chunks.locate(m, object, stamp);
        } else {
          located = located.used(located.count() - 1, LongUnaryOperator.identity());
        }
        Objects.checkIndex(index, located.size());
        long chunk = chunks.chunk(located, index);
        E element = codec.load(m, chunk, chunks.at(chunk, index));
        if (m.exit(object, stamp)) {
          if (stamp >= 0 && located != known) {
            body.located = located;
          }
          return element;
        }
      } catch (RuntimeException | Error e) {
        m.failed(object, stamp, e);
      }
    }
  }

  private E load(Memory m, long object, int index) {
    long chunk = chunks.chunk(m, object, index);
    return codec.load(m, chunk, chunks.at(chunk, index));
  }

  @Override
  public @Nullable E peek(Elements<E> body, boolean last) {
    Anchor a = body.anchor();
    return a.read(
        codec.pure(),
        m -> {
          int size = chunks.size(m, a.block());
          return size == 0 ? null : load(m, a.block(), last ? size - 1 : 0);
        });
  }

  @Override
  public Object[] toArray(Anchor a, int from, int to) {
    // Not pure, whatever the codec is: a shared lock, so that the array's length can be trusted.
    return a.read(
        false,
        m -> {
          long object = a.block();
          int end = to < 0 ? chunks.size(m, object) : to;
          Objects.checkFromToIndex(from, end, chunks.size(m, object));
          Object[] array = new Object[end - from];
          chunks.pieces(
              m,
              object,
              from,
              end,
              (i, n, chunk, at) -> {
                for (int k = 0; k < n; k++) {
                  array[i - from + k] = codec.load(m, chunk, at + (long) k * chunks.width());
                }
              });
          return array;
        });
  }

  @Override
  public int indexOf(Anchor a, Object element, int from, int to) {
    if (!codec.pure() || !codec.isKey()) {
      Object[] elements = toArray(a, from, to);
      for (int i = 0; i < elements.length; i++) {
        if (element.equals(elements[i])) {
          return from + i;
        }
      }
      return -1;
    }
    try {
      return a.read(false, m -> find(m, a.block(), cast(element), from, to));
    } catch (ClassCastException e) {
      return -1; // of another type: no element equals it
    }
  }

  private int find(Memory m, long object, E element, int from, int to) {
    int end = to < 0 ? chunks.size(m, object) : to;
    Objects.checkFromToIndex(from, end, chunks.size(m, object));
    for (int i = from; i < end; i++) {
      long chunk = chunks.chunk(m, object, i);
      if (codec.equalsStored(m, chunk, chunks.at(chunk, i), element)) {
        return i;
      }
    }
    return -1;
  }

  @SuppressWarnings("unchecked") // a wrong one shows as a ClassCastException in the codec
  private E cast(Object element) {
    return (E) element;
  }

  @Override
  public int modCount(Anchor a) {
    return a.modCount().get();
  }

  @Override
  public E detached(E element) {
    return codec.detach(element);
  }

  @Override
  public int capacity(Anchor a) {
    return a.read(true, m -> (int) Math.min(Integer.MAX_VALUE, chunks.capacity(m, a.block())));
  }

  // ---- changes

  @Override
  public void lock(Anchor a, Journal<?> j) {
    a.write(j);
  }

  @Override
  public void append(Anchor a, Journal<?> j, E element) {
    Memory m = a.write(j);
    append(m, j, a.block(), element);
    a.changing(j);
  }

  private void append(Memory m, Journal<?> j, long object, E element) {
    int size = chunks.size(m, object);
    chunks.reserve(m, j, object, size + 1L);
    long chunk = chunks.chunk(m, object, size);
    Storing.add(codec, m, j, chunk, chunks.at(chunk, size), element);
    chunks.size(m, j, object, size + 1);
  }

  @Override
  public void insert(Elements<E> body, Journal<?> j, int index, Object[] elements) {
    Anchor a = body.anchor();
    Memory m = a.write(j);
    long object = a.block();
    int size = chunks.size(m, object);
    int at = index < 0 ? size : Objects.checkIndex(index, size + 1);
    if (elements.length == 0) {
      return;
    }
    appendAll(m, j, object, elements);
    if (at < size) {
      Permuting.rotateIn(chunks, m, j, object, at, size, elements.length);
    }
    a.changing(j);
  }

  @Override
  public void fill(Memory m, Journal<?> j, long object, Object[] elements) {
    if (elements.length > 0) {
      appendAll(m, j, object, elements);
    }
  }

  private void appendAll(Memory m, Journal<?> j, long object, Object[] elements) {
    int size = chunks.size(m, object);
    chunks.reserve(m, j, object, (long) size + elements.length);
    int stored = size;
    try {
      for (Object element : elements) {
        long chunk = chunks.chunk(m, object, stored);
        Storing.add(codec, m, j, chunk, chunks.at(chunk, stored), cast(element));
        stored++;
      }
    } catch (RuntimeException | Error e) {
      drop(m, j, object, size, stored);
      throw e;
    }
    chunks.size(m, j, object, stored);
  }

  @Override
  public E set(Elements<E> body, Journal<?> j, int index, E element) {
    Anchor a = body.anchor();
    Memory m = a.write(j);
    long object = a.block();
    Objects.checkIndex(index, chunks.size(m, object));
    long chunk = chunks.chunk(m, object, index);
    long at = chunks.at(chunk, index);
    E old = codec.load(m, chunk, at);
    Storing.replace(codec, m, j, chunk, at, old, element);
    return old;
  }

  @Override
  public E remove(Elements<E> body, Journal<?> j, int index) {
    Anchor a = body.anchor();
    Memory m = a.write(j);
    long object = a.block();
    Objects.checkIndex(index, chunks.size(m, object));
    E old = load(m, object, index);
    drop(m, j, object, index, index + 1);
    chunks.close(m, j, object, index, 1);
    a.changing(j);
    return old;
  }

  @Override
  public void removeRange(Anchor a, Journal<?> j, int from, int to) {
    Memory m = a.write(j);
    long object = a.block();
    Objects.checkFromToIndex(from, to, chunks.size(m, object));
    if (from < to) {
      drop(m, j, object, from, to);
      chunks.close(m, j, object, from, to - from);
      a.changing(j);
    }
  }

  private void drop(Memory m, Journal<?> j, long object, int from, int to) {
    if (codec.owns()) {
      for (int i = from; i < to; i++) {
        long chunk = chunks.chunk(m, object, i);
        codec.drop(m, j, chunk, chunks.at(chunk, i));
      }
    }
  }

  @Override
  public void removeMarked(Anchor a, Journal<?> j, int from, BitSet marked) {
    Memory m = a.write(j);
    long object = a.block();
    int size = chunks.size(m, object);
    int kept = from + marked.nextSetBit(0);
    for (int i = kept; i < size; ) {
      int keep = Math.min(size, from + marked.nextClearBit(i - from));
      drop(m, j, object, i, keep);
      int next = marked.nextSetBit(keep - from);
      int end = next < 0 ? size : from + next;
      chunks.shift(m, j, object, keep, kept, end - keep);
      kept += end - keep;
      i = end;
    }
    chunks.size(m, j, object, kept);
    chunks.trim(m, j, object, 1);
    a.changing(j);
  }

  @Override
  public void permute(Anchor a, Journal<?> j, int from, int[] order) {
    Memory m = a.write(j);
    Objects.checkFromIndexSize(from, order.length, chunks.size(m, a.block()));
    Permuting.permute(chunks, m, j, a.block(), from, order);
    a.changing(j);
  }

  @Override
  public void swap(Anchor a, Journal<?> j, int one, int other) {
    Memory m = a.write(j);
    int size = chunks.size(m, a.block());
    Objects.checkIndex(one, size);
    Objects.checkIndex(other, size);
    long chunkOfOne = chunks.chunk(m, a.block(), one);
    long chunkOfOther = chunks.chunk(m, a.block(), other);
    Permuting.swap(
        m,
        j,
        chunks.width(),
        chunkOfOne,
        chunks.at(chunkOfOne, one),
        chunkOfOther,
        chunks.at(chunkOfOther, other));
  }

  @Override
  public void clear(Anchor a, Journal<?> j) {
    Memory m = a.write(j);
    long object = a.block();
    drop(m, j, object, 0, chunks.size(m, object));
    chunks.size(m, j, object, 0);
    chunks.trim(m, j, object, 0);
    a.changing(j);
  }

  @Override
  public void ensureCapacity(Anchor a, Journal<?> j, int capacity) {
    chunks.ensureCapacity(a.write(j), j, a.block(), capacity);
  }

  @Override
  public void trimToSize(Anchor a, Journal<?> j) {
    chunks.trimToSize(a.write(j), j, a.block());
  }

  /** Moves all elements of another vector of this type to the end; the caller has locked it. */
  void appendAll(Anchor a, Journal<?> j, Anchor other) {
    Memory m = a.write(j);
    chunks.append(m, j, a.block(), other.block());
    a.changing(j);
    other.changing(j);
  }

  // ---- the object as a whole

  @Override
  public int objectBytes() {
    return Chunks.objectBytes();
  }

  /** Drops elements from the end and frees the chunks they leave. */
  @Override
  public boolean dropSome(Memory m, Journal<?> j, long object, int budget) {
    int size = chunks.size(m, object);
    long step = codec.owns() ? budget : (long) budget * VecFormat.CHUNK / codec.width();
    int left = (int) Math.max(0, size - step);
    drop(m, j, object, left, size);
    chunks.size(m, j, object, left);
    chunks.trim(m, j, object, 0);
    return left == 0;
  }

  @Override
  public void visit(Memory m, long object, OwnedVisitor visitor) {
    if (chunks.visit(m, object, visitor) && codec.owns()) {
      slots(m, object, (chunk, at) -> codec.visit(m, chunk, at, visitor));
    }
  }

  @Override
  public void check(Memory m, long object, Consumer<String> problems) {
    if (chunks.check(m, object, problems)) {
      slots(m, object, (chunk, at) -> codec.check(m, chunk, at, problems));
    }
  }

  /** Reports an element that comes before its parent in a {@link Heap}. */
  public void checkHeap(
      Memory m, long object, Comparator<? super E> order, Consumer<String> problems) {
    try {
      for (int i = 1; i < chunks.size(m, object); i++) {
        int parent = (i - 1) >>> 1;
        if (order.compare(load(m, object, i), load(m, object, parent)) < 0) {
          problems.accept(
              "queue is not in order at index %d: does compareTo use what can change?"
                  .formatted(i));
          return;
        }
      }
    } catch (RuntimeException e) {
      problems.accept("queue cannot be compared: " + e);
    }
  }

  private void slots(Memory m, long object, SlotVisitor each) {
    chunks.pieces(
        m,
        object,
        0,
        chunks.size(m, object),
        (_, n, chunk, at) -> {
          for (int k = 0; k < n; k++) {
            each.visit(chunk, at + (long) k * chunks.width());
          }
        });
  }

  private interface SlotVisitor {
    void visit(long chunk, long at);
  }
}
