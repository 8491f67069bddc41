package dev.emery.collections.sequence;

import dev.emery.collections.primitive.PrimitiveCodec;
import java.util.AbstractList;
import java.util.Collection;
import java.util.Objects;

/**
 * A growing array of primitives as a list of their boxes: the elements of a prototype.
 *
 * @param <E> the box
 * @param <A> the array of the primitive type
 */
final class PrimitiveList<E, A> extends AbstractList<E> {
  private static final int LEAST = 8;

  private final PrimitiveCodec<E, A> codec;
  private A array;
  private int size;

  /** Takes over an array that nobody else changes. */
  PrimitiveList(PrimitiveCodec<E, A> codec, A array) {
    this.codec = codec;
    this.array = array;
    this.size = codec.length(array);
  }

  /** The array; what lies behind the size means nothing. */
  A array() {
    return array;
  }

  long bits(int index) {
    return codec.bits(array, Objects.checkIndex(index, size));
  }

  long exchange(int index, long bits) {
    long old = bits(index);
    codec.bits(array, index, bits);
    return old;
  }

  void append(long bits) {
    open(size, 1);
    codec.bits(array, size - 1, bits);
  }

  /** Brings the elements of an array before {@code index}. */
  void insert(int index, A elements) {
    int count = codec.length(elements);
    open(index, count);
    System.arraycopy(elements, 0, array, index, count);
  }

  A copy(int from, int to) {
    Objects.checkFromToIndex(from, to, size);
    A copy = codec.array(to - from);
    System.arraycopy(array, from, copy, 0, to - from);
    return copy;
  }

  void overwrite(int from, A elements) {
    Objects.checkFromIndexSize(from, codec.length(elements), size);
    System.arraycopy(elements, 0, array, from, codec.length(elements));
  }

  /** Makes room for {@code count} elements before {@code index}. */
  private void open(int index, int count) {
    Objects.checkIndex(index, size + 1);
    int room = codec.length(array);
    int needed = Math.addExact(size, count);
    A target = array;
    if (room < needed) {
      target = codec.array(Math.clamp(room + (room >> 1) + (long) LEAST, needed, ROOM));
      System.arraycopy(array, 0, target, 0, index);
    }
    System.arraycopy(array, index, target, index + count, size - index);
    array = target;
    size = needed;
    modCount++;
  }

  /** The longest array that every VM can make. */
  private static final int ROOM = Integer.MAX_VALUE - 8;

  // ---- the list of boxes

  @Override
  public int size() {
    return size;
  }

  @Override
  public E get(int index) {
    return codec.box(bits(index));
  }

  @Override
  public E set(int index, E element) {
    return codec.box(exchange(index, codec.bits(element)));
  }

  @Override
  public void add(int index, E element) {
    long bits = codec.bits(element);
    open(index, 1);
    codec.bits(array, index, bits);
  }

  @Override
  public boolean addAll(Collection<? extends E> elements) {
    return addAll(size, elements);
  }

  @Override
  public boolean addAll(int index, Collection<? extends E> elements) {
    A unboxed = codec.unboxed(elements.toArray());
    insert(index, unboxed);
    return codec.length(unboxed) > 0;
  }

  @Override
  public E remove(int index) {
    E old = get(index);
    removeRange(index, index + 1);
    return old;
  }

  @Override
  protected void removeRange(int from, int to) {
    Objects.checkFromToIndex(from, to, size);
    System.arraycopy(array, to, array, from, size - to);
    size -= to - from;
    modCount++;
  }
}
