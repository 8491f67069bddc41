package dev.emery.collections;

import dev.emery.TxScoped;
import dev.emery.collections.primitive.IntCodec;
import dev.emery.collections.sequence.Primitives;
import dev.emery.schema.Persistent;
import dev.emery.transaction.Journal;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.IntConsumer;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * A growable array of {@code int} in a pool: a {@link java.util.List} of {@link Integer} that is
 * also read and changed without boxes.
 *
 * <p>Each element takes four bytes, as in an {@code int[]}. What takes or gives an {@code int}
 * never makes a box; what {@code List} declares makes one where it gives an element. Arrays go in
 * and out by chunks, not by elements.
 *
 * {@snippet :
 * record Log(PIntVec<Log> codes) {}
 *
 * pool.transaction(j -> {
 *   log.codes().add(j, 200);
 *   log.codes().addAll(j, ints);
 * });
 * long sum = log.codes().sum();
 * for (int i = 0; i < log.codes().size(); i++) {
 *   int one = log.codes().getInt(i);
 * }
 * }
 *
 * <p>Reading and replacing an element take O(1), adding at the end O(1) amortized, inserting and
 * removing O(n) of bytes moved. The vector grows by chunks of 16 KiB, and no step copies it whole.
 * Bulk reads see one state; iterators fail fast.
 *
 * <p>Any thread may read. Outside a transaction reads see committed elements only.
 *
 * @param <P> the root record of the pool
 */
@Persistent
public final class PIntVec<P> extends PrimitiveVec<Integer, int[], P> {

  /** Creates an empty prototype. */
  public PIntVec() {
    this(new Primitives<>(IntCodec.INSTANCE, new int[0]));
  }

  PIntVec(Primitives<Integer, int[]> primitives) {
    super(primitives);
  }

  /** Creates a prototype with these elements. */
  public static <P> PIntVec<P> of(int... elements) {
    return new PIntVec<>(new Primitives<>(IntCodec.INSTANCE, elements.clone()));
  }

  /** Creates a prototype with the elements of {@code elements}. */
  public static <P> PIntVec<P> of(Collection<Integer> elements) {
    int[] array = elements.stream().mapToInt(Integer::intValue).toArray();
    return new PIntVec<>(new Primitives<>(IntCodec.INSTANCE, array));
  }

  // ---- reads

  /**
   * The element at {@code index}.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public int getInt(int index) {
    return (int) primitives().bits(index);
  }

  /** Whether an element is {@code value}. Time O(n). */
  public boolean contains(int value) {
    return indexOf(value) >= 0;
  }

  /** The first place of {@code value}, or -1. Time O(n). */
  public int indexOf(int value) {
    return primitives().indexOf(value);
  }

  /** The last place of {@code value}, or -1. Time O(n). */
  public int lastIndexOf(int value) {
    return primitives().lastIndexOf(value);
  }

  /** A copy of the elements, at one moment. */
  public int[] toIntArray() {
    return primitives().copy();
  }

  /**
   * A copy of the elements from {@code from} (inclusive) to {@code to} (exclusive), at one moment.
   *
   * @throws IndexOutOfBoundsException if there are no such elements
   */
  public int[] toIntArray(int from, int to) {
    return primitives().copy(from, to);
  }

  /** The elements as they are when the stream is first used, all at one moment. */
  public IntStream intStream() {
    return StreamSupport.intStream(() -> Arrays.spliterator(toIntArray()), SNAPSHOT, false);
  }

  /** Hands every element to {@code action}, as they are at one moment. */
  public void forEachInt(@TxScoped IntConsumer action) {
    for (int each : toIntArray()) {
      action.accept(each);
    }
  }

  /** The sum of all elements, at one moment. Time O(n), without a copy of them. */
  public long sum() {
    long[] sum = {0};
    primitives()
        .scan((_, some, count) -> {
          for (int i = 0; i < count; i++) {
            sum[0] += some[i];
          }
          return true;
        });
    return sum[0];
  }

  // ---- changes

  /** Adds an element at the end. */
  public void add(Journal<P> j, int element) {
    primitives().append(j, element);
  }

  /**
   * Inserts an element before {@code index}.
   *
   * @throws IndexOutOfBoundsException if {@code index} is negative or more than the size
   */
  public void add(Journal<P> j, int index, int element) {
    primitives().insertArray(j, index, new int[] {element});
  }

  /** Adds elements at the end. */
  public void addAll(Journal<P> j, int... elements) {
    primitives().appendArray(j, elements);
  }

  /**
   * Inserts elements before {@code index}.
   *
   * @throws IndexOutOfBoundsException if {@code index} is negative or more than the size
   */
  public void insertAll(Journal<P> j, int index, int... elements) {
    primitives().insertArray(j, index, elements);
  }

  /**
   * Replaces the element at {@code index}, and returns what it was.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public int set(Journal<P> j, int index, int element) {
    return (int) primitives().exchange(j, index, element);
  }

  /**
   * Adds {@code delta} to the element at {@code index}, and returns what it is then. Overflow
   * wraps.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public int addTo(Journal<P> j, int index, int delta) {
    primitives().lock(j);
    int sum = getInt(index) + delta;
    set(j, index, sum);
    return sum;
  }

  /** Removes the first element that is {@code value}; true where there was one. */
  public boolean remove(Journal<P> j, int value) {
    return primitives().removeFirst(j, value);
  }

  /**
   * Removes the element at {@code index}, and returns it.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public int removeIntAt(Journal<P> j, int index) {
    return (int) primitives().remove(j, index);
  }

  /** Sets all elements. */
  public void fill(Journal<P> j, int value) {
    primitives().fill(j, value);
  }

  /**
   * Sets the elements from {@code from} (inclusive) to {@code to} (exclusive).
   *
   * @throws IndexOutOfBoundsException if there are no such elements
   */
  public void fill(Journal<P> j, int from, int to, int value) {
    primitives().fill(j, from, to, value);
  }

  /**
   * Replaces each element by what {@code operator} makes of it.
   *
   * @throws java.util.ConcurrentModificationException if {@code operator} changes the size
   */
  public void replaceAllInts(Journal<P> j, @TxScoped IntUnaryOperator operator) {
    primitives().rewrite(j, array -> Arrays.setAll(array, i -> operator.applyAsInt(array[i])));
  }

  /**
   * Moves the elements from {@code at} on into a prototype, and returns it. A rollback brings them
   * back. Time O(n) of elements moved.
   *
   * @throws IndexOutOfBoundsException if {@code at} is negative or more than the size
   */
  public PIntVec<P> splitOff(Journal<P> j, int at) {
    PIntVec<P> tail = new PIntVec<>();
    elements().splitOff(j, at, tail.elements());
    return tail;
  }

  /**
   * Moves all elements of {@code other}, placed or not, to the end of this vector; {@code other} is
   * empty then. Time O(n) of elements moved.
   *
   * @throws IllegalArgumentException if {@code other} is this vector
   * @throws dev.emery.WrongPoolException if {@code other} is in another pool
   */
  public void append(Journal<P> j, PIntVec<P> other) {
    elements().append(j, other.elements());
  }
}
