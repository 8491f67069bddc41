package dev.emery.collections;

import dev.emery.TxScoped;
import dev.emery.collections.primitive.DoubleCodec;
import dev.emery.collections.sequence.Primitives;
import dev.emery.schema.Persistent;
import dev.emery.transaction.Journal;
import java.util.Arrays;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;

/**
 * A growable array of {@code double} in a pool: a {@link java.util.List} of {@link Double} that is
 * also read and changed without boxes.
 *
 * <p>Each element takes eight bytes, as in a {@code double[]}. What takes or gives a {@code double}
 * never makes a box; what {@code List} declares makes one where it gives an element. Arrays go in
 * and out by chunks, not by elements.
 *
 * {@snippet :
 * record Log(PDoubleVec<Log> degrees) {}
 *
 * pool.transaction(j -> {
 *   log.degrees().add(j, 21.5);
 *   log.degrees().addAll(j, doubles);
 * });
 * double sum = log.degrees().sum();
 * for (int i = 0; i < log.degrees().size(); i++) {
 *   double one = log.degrees().getDouble(i);
 * }
 * }
 *
 * <p>Reading and replacing an element take O(1), adding at the end O(1) amortized, inserting and
 * removing O(n) of bytes moved. The vector grows by chunks of 16 KiB, and no step copies it whole.
 * Bulk reads see one state; iterators fail fast. Elements are equal as in {@link Double#equals}:
 * NaN is found, and -0.0 is not 0.0.
 *
 * <p>Any thread may read. Outside a transaction reads see committed elements only.
 *
 * @param <P> the root record of the pool
 */
@Persistent
public final class PDoubleVec<P> extends PrimitiveVec<Double, double[], P> {

  /** Creates an empty prototype. */
  public PDoubleVec() {
    this(new Primitives<>(DoubleCodec.INSTANCE, new double[0]));
  }

  PDoubleVec(Primitives<Double, double[]> primitives) {
    super(primitives);
  }

  /** Creates a prototype with these elements. */
  public static <P> PDoubleVec<P> of(double... elements) {
    return new PDoubleVec<>(new Primitives<>(DoubleCodec.INSTANCE, elements.clone()));
  }

  /** Creates a prototype with the elements of {@code elements}. */
  public static <P> PDoubleVec<P> of(Collection<Double> elements) {
    double[] array = elements.stream().mapToDouble(Double::doubleValue).toArray();
    return new PDoubleVec<>(new Primitives<>(DoubleCodec.INSTANCE, array));
  }

  // ---- reads

  /**
   * The element at {@code index}.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public double getDouble(int index) {
    return Double.longBitsToDouble(primitives().bits(index));
  }

  /** Whether an element is {@code value}. Time O(n). */
  public boolean contains(double value) {
    return indexOf(value) >= 0;
  }

  /** The first place of {@code value}, or -1. Time O(n). */
  public int indexOf(double value) {
    return primitives().indexOf(Double.doubleToLongBits(value));
  }

  /** The last place of {@code value}, or -1. Time O(n). */
  public int lastIndexOf(double value) {
    return primitives().lastIndexOf(Double.doubleToLongBits(value));
  }

  /** A copy of the elements, at one moment. */
  public double[] toDoubleArray() {
    return primitives().copy();
  }

  /**
   * A copy of the elements from {@code from} (inclusive) to {@code to} (exclusive), at one moment.
   *
   * @throws IndexOutOfBoundsException if there are no such elements
   */
  public double[] toDoubleArray(int from, int to) {
    return primitives().copy(from, to);
  }

  /** The elements as they are when the stream is first used, all at one moment. */
  public DoubleStream doubleStream() {
    return StreamSupport.doubleStream(() -> Arrays.spliterator(toDoubleArray()), SNAPSHOT, false);
  }

  /** Hands every element to {@code action}, as they are at one moment. */
  public void forEachDouble(@TxScoped DoubleConsumer action) {
    for (double each : toDoubleArray()) {
      action.accept(each);
    }
  }

  /**
   * The sum of all elements, at one moment, with the compensation for errors that {@link
   * DoubleStream#sum} has. Time O(n), without a copy of them.
   */
  public double sum() {
    DoubleSummaryStatistics sum = new DoubleSummaryStatistics();
    primitives()
        .scan((_, some, count) -> {
          for (int i = 0; i < count; i++) {
            sum.accept(some[i]);
          }
          return true;
        });
    return sum.getSum();
  }

  // ---- changes

  /** Adds an element at the end. */
  public void add(Journal<P> j, double element) {
    primitives().append(j, Double.doubleToLongBits(element));
  }

  /**
   * Inserts an element before {@code index}.
   *
   * @throws IndexOutOfBoundsException if {@code index} is negative or more than the size
   */
  public void add(Journal<P> j, int index, double element) {
    primitives().insertArray(j, index, new double[] {element});
  }

  /** Adds elements at the end. */
  public void addAll(Journal<P> j, double... elements) {
    primitives().appendArray(j, elements);
  }

  /**
   * Inserts elements before {@code index}.
   *
   * @throws IndexOutOfBoundsException if {@code index} is negative or more than the size
   */
  public void insertAll(Journal<P> j, int index, double... elements) {
    primitives().insertArray(j, index, elements);
  }

  /**
   * Replaces the element at {@code index}, and returns what it was.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public double set(Journal<P> j, int index, double element) {
    return Double.longBitsToDouble(
        primitives().exchange(j, index, Double.doubleToLongBits(element)));
  }

  /**
   * Adds {@code delta} to the element at {@code index}, and returns what it is then.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public double addTo(Journal<P> j, int index, double delta) {
    primitives().lock(j);
    double sum = getDouble(index) + delta;
    set(j, index, sum);
    return sum;
  }

  /** Removes the first element that is {@code value}; true where there was one. */
  public boolean remove(Journal<P> j, double value) {
    return primitives().removeFirst(j, Double.doubleToLongBits(value));
  }

  /**
   * Removes the element at {@code index}, and returns it.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public double removeDoubleAt(Journal<P> j, int index) {
    return Double.longBitsToDouble(primitives().remove(j, index));
  }

  /** Sets all elements. */
  public void fill(Journal<P> j, double value) {
    primitives().fill(j, Double.doubleToLongBits(value));
  }

  /**
   * Sets the elements from {@code from} (inclusive) to {@code to} (exclusive).
   *
   * @throws IndexOutOfBoundsException if there are no such elements
   */
  public void fill(Journal<P> j, int from, int to, double value) {
    primitives().fill(j, from, to, Double.doubleToLongBits(value));
  }

  /**
   * Replaces each element by what {@code operator} makes of it.
   *
   * @throws java.util.ConcurrentModificationException if {@code operator} changes the size
   */
  public void replaceAllDoubles(Journal<P> j, @TxScoped DoubleUnaryOperator operator) {
    primitives().rewrite(j, array -> Arrays.setAll(array, i -> operator.applyAsDouble(array[i])));
  }

  /**
   * Moves the elements from {@code at} on into a prototype, and returns it. A rollback brings them
   * back. Time O(n) of elements moved.
   *
   * @throws IndexOutOfBoundsException if {@code at} is negative or more than the size
   */
  public PDoubleVec<P> splitOff(Journal<P> j, int at) {
    PDoubleVec<P> tail = new PDoubleVec<>();
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
  public void append(Journal<P> j, PDoubleVec<P> other) {
    elements().append(j, other.elements());
  }
}
