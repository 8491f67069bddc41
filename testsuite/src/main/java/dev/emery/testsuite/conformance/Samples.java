package dev.emery.testsuite.conformance;

import com.google.common.collect.testing.Helpers;
import com.google.common.collect.testing.SampleElements;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The elements that the suites put into a collection and look for: five, and for sorted collections
 * two below and two above all five.
 *
 * @param five different elements, not in their order
 * @param below two elements in their order
 * @param above two elements in their order
 * @param order how a sorted collection orders them
 * @param array makes an array for them
 * @param <E> the type of the elements
 */
public record Samples<E>(
    List<E> five,
    List<E> below,
    List<E> above,
    Comparator<? super E> order,
    IntFunction<E[]> array) {

  /** Checks the numbers, and that the order says what they say. */
  public Samples {
    if (five.size() != 5 || below.size() != 2 || above.size() != 2) {
      throw new IllegalArgumentException(
          "five samples, two below and two above are needed, five=%s, below=%s, above=%s"
              .formatted(five, below, above));
    }
  }

  /** Texts, some of them too long for a slot. */
  public static Samples<String> texts() {
    return new Samples<>(
        List.of("b", "a", "c, which is too long to be stored in its slot", "d", "e"),
        List.of("!! a", "!! b"),
        List.of("~~ a", "~~ b"),
        Comparator.<String>naturalOrder(),
        String[]::new);
  }

  /** Numbers, among them negative ones. */
  public static Samples<Long> longs() {
    return new Samples<>(
        List.of(2L, -1L, 3L, 4_000_000_000L, 5_000_000_000L),
        List.of(Long.MIN_VALUE, -2L),
        List.of(5_000_000_001L, Long.MAX_VALUE),
        Comparator.<Long>naturalOrder(),
        Long[]::new);
  }

  /** Small numbers. */
  public static Samples<Integer> ints() {
    return new Samples<>(
        List.of(2, -1, 3, 400_000, 500_000),
        List.of(Integer.MIN_VALUE, -2),
        List.of(500_001, Integer.MAX_VALUE),
        Comparator.<Integer>naturalOrder(),
        Integer[]::new);
  }

  /** Fractions. */
  public static Samples<Double> doubles() {
    return new Samples<>(
        List.of(2.5, -0.0, 3.0, 4e100, Double.POSITIVE_INFINITY),
        List.of(Double.NEGATIVE_INFINITY, -1.0),
        List.of(Double.NaN, Double.NaN),
        Comparator.<Double>naturalOrder(),
        Double[]::new);
  }

  /** Entries of these keys and values, in the order of the keys. */
  static <K, V> Samples<Map.Entry<K, V>> entries(Samples<K> keys, Samples<V> values) {
    return new Samples<>(
        List.of(
            entry(keys, values, 0),
            entry(keys, values, 1),
            entry(keys, values, 2),
            entry(keys, values, 3),
            entry(keys, values, 4)),
        List.of(
            Helpers.mapEntry(keys.below.get(0), values.below.get(0)),
            Helpers.mapEntry(keys.below.get(1), values.below.get(1))),
        List.of(
            Helpers.mapEntry(keys.above.get(0), values.above.get(0)),
            Helpers.mapEntry(keys.above.get(1), values.above.get(1))),
        Comparator.comparing(Map.Entry::getKey, keys.order),
        Samples::entryArray);
  }

  private static <K, V> Map.Entry<K, V> entry(Samples<K> keys, Samples<V> values, int i) {
    return Helpers.mapEntry(keys.five.get(i), values.five.get(i));
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // there are no generic arrays
  private static <K, V> Map.Entry<K, V>[] entryArray(int length) {
    return new Map.Entry[length];
  }

  SampleElements<E> elements() {
    return new SampleElements<>(five.get(0), five.get(1), five.get(2), five.get(3), five.get(4));
  }
}
