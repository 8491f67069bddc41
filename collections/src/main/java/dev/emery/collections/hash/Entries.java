package dev.emery.collections.hash;

import dev.emery.TxScoped;
import dev.emery.collections.sequence.Located;
import dev.emery.collections.sequence.Swapped;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a handle of a hash map holds: the tie to its place and the entries, which are Java values
 * until it is placed. Views hold it too, and follow when it is placed or a rollback unties it.
 *
 * <p>Here arguments are checked, so that both doors, to read and to edit, refuse the same.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public sealed class Entries<K, V> implements Traversal<K, V> permits LinkedEntries, LongEntries {
  private final Anchor anchor;
  private MapContents<K, V> contents;
  volatile @Nullable Located located; // of any thread: its stamp says whether it holds

  /** Creates the body of a handle. */
  public Entries(Anchor anchor, MapContents<K, V> contents) {
    this.anchor = anchor;
    this.contents = contents;
  }

  final MapContents<K, V> contents() {
    return contents;
  }

  /** The tie to the place. */
  public final Anchor anchor() {
    return anchor;
  }

  /** Brings a prototype into its block; a rollback makes it a prototype again (E18). */
  @SuppressWarnings("emery.txin") // a rollback brings the prototype back
  public final void place(
      Memory m, Journal<?> j, long block, long container, PooledMap<K, V> pooled) {
    if (!(contents instanceof HeapMap<K, V> prototype)) {
      throw new IllegalStateException("map is placed already");
    }
    Memory.onRollback(
        j,
        () -> {
          contents = prototype;
          located = null;
        });
    anchor.place(m, j, block, container);
    contents = pooled;
    pooled.fill(m, j, block, prototype);
  }

  // ---- reads

  /** The number of entries, at most {@code Integer.MAX_VALUE}. */
  public final int size() {
    return (int) Math.min(Integer.MAX_VALUE, contents.size(anchor));
  }

  /** The value of {@code key}, or null. */
  public final @Nullable V get(Object key) {
    Objects.requireNonNull(key);
    V value = contents.get(this, key);
    if (value == null) {
      Swapped.check(key);
    }
    return value;
  }

  /** Whether {@code key} has a value. */
  public final boolean containsKey(Object key) {
    Swapped.refused(key);
    return contents.containsKey(anchor, key);
  }

  @Override
  public final Object[] toArray(Projection<K, V, ?> projection) {
    return contents.toArray(anchor, projection);
  }

  /** Hands every entry to {@code action}, as they are at one moment (E31). */
  public final void forEach(@TxScoped BiConsumer<? super K, ? super V> action) {
    Pairs.forEach(this, action);
  }

  @Override
  public final Cursor<K, V> cursor() {
    return contents.cursor(anchor);
  }

  @Override
  public int characteristics() {
    return 0;
  }

  /** Goes through the entries, weakly consistent: never fails, and keeps a few of them. */
  public final Iterator<Map.Entry<K, V>> walk() {
    return contents.walk(anchor);
  }

  /** Goes through the keys, weakly consistent. */
  public final Iterator<K> walkKeys() {
    Iterator<Map.Entry<K, V>> entries = walk();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return entries.hasNext();
      }

      @Override
      public K next() {
        return entries.next().getKey();
      }
    };
  }

  /** A copy of a value that outlives the transaction that removed it. */
  public final V detached(V value) {
    return contents.detached(value);
  }

  // ---- changes

  /** Locks the map for changes, so that a look before them needs no second lock. */
  public final Entries<K, V> lock(Journal<?> j) {
    contents.lock(anchor, j);
    return this;
  }

  /** Puts an entry, and returns the value before, or null. */
  public final @Nullable V put(Journal<?> j, K key, V value) {
    Objects.requireNonNull(key);
    Objects.requireNonNull(value);
    return contents.put(anchor, j, key, value);
  }

  /** Puts every entry of {@code entries}; null in them is found before the first is put. */
  public final void putAll(Journal<?> j, Map<? extends K, ? extends V> entries) {
    HeapMap.<K, V>of(entries).forEach((key, value) -> contents.put(anchor, j, key, value));
  }

  /** Puts an entry where its key has none, and returns the value before, or null. */
  public final @Nullable V putIfAbsent(Journal<?> j, K key, V value) {
    Objects.requireNonNull(value);
    contents.lock(anchor, j);
    V old = get(key);
    return old == null ? contents.put(anchor, j, key, value) : old;
  }

  /** Removes an entry, and returns its value, or null. */
  public final @Nullable V remove(Journal<?> j, Object key) {
    Swapped.refused(key);
    return contents.remove(anchor, j, key);
  }

  /** Removes an entry with this value; true where it was there. */
  public final boolean remove(Journal<?> j, Object key, Object value) {
    Swapped.refused(value);
    contents.lock(anchor, j);
    boolean equal = value.equals(get(key));
    if (equal) {
      contents.remove(anchor, j, key);
    }
    return equal;
  }

  /** Replaces a value where there is one, and returns that, or null. */
  public final @Nullable V replace(Journal<?> j, K key, V value) {
    Objects.requireNonNull(value);
    contents.lock(anchor, j);
    return containsKey(key) ? contents.put(anchor, j, key, value) : null;
  }

  /** Replaces a value that equals {@code old}; true where it did. */
  public final boolean replace(Journal<?> j, K key, V old, V value) {
    Objects.requireNonNull(old);
    Objects.requireNonNull(value);
    contents.lock(anchor, j);
    boolean equal = old.equals(get(key));
    if (equal) {
      contents.put(anchor, j, key, value);
    }
    return equal;
  }

  /** See {@code Map.computeIfAbsent}. */
  public final @Nullable V computeIfAbsent(
      Journal<?> j, K key, @TxScoped Function<? super K, ? extends @Nullable V> mapping) {
    Objects.requireNonNull(mapping);
    contents.lock(anchor, j);
    V old = get(key);
    if (old != null) {
      return old;
    }
    int before = contents.modCount(anchor);
    V value = mapping.apply(key);
    if (contents.modCount(anchor) != before) {
      throw new ConcurrentModificationException();
    }
    if (value != null) {
      contents.put(anchor, j, key, value);
    }
    return value;
  }

  /** See {@code Map.computeIfPresent}. */
  public final @Nullable V computeIfPresent(
      Journal<?> j,
      K key,
      @TxScoped BiFunction<? super K, ? super V, ? extends @Nullable V> remapping) {
    Objects.requireNonNull(remapping);
    return compute(j, key, (k, old) -> old == null ? null : remapping.apply(k, old));
  }

  /** See {@code Map.compute}. */
  public final @Nullable V compute(
      Journal<?> j,
      K key,
      @TxScoped BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> remapping) {
    Objects.requireNonNull(key);
    Objects.requireNonNull(remapping);
    return contents.compute(anchor, j, key, remapping);
  }

  /** See {@code Map.merge}. */
  public final @Nullable V merge(
      Journal<?> j,
      K key,
      V value,
      @TxScoped BiFunction<? super V, ? super V, ? extends @Nullable V> remapping) {
    Objects.requireNonNull(value);
    Objects.requireNonNull(remapping);
    return compute(j, key, (_, old) -> old == null ? value : remapping.apply(old, value));
  }

  /** Replaces each value by what {@code function} makes of its key and it. */
  public final void replaceAll(
      Journal<?> j, @TxScoped BiFunction<? super K, ? super V, ? extends V> function) {
    replaceAll(j, this, function);
  }

  /** Replaces each value by what {@code function} makes of its key and it, in this order. */
  @SuppressWarnings("ReferenceEquality") // the same object again says that nothing is to be stored
  public final void replaceAll(
      Journal<?> j,
      Traversal<K, V> order,
      @TxScoped BiFunction<? super K, ? super V, ? extends V> function) {
    contents.lock(anchor, j);
    int before = contents.modCount(anchor);
    Object[] pairs = order.toArray(new Pairs<>());
    Object[] values = new Object[pairs.length];
    for (int i = 0; i < pairs.length; i++) {
      Pairs.Pair<K, V> pair = Pairs.cast(pairs[i]);
      values[i] = Objects.requireNonNull(function.apply(pair.key(), pair.value()));
    }
    if (contents.modCount(anchor) != before) {
      throw new ConcurrentModificationException();
    }
    for (int i = 0; i < pairs.length; i++) {
      Pairs.Pair<K, V> pair = Pairs.cast(pairs[i]);
      if (values[i] != pair.value()) {
        contents.put(anchor, j, pair.key(), Pairs.cast(values[i]));
      }
    }
  }

  /** Removes what {@code filter} accepts; it sees all entries before the first is removed. */
  public final boolean removeIf(Journal<?> j, @TxScoped BiPredicate<? super K, ? super V> filter) {
    return removeIf(j, this, filter);
  }

  /**
   * Removes what {@code filter} accepts; it sees all entries, in this order, before the first is
   * removed.
   */
  public final boolean removeIf(
      Journal<?> j, Traversal<K, V> order, @TxScoped BiPredicate<? super K, ? super V> filter) {
    contents.lock(anchor, j);
    int before = contents.modCount(anchor);
    Object[] pairs = order.toArray(new Pairs<>());
    int accepted = 0;
    for (Object each : pairs) {
      Pairs.Pair<K, V> pair = Pairs.cast(each);
      if (filter.test(pair.key(), pair.value())) {
        pairs[accepted++] = pair;
      }
    }
    if (contents.modCount(anchor) != before) {
      throw new ConcurrentModificationException();
    }
    for (int i = 0; i < accepted; i++) {
      contents.remove(anchor, j, Pairs.<Pairs.Pair<K, V>>cast(pairs[i]).key());
    }
    return accepted > 0;
  }

  /** Removes all entries. */
  public final void clear(Journal<?> j) {
    contents.clear(anchor, j);
  }
}
