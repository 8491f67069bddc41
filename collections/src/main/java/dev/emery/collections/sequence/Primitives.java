package dev.emery.collections.sequence;

import dev.emery.TxScoped;
import dev.emery.collections.primitive.PrimitiveCodec;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.ConcurrentModificationException;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What a handle of a vector of primitives holds: {@link Elements} that are reached without boxes,
 * too.
 *
 * @param <E> the box
 * @param <A> the array of the primitive type
 */
public final class Primitives<E, A> extends Elements<E> {
  private final PrimitiveCodec<E, A> codec;

  /** Creates the body of a prototype, and takes over the array. */
  public Primitives(PrimitiveCodec<E, A> codec, A array) {
    super(new Anchor(), new HeapPrimitives<>(codec, array));
    this.codec = codec;
  }

  /** Creates the body of a handle. */
  public Primitives(Anchor anchor, PooledPrimitives<E, A> pooled) {
    super(anchor, pooled);
    this.codec = pooled.codec();
  }

  /** The codec of the elements. */
  public PrimitiveCodec<E, A> codec() {
    return codec;
  }

  @SuppressWarnings("unchecked") // both constructors and place see to it
  private PrimitiveSequence<E, A> unboxed() {
    return (PrimitiveSequence<E, A>) sequence();
  }

  @Override
  @SuppressWarnings("unchecked") // as unboxed
  void fill(Memory m, Journal<?> j, long block, PooledElements<E> pooled, Sequence<E> prototype) {
    A elements = ((PrimitiveSequence<E, A>) prototype).copy(anchor(), 0, -1);
    ((PooledPrimitives<E, A>) pooled).fillArray(m, j, block, elements);
  }

  @Override
  @SuppressWarnings("unchecked") // the public types let no others come together
  void insert(Journal<?> j, Elements<E> other, int from, int to) {
    A elements = ((Primitives<E, A>) other).unboxed().copy(other.anchor(), from, to);
    unboxed().insertArray(anchor(), j, -1, elements);
  }

  // ---- reads

  /** The element at {@code index}. */
  public long bits(int index) {
    return unboxed().bits(this, index);
  }

  /** All elements as they are at one moment (E31). */
  public A copy() {
    return unboxed().copy(anchor(), 0, -1);
  }

  /** The elements from {@code from} to {@code to} as they are at one moment (E31). */
  public A copy(int from, int to) {
    if (to < from) {
      throw new IndexOutOfBoundsException("from=%d is behind to=%d".formatted(from, to));
    }
    return unboxed().copy(anchor(), from, to);
  }

  /** Shows all elements as they are at one moment (E31). */
  public void scan(PrimitiveSequence.Scan<A> scan) {
    unboxed().scan(anchor(), scan);
  }

  /** The first place of an element with these bits, or -1. */
  public int indexOf(long bits) {
    int[] found = {-1};
    scan((index, some, count) -> {
      int i = 0;
      while (i < count && codec.bits(some, i) != bits) {
        i++;
      }
      found[0] = i < count ? index + i : -1;
      return i == count;
    });
    return found[0];
  }

  /** The last place of an element with these bits, or -1. */
  public int lastIndexOf(long bits) {
    int[] found = {-1};
    scan((index, some, count) -> {
      int i = count - 1;
      while (i >= 0 && codec.bits(some, i) != bits) {
        i--;
      }
      found[0] = i < 0 ? found[0] : index + i;
      return true;
    });
    return found[0];
  }

  // ---- changes

  /** Locks the vector for changes, so that a look before them needs no second lock. */
  public Primitives<E, A> lock(Journal<?> j) {
    sequence().lock(anchor(), j);
    return this;
  }

  /** Replaces an element, and returns what it was. */
  public long exchange(Journal<?> j, int index, long bits) {
    return unboxed().exchange(anchor(), j, index, bits);
  }

  /** Adds an element at the end. */
  public void append(Journal<?> j, long bits) {
    unboxed().appendBits(anchor(), j, bits);
  }

  /** Adds the elements of an array at the end. */
  public void appendArray(Journal<?> j, A elements) {
    unboxed().insertArray(anchor(), j, -1, elements);
  }

  /** Inserts the elements of an array before {@code index}. */
  public void insertArray(Journal<?> j, int index, A elements) {
    if (index < 0) {
      throw new IndexOutOfBoundsException("index=" + index);
    }
    unboxed().insertArray(anchor(), j, index, elements);
  }

  /** Removes an element, and returns it. */
  public long remove(Journal<?> j, int index) {
    long old = lock(j).bits(index);
    sequence().removeRange(anchor(), j, index, index + 1);
    return old;
  }

  /** Removes the first element with these bits; true where there was one. */
  public boolean removeFirst(Journal<?> j, long bits) {
    int found = lock(j).indexOf(bits);
    if (found >= 0) {
      sequence().removeRange(anchor(), j, found, found + 1);
    }
    return found >= 0;
  }

  /** Replaces all elements by what {@code change} makes of an array of them. */
  public void rewrite(Journal<?> j, @TxScoped Consumer<A> change) {
    int before = lock(j).modCount();
    A elements = copy();
    change.accept(elements);
    if (modCount() != before) {
      throw new ConcurrentModificationException();
    }
    unboxed().overwrite(anchor(), j, 0, elements);
  }

  /** Sets all elements. */
  public void fill(Journal<?> j, long bits) {
    unboxed().fill(anchor(), j, 0, -1, bits);
  }

  /** Sets the elements from {@code from} to {@code to}. */
  public void fill(Journal<?> j, int from, int to, long bits) {
    Objects.checkFromToIndex(from, to, lock(j).size());
    unboxed().fill(anchor(), j, from, to, bits);
  }
}
