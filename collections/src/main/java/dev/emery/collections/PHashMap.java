package dev.emery.collections;

import dev.emery.collections.auto.AutoMap;
import dev.emery.collections.auto.Door;
import dev.emery.collections.hash.Entries;
import dev.emery.collections.hash.HeapMap;
import dev.emery.collections.hash.MapEdit;
import dev.emery.collections.hash.Side;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A hash map in a pool: an ordinary {@link Map} to read, changed only with the {@link Journal} of a
 * transaction.
 *
 * <p>{@code new PHashMap<>()} and {@code PHashMap.of(map)} make a prototype, whose entries are Java
 * values until it is stored. A prototype is read and changed in the same way, and a rollback undoes
 * that too.
 *
 * {@snippet :
 * record Index(PHashMap<String, Long, Index> words) {}
 *
 * pool.transaction(j -> {
 *   for (String word : line.split(" ")) {
 *     index.words().merge(j, word, 1L, Long::sum);
 *   }
 * });
 * IO.println(index.words().getOrDefault("corundum", 0L));
 * }
 *
 * <p>Keys are values, never entities, and are equal if their encodings are: as {@link
 * Object#equals} says for boxes, strings, enums and records without an {@code equals} of their own.
 * They are compared and hashed in place. The order of iteration is not defined.
 *
 * <p>Looking up, putting and removing take O(1) on average. The map grows and shrinks by a segment
 * of some dozen entries at a time, so no single put or remove does more. Bulk reads ({@code
 * forEach}, {@code equals}, the views' {@code toArray} and {@code stream}) copy the entries at one
 * moment and so see one state; iterators fail fast. Entries that a view shows are as they were when
 * they were read.
 *
 * <p>Any thread may read. Outside a transaction reads see committed entries only. Records among the
 * values are constructed at every read.
 *
 * @param <K> the type of the keys: persistent-safe values, and never null
 * @param <V> the type of the values: persistent-safe, and never null
 * @param <P> the root record of the pool
 */
public final class PHashMap<K, V, P> extends ClosedMap<K, V, P> {
  private final Entries<K, V> entries;

  /** Creates an empty prototype. */
  public PHashMap() {
    this(new Entries<>(new Anchor(), new HeapMap<>(new LinkedHashMap<>())));
  }

  PHashMap(Entries<K, V> entries) {
    this.entries = entries;
  }

  /** Creates a prototype with the entries of {@code map}. */
  public static <K, V, P> PHashMap<K, V, P> of(Map<? extends K, ? extends V> map) {
    return new PHashMap<>(new Entries<>(new Anchor(), HeapMap.of(map)));
  }

  Entries<K, V> entries() {
    return entries;
  }

  /** This map as a complete mutable one, for as long as the transaction is open. */
  @Override
  public Map<K, V> edit(Journal<P> j) {
    return new MapEdit<>(entries, j);
  }

  @Override
  public ConcurrentMap<K, V> autoCommit() {
    Door<Map<K, V>> door = Door.of(entries.anchor(), this, this::edit);
    return new AutoMap<>(door, entries::detached, entries::walk);
  }

  // ---- reads

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public boolean isEmpty() {
    return entries.size() == 0;
  }

  @Override
  public @Nullable V get(Object key) {
    return entries.get(key);
  }

  @Override
  public V getOrDefault(Object key, V other) {
    V value = entries.get(key);
    return value == null ? other : value;
  }

  @Override
  public boolean containsKey(Object key) {
    return entries.containsKey(key);
  }

  /** Whether a value equals {@code value}. Time O(n). */
  @Override
  public boolean containsValue(Object value) {
    return new Side.Values<>(entries).contains(value);
  }

  @Override
  public void forEach(BiConsumer<? super K, ? super V> action) {
    entries.forEach(action);
  }

  @Override
  public JournaledSet<K, P> keySet() {
    return new MapSet<>(
        new Side.Keys<>(entries), j -> edit(j).keySet(), () -> autoCommit().keySet());
  }

  @Override
  public JournaledCollection<V, P> values() {
    return new MapValues<>(
        new Side.Values<>(entries), j -> edit(j).values(), () -> autoCommit().values());
  }

  @Override
  public JournaledSet<Entry<K, V>, P> entrySet() {
    return new MapSet<>(
        new Side.Whole<>(entries, null), j -> edit(j).entrySet(), () -> autoCommit().entrySet());
  }

  @Override
  public boolean equals(@Nullable Object o) {
    if (o == this) {
      return true;
    }
    if (!(o instanceof Map<?, ?> other)) {
      return false;
    }
    Object[] mine = entrySet().toArray();
    return other.size() == mine.length && Arrays.stream(mine).allMatch(each -> isIn(other, each));
  }

  private static boolean isIn(Map<?, ?> other, Object entry) {
    Entry<?, ?> mine = (Entry<?, ?>) entry;
    try {
      return mine.getValue().equals(other.get(mine.getKey()));
    } catch (ClassCastException | NullPointerException e) {
      return false; // a map of another type, which cannot even be asked
    }
  }

  @Override
  public int hashCode() {
    return Arrays.stream(entrySet().toArray()).mapToInt(Object::hashCode).sum();
  }

  /** The entries in braces, of a large map the first 1,000 that come. */
  @Override
  public String toString() {
    String shown = Shown.of(entrySet().toArray());
    return "{" + shown.substring(1, shown.length() - 1) + "}";
  }

  /**
   * The bytes that this map takes of its pool, with everything that it owns: all blocks with their
   * headers and what sizes are rounded up by; 0 while it is a prototype. Locks what it looks at
   * shared, to the end of the body that this thread is in, or of the call. Time O(n).
   */
  public long footprint() {
    return entries.anchor().footprint();
  }

  // ---- changes

  @Override
  public @Nullable V put(Journal<P> j, K key, V value) {
    return entries.put(j, key, value);
  }

  @Override
  public void putAll(Journal<P> j, Map<? extends K, ? extends V> other) {
    entries.putAll(j, other);
  }

  @Override
  public @Nullable V putIfAbsent(Journal<P> j, K key, V value) {
    return entries.putIfAbsent(j, key, value);
  }

  @Override
  public @Nullable V remove(Journal<P> j, Object key) {
    return entries.remove(j, key);
  }

  @Override
  public boolean remove(Journal<P> j, Object key, Object value) {
    return entries.remove(j, key, value);
  }

  @Override
  public @Nullable V replace(Journal<P> j, K key, V value) {
    return entries.replace(j, key, value);
  }

  @Override
  public boolean replace(Journal<P> j, K key, V old, V value) {
    return entries.replace(j, key, old, value);
  }

  @Override
  public @Nullable V computeIfAbsent(
      Journal<P> j, K key, Function<? super K, ? extends @Nullable V> mapping) {
    return entries.computeIfAbsent(j, key, mapping);
  }

  @Override
  public @Nullable V computeIfPresent(
      Journal<P> j, K key, BiFunction<? super K, ? super V, ? extends @Nullable V> remapping) {
    return entries.computeIfPresent(j, key, remapping);
  }

  @Override
  public @Nullable V compute(
      Journal<P> j,
      K key,
      BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> remapping) {
    return entries.compute(j, key, remapping);
  }

  @Override
  public @Nullable V merge(
      Journal<P> j,
      K key,
      V value,
      BiFunction<? super V, ? super V, ? extends @Nullable V> remapping) {
    return entries.merge(j, key, value, remapping);
  }

  @Override
  public void replaceAll(Journal<P> j, BiFunction<? super K, ? super V, ? extends V> function) {
    entries.replaceAll(j, function);
  }

  @Override
  public boolean removeIf(Journal<P> j, BiPredicate<? super K, ? super V> filter) {
    return entries.removeIf(j, filter);
  }

  @Override
  public void clear(Journal<P> j) {
    entries.clear(j);
  }
}
