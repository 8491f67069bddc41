package dev.emery.collections;

import dev.emery.TxScoped;
import dev.emery.collections.primitive.LongCodec;
import dev.emery.collections.sequence.Primitives;
import dev.emery.schema.Persistent;
import dev.emery.transaction.Journal;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.LongConsumer;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;

/**
 * A growable array of {@code long} in a pool: a {@link java.util.List} of {@link Long} that is also
 * read and changed without boxes.
 *
 * <p>Each element takes eight bytes, as in a {@code long[]}. What takes or gives a {@code long}
 * never makes a box; what {@code List} declares makes one where it gives an element. Arrays go in
 * and out by chunks, not by elements.
 *
 * {@snippet :
 * record Log(PLongVec<Log> nanos) {}
 *
 * pool.transaction(j -> {
 *   log.nanos().add(j, System.nanoTime());
 *   log.nanos().addAll(j, longs);
 * });
 * long sum = log.nanos().sum();
 * for (int i = 0; i < log.nanos().size(); i++) {
 *   long one = log.nanos().getLong(i);
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
public final class PLongVec<P> extends PrimitiveVec<Long, long[], P> {

  /** Creates an empty prototype. */
  public PLongVec() {
    this(new Primitives<>(LongCodec.INSTANCE, new long[0]));
  }

  PLongVec(Primitives<Long, long[]> primitives) {
    super(primitives);
  }

  /** Creates a prototype with these elements. */
  public static <P> PLongVec<P> of(long... elements) {
    return new PLongVec<>(new Primitives<>(LongCodec.INSTANCE, elements.clone()));
  }

  /** Creates a prototype with the elements of {@code elements}. */
  public static <P> PLongVec<P> of(Collection<Long> elements) {
    long[] array = elements.stream().mapToLong(Long::longValue).toArray();
    return new PLongVec<>(new Primitives<>(LongCodec.INSTANCE, array));
  }

  // ---- reads

  /**
   * The element at {@code index}.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public long getLong(int index) {
    return primitives().bits(index);
  }

  /** Whether an element is {@code value}. Time O(n). */
  public boolean contains(long value) {
    return indexOf(value) >= 0;
  }

  /** The first place of {@code value}, or -1. Time O(n). */
  public int indexOf(long value) {
    return primitives().indexOf(value);
  }

  /** The last place of {@code value}, or -1. Time O(n). */
  public int lastIndexOf(long value) {
    return primitives().lastIndexOf(value);
  }

  /** A copy of the elements, at one moment. */
  public long[] toLongArray() {
    return primitives().copy();
  }

  /**
   * A copy of the elements from {@code from} (inclusive) to {@code to} (exclusive), at one moment.
   *
   * @throws IndexOutOfBoundsException if there are no such elements
   */
  public long[] toLongArray(int from, int to) {
    return primitives().copy(from, to);
  }

  /** The elements as they are when the stream is first used, all at one moment. */
  public LongStream longStream() {
    return StreamSupport.longStream(() -> Arrays.spliterator(toLongArray()), SNAPSHOT, false);
  }

  /** Hands every element to {@code action}, as they are at one moment. */
  public void forEachLong(@TxScoped LongConsumer action) {
    for (long each : toLongArray()) {
      action.accept(each);
    }
  }

  /** The sum of all elements, at one moment. Overflow wraps. Time O(n), without a copy of them. */
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
  public void add(Journal<P> j, long element) {
    primitives().append(j, element);
  }

  /**
   * Inserts an element before {@code index}.
   *
   * @throws IndexOutOfBoundsException if {@code index} is negative or more than the size
   */
  public void add(Journal<P> j, int index, long element) {
    primitives().insertArray(j, index, new long[] {element});
  }

  /** Adds elements at the end. */
  public void addAll(Journal<P> j, long... elements) {
    primitives().appendArray(j, elements);
  }

  /**
   * Inserts elements before {@code index}.
   *
   * @throws IndexOutOfBoundsException if {@code index} is negative or more than the size
   */
  public void insertAll(Journal<P> j, int index, long... elements) {
    primitives().insertArray(j, index, elements);
  }

  /**
   * Replaces the element at {@code index}, and returns what it was.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public long set(Journal<P> j, int index, long element) {
    return primitives().exchange(j, index, element);
  }

  /**
   * Adds {@code delta} to the element at {@code index}, and returns what it is then. Overflow
   * wraps.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public long addTo(Journal<P> j, int index, long delta) {
    primitives().lock(j);
    long sum = getLong(index) + delta;
    set(j, index, sum);
    return sum;
  }

  /** Removes the first element that is {@code value}; true where there was one. */
  public boolean remove(Journal<P> j, long value) {
    return primitives().removeFirst(j, value);
  }

  /**
   * Removes the element at {@code index}, and returns it.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public long removeLongAt(Journal<P> j, int index) {
    return primitives().remove(j, index);
  }

  /** Sets all elements. */
  public void fill(Journal<P> j, long value) {
    primitives().fill(j, value);
  }

  /**
   * Sets the elements from {@code from} (inclusive) to {@code to} (exclusive).
   *
   * @throws IndexOutOfBoundsException if there are no such elements
   */
  public void fill(Journal<P> j, int from, int to, long value) {
    primitives().fill(j, from, to, value);
  }

  /**
   * Replaces each element by what {@code operator} makes of it.
   *
   * @throws java.util.ConcurrentModificationException if {@code operator} changes the size
   */
  public void replaceAllLongs(Journal<P> j, @TxScoped LongUnaryOperator operator) {
    primitives().rewrite(j, array -> Arrays.setAll(array, i -> operator.applyAsLong(array[i])));
  }

  /**
   * Moves the elements from {@code at} on into a prototype, and returns it. A rollback brings them
   * back. Time O(n) of elements moved.
   *
   * @throws IndexOutOfBoundsException if {@code at} is negative or more than the size
   */
  public PLongVec<P> splitOff(Journal<P> j, int at) {
    PLongVec<P> tail = new PLongVec<>();
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
  public void append(Journal<P> j, PLongVec<P> other) {
    elements().append(j, other.elements());
  }
}
