package dev.emery.collections;

import dev.emery.transaction.Journal;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A vector of primitives by its methods without boxes, all types in the same way, for tests that
 * compare it with a list of boxes.
 *
 * @param <E> the box
 * @param <V> the vector
 */
abstract class PrimitiveTwin<E extends Number, V extends PrimitiveVec<E, ?, Numbers>> {
  final V vec;

  private PrimitiveTwin(V vec) {
    this.vec = vec;
  }

  /** What makes a twin of a vector in a pool. */
  enum Type {
    LONG,
    INT,
    DOUBLE;

    PrimitiveTwin<?, ?> of(Numbers root) {
      return switch (this) {
        case LONG -> new OfLong(root.longs());
        case INT -> new OfInt(root.ints());
        case DOUBLE -> new OfDouble(root.doubles());
      };
    }
  }

  abstract E random(Random random);

  abstract E get(int index);

  abstract List<E> array();

  abstract List<E> array(int from, int to);

  abstract List<E> stream();

  abstract List<E> each();

  abstract int indexOf(E value);

  abstract int lastIndexOf(E value);

  abstract double sum();

  abstract void add(Journal<Numbers> j, E value);

  abstract void add(Journal<Numbers> j, int index, E value);

  abstract void addAll(Journal<Numbers> j, List<E> values);

  abstract void insertAll(Journal<Numbers> j, int index, List<E> values);

  abstract E set(Journal<Numbers> j, int index, E value);

  abstract E addTo(Journal<Numbers> j, int index, E delta);

  abstract E plus(E one, E other);

  abstract boolean remove(Journal<Numbers> j, E value);

  abstract E removeAt(Journal<Numbers> j, int index);

  abstract void fill(Journal<Numbers> j, E value);

  abstract void fill(Journal<Numbers> j, int from, int to, E value);

  abstract void increase(Journal<Numbers> j, E by);

  /** Cuts the vector at {@code at}, and puts both parts together again in the other order. */
  abstract void exchange(Journal<Numbers> j, int at);

  static final class OfLong extends PrimitiveTwin<Long, PLongVec<Numbers>> {
    OfLong(PLongVec<Numbers> vec) {
      super(vec);
    }

    private static long[] array(List<Long> values) {
      return values.stream().mapToLong(Long::longValue).toArray();
    }

    @Override
    Long random(Random random) {
      return random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(20) - 10L;
    }

    @Override
    Long get(int index) {
      return vec.getLong(index);
    }

    @Override
    List<Long> array() {
      return Arrays.stream(vec.toLongArray()).boxed().toList();
    }

    @Override
    List<Long> array(int from, int to) {
      return Arrays.stream(vec.toLongArray(from, to)).boxed().toList();
    }

    @Override
    List<Long> stream() {
      return vec.longStream().parallel().boxed().toList();
    }

    @Override
    List<Long> each() {
      var each = Stream.<Long>builder();
      vec.forEachLong(each::add);
      return each.build().toList();
    }

    @Override
    int indexOf(Long value) {
      return vec.indexOf(value.longValue());
    }

    @Override
    int lastIndexOf(Long value) {
      return vec.lastIndexOf(value.longValue());
    }

    @Override
    double sum() {
      return vec.sum();
    }

    @Override
    void add(Journal<Numbers> j, Long value) {
      vec.add(j, value.longValue());
    }

    @Override
    void add(Journal<Numbers> j, int index, Long value) {
      vec.add(j, index, value.longValue());
    }

    @Override
    void addAll(Journal<Numbers> j, List<Long> values) {
      vec.addAll(j, array(values));
    }

    @Override
    void insertAll(Journal<Numbers> j, int index, List<Long> values) {
      vec.insertAll(j, index, array(values));
    }

    @Override
    Long set(Journal<Numbers> j, int index, Long value) {
      return vec.set(j, index, value.longValue());
    }

    @Override
    Long addTo(Journal<Numbers> j, int index, Long delta) {
      return vec.addTo(j, index, delta);
    }

    @Override
    Long plus(Long one, Long other) {
      return one + other;
    }

    @Override
    boolean remove(Journal<Numbers> j, Long value) {
      return vec.remove(j, value.longValue());
    }

    @Override
    Long removeAt(Journal<Numbers> j, int index) {
      return vec.removeLongAt(j, index);
    }

    @Override
    void fill(Journal<Numbers> j, Long value) {
      vec.fill(j, value);
    }

    @Override
    void fill(Journal<Numbers> j, int from, int to, Long value) {
      vec.fill(j, from, to, value);
    }

    @Override
    void increase(Journal<Numbers> j, Long by) {
      vec.replaceAllLongs(j, x -> x + by);
    }

    @Override
    void exchange(Journal<Numbers> j, int at) {
      PLongVec<Numbers> tail = vec.splitOff(j, at);
      tail.append(j, vec);
      vec.append(j, tail);
    }
  }

  static final class OfInt extends PrimitiveTwin<Integer, PIntVec<Numbers>> {
    OfInt(PIntVec<Numbers> vec) {
      super(vec);
    }

    private static int[] array(List<Integer> values) {
      return values.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    Integer random(Random random) {
      return random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(20) - 10;
    }

    @Override
    Integer get(int index) {
      return vec.getInt(index);
    }

    @Override
    List<Integer> array() {
      return Arrays.stream(vec.toIntArray()).boxed().toList();
    }

    @Override
    List<Integer> array(int from, int to) {
      return Arrays.stream(vec.toIntArray(from, to)).boxed().toList();
    }

    @Override
    List<Integer> stream() {
      return vec.intStream().parallel().boxed().toList();
    }

    @Override
    List<Integer> each() {
      var each = Stream.<Integer>builder();
      vec.forEachInt(each::add);
      return each.build().toList();
    }

    @Override
    int indexOf(Integer value) {
      return vec.indexOf(value.intValue());
    }

    @Override
    int lastIndexOf(Integer value) {
      return vec.lastIndexOf(value.intValue());
    }

    @Override
    double sum() {
      return vec.sum();
    }

    @Override
    void add(Journal<Numbers> j, Integer value) {
      vec.add(j, value.intValue());
    }

    @Override
    void add(Journal<Numbers> j, int index, Integer value) {
      vec.add(j, index, value.intValue());
    }

    @Override
    void addAll(Journal<Numbers> j, List<Integer> values) {
      vec.addAll(j, array(values));
    }

    @Override
    void insertAll(Journal<Numbers> j, int index, List<Integer> values) {
      vec.insertAll(j, index, array(values));
    }

    @Override
    Integer set(Journal<Numbers> j, int index, Integer value) {
      return vec.set(j, index, value.intValue());
    }

    @Override
    Integer addTo(Journal<Numbers> j, int index, Integer delta) {
      return vec.addTo(j, index, delta);
    }

    @Override
    Integer plus(Integer one, Integer other) {
      return one + other;
    }

    @Override
    boolean remove(Journal<Numbers> j, Integer value) {
      return vec.remove(j, value.intValue());
    }

    @Override
    Integer removeAt(Journal<Numbers> j, int index) {
      return vec.removeIntAt(j, index);
    }

    @Override
    void fill(Journal<Numbers> j, Integer value) {
      vec.fill(j, value);
    }

    @Override
    void fill(Journal<Numbers> j, int from, int to, Integer value) {
      vec.fill(j, from, to, value);
    }

    @Override
    void increase(Journal<Numbers> j, Integer by) {
      vec.replaceAllInts(j, x -> x + by);
    }

    @Override
    void exchange(Journal<Numbers> j, int at) {
      PIntVec<Numbers> tail = vec.splitOff(j, at);
      tail.append(j, vec);
      vec.append(j, tail);
    }
  }

  static final class OfDouble extends PrimitiveTwin<Double, PDoubleVec<Numbers>> {
    OfDouble(PDoubleVec<Numbers> vec) {
      super(vec);
    }

    private static double[] array(List<Double> values) {
      return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Override
    Double random(Random random) {
      return random.nextInt(4) == 0
          ? Double.longBitsToDouble(random.nextLong())
          : random.nextInt(-2, 9) / 2.0 * -1;
    }

    @Override
    Double get(int index) {
      return vec.getDouble(index);
    }

    @Override
    List<Double> array() {
      return Arrays.stream(vec.toDoubleArray()).boxed().toList();
    }

    @Override
    List<Double> array(int from, int to) {
      return Arrays.stream(vec.toDoubleArray(from, to)).boxed().toList();
    }

    @Override
    List<Double> stream() {
      return vec.doubleStream().parallel().boxed().toList();
    }

    @Override
    List<Double> each() {
      var each = Stream.<Double>builder();
      vec.forEachDouble(each::add);
      return each.build().toList();
    }

    @Override
    int indexOf(Double value) {
      return vec.indexOf(value.doubleValue());
    }

    @Override
    int lastIndexOf(Double value) {
      return vec.lastIndexOf(value.doubleValue());
    }

    @Override
    double sum() {
      return vec.sum();
    }

    @Override
    void add(Journal<Numbers> j, Double value) {
      vec.add(j, value.doubleValue());
    }

    @Override
    void add(Journal<Numbers> j, int index, Double value) {
      vec.add(j, index, value.doubleValue());
    }

    @Override
    void addAll(Journal<Numbers> j, List<Double> values) {
      vec.addAll(j, array(values));
    }

    @Override
    void insertAll(Journal<Numbers> j, int index, List<Double> values) {
      vec.insertAll(j, index, array(values));
    }

    @Override
    Double set(Journal<Numbers> j, int index, Double value) {
      return vec.set(j, index, value.doubleValue());
    }

    @Override
    Double addTo(Journal<Numbers> j, int index, Double delta) {
      return vec.addTo(j, index, delta);
    }

    @Override
    Double plus(Double one, Double other) {
      return one + other;
    }

    @Override
    boolean remove(Journal<Numbers> j, Double value) {
      return vec.remove(j, value.doubleValue());
    }

    @Override
    Double removeAt(Journal<Numbers> j, int index) {
      return vec.removeDoubleAt(j, index);
    }

    @Override
    void fill(Journal<Numbers> j, Double value) {
      vec.fill(j, value);
    }

    @Override
    void fill(Journal<Numbers> j, int from, int to, Double value) {
      vec.fill(j, from, to, value);
    }

    @Override
    void increase(Journal<Numbers> j, Double by) {
      vec.replaceAllDoubles(j, x -> x + by);
    }

    @Override
    void exchange(Journal<Numbers> j, int at) {
      PDoubleVec<Numbers> tail = vec.splitOff(j, at);
      tail.append(j, vec);
      vec.append(j, tail);
    }
  }
}
