package dev.emery.collections;

import dev.emery.collections.tree.Order;
import dev.emery.collections.tree.Span;
import dev.emery.collections.tree.TreeBody;
import dev.emery.schema.Kind;
import dev.emery.schema.Persistent;
import dev.emery.transaction.Journal;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;

/**
 * A sorted map in a pool: an ordinary {@link NavigableMap} to read, changed only with the {@link
 * Journal} of a transaction.
 *
 * <p>{@code new PTreeMap<>()} and {@code PTreeMap.of(map)} make a prototype, whose entries are Java
 * values until it is stored. A prototype is read and changed in the same way, and a rollback undoes
 * that too.
 *
 * {@snippet :
 * record Prices(PTreeMap<LocalDay, Long, Prices> closing) {}
 * record LocalDay(int year, int day) implements Comparable<LocalDay> {
 *   public int compareTo(LocalDay o) { return year != o.year ? year - o.year : day - o.day; }
 * }
 *
 * pool.transaction(j -> prices.closing().put(j, today, 10_125L));
 * IO.println(prices.closing().floorEntry(yesterday));
 * pool.transaction(j -> prices.closing().headMap(lastYear).clear(j)); // views are live
 * }
 *
 * <p>Keys are values, never entities, and in their natural order: strings as {@link
 * String#compareTo} has it, enums in the order of their constants, records by their {@code
 * compareTo}. What that finds to be the same is one key. Another order has a name, {@link
 * #orderedBy}. Numbers, strings and enums are compared in place; other keys are loaded to be
 * compared, which locks the map shared for that long.
 *
 * <p>Looking up, putting and removing take O(log n) comparisons, and the first or last entry is as
 * near as any other. A put divides at most one node a level, so it never does more than that.
 * {@code size} of a part of a map takes time in proportion to it. Bulk reads ({@code forEach},
 * {@code equals}, the views' {@code toArray} and {@code stream}) copy the entries at one moment and
 * so see one state; iterators fail fast. Entries that a view shows are as they were when they were
 * read.
 *
 * <p>Any thread may read. Outside a transaction reads see committed entries only. Records among the
 * values are constructed at every read.
 *
 * @param <K> the type of the keys: persistent-safe values, and never null
 * @param <V> the type of the values: persistent-safe, and never null
 * @param <P> the root record of the pool
 */
@Persistent({Kind.Role.ORDERED_KEY, Kind.Role.VALUE})
public final class PTreeMap<K, V, P> extends NavigableMapView<K, V, P> {

  /** Creates an empty prototype, in the natural order of its keys. */
  public PTreeMap() {
    this(TreeBody.prototype(Order.natural()));
  }

  PTreeMap(TreeBody<K, V> body) {
    super(Span.all(body));
  }

  /**
   * Creates a prototype with the entries of {@code map}, in the natural order of the keys whatever
   * the order of {@code map}.
   */
  public static <K, V, P> PTreeMap<K, V, P> of(Map<? extends K, ? extends V> map) {
    PTreeMap<K, V, P> prototype = new PTreeMap<>();
    prototype.addAll(map);
    return prototype;
  }

  /**
   * Creates an empty prototype in the order of a comparator. The map stores its name; it can be
   * stored only in a pool that was opened with the same comparator under this name, {@link
   * dev.emery.pool.PoolOptions#comparator}, and from then on the pool can be opened only with one.
   * The name stands for the order: with another comparator that orders otherwise nothing is found,
   * and with one of other keys each comparison is a {@link dev.emery.WrongTypeException}.
   */
  public static <K, V, P> PTreeMap<K, V, P> orderedBy(
      String name, Comparator<? super K> comparator) {
    return new PTreeMap<>(
        TreeBody.prototype(
            Order.of(Objects.requireNonNull(name), Objects.requireNonNull(comparator))));
  }

  /**
   * Creates a prototype with the entries of {@code map} in the order of a comparator, as {@link
   * #orderedBy(String, Comparator)} does.
   */
  public static <K, V, P> PTreeMap<K, V, P> orderedBy(
      String name, Comparator<? super K> comparator, Map<? extends K, ? extends V> map) {
    PTreeMap<K, V, P> prototype = orderedBy(name, comparator);
    prototype.addAll(map);
    return prototype;
  }

  /** Adds entries to a prototype that nobody else knows yet. */
  void addAll(Map<? extends K, ? extends V> map) {
    map.forEach((key, value) ->
        body().addFirst(Objects.requireNonNull(key), Objects.requireNonNull(value)));
  }

  TreeBody<K, V> body() {
    return span().body();
  }

  /**
   * The bytes that this map takes of its pool, with everything that it owns: all blocks with their
   * headers and what sizes are rounded up by; 0 while it is a prototype. Locks what it looks at
   * shared, to the end of the body that this thread is in, or of the call. Time O(n).
   */
  public long footprint() {
    return body().anchor().footprint();
  }
}
