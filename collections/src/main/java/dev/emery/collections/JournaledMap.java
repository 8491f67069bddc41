package dev.emery.collections;

import dev.emery.TxScoped;
import dev.emery.schema.Kind;
import dev.emery.schema.Persistent;
import dev.emery.transaction.Journal;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A map in a pool: an ordinary {@link Map} to read, changed only with the {@link Journal} of a
 * transaction. Every change takes the journal first; the mutators inherited from {@link Map} throw
 * {@link UnsupportedOperationException} and name the right one.
 *
 * <p>Null is neither a key nor a value, and is not asked for: {@code get(null)} throws {@link
 * NullPointerException}, as in {@link Map#of()}.
 *
 * <p>Functions that a method calls see the map as it was before, and must not change it: {@link
 * java.util.ConcurrentModificationException}.
 *
 * <p>Every method that takes a journal throws {@link dev.emery.JournalEndedException}, {@link
 * dev.emery.WrongThreadException} or {@link dev.emery.WrongPoolException} where the journal cannot
 * be used here, and {@link dev.emery.StaleReferenceException} where the map was dropped.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 * @param <P> the root record of the pool
 */
@Persistent({Kind.Role.KEY, Kind.Role.VALUE})
public interface JournaledMap<K, V, P> extends Map<K, V> {

  /**
   * This map as a complete mutable one, for as long as the transaction is open. Code that knows
   * nothing of transactions changes it through this view, all or nothing.
   */
  Map<K, V> edit(Journal<P> j);

  /**
   * This map as an ordinary mutable one, whose every call is a transaction of its own: {@code
   * pool.compute} with the durability that the pool was opened with, or part of the transaction
   * that the thread is in. Each call is atomic, {@code compute}, {@code merge}, {@code replaceAll}
   * and the bulk ones too; of several calls each may succeed without the others.
   *
   * {@snippet :
   * ConcurrentMap<String, Long> words = index.words().autoCommit();
   * words.merge("corundum", 1L, Long::sum); // on disk when it returns
   * }
   *
   * <p>May be used from any thread. Functions that a call is given run inside of its transaction
   * while the map is locked, and again after a conflict, so they should change nothing else. What
   * {@code put}, {@code replace} and {@code remove} take out of the map they return as a copy that
   * is in no pool, where it is an entity or a collection; what stays in the map is returned as it
   * is.
   *
   * <p>Iterators of {@code keySet()}, {@code values()} and {@code entrySet()} are weakly
   * consistent: they never throw {@link java.util.ConcurrentModificationException}, show what is
   * there all the time exactly once, and {@code remove} and {@code Entry.setValue} are transactions
   * of their own. Bulk reads and streams see one state.
   *
   * <p>Changes throw {@link IllegalStateException} inside {@code pool.read} and inside a
   * transaction of another pool.
   *
   * @throws IllegalStateException if this map is a prototype, since it is in no pool
   */
  ConcurrentMap<K, V> autoCommit();

  @Override
  JournaledSet<K, P> keySet();

  @Override
  JournaledCollection<V, P> values();

  @Override
  JournaledSet<Entry<K, V>, P> entrySet();

  /** Maps {@code key} to {@code value}, and returns the value before, or null. */
  default @Nullable V put(Journal<P> j, K key, V value) {
    return edit(j).put(key, value);
  }

  /** Puts every entry of {@code entries}. */
  default void putAll(Journal<P> j, Map<? extends K, ? extends V> entries) {
    edit(j).putAll(entries);
  }

  /** Maps {@code key} to {@code value} where it has none, and returns the value before, or null. */
  default @Nullable V putIfAbsent(Journal<P> j, K key, V value) {
    return edit(j).putIfAbsent(key, value);
  }

  /** Removes the entry of {@code key}, and returns its value, or null where there is none. */
  default @Nullable V remove(Journal<P> j, Object key) {
    return edit(j).remove(key);
  }

  /** Removes the entry of {@code key} where its value equals {@code value}; true where it did. */
  default boolean remove(Journal<P> j, Object key, Object value) {
    return edit(j).remove(key, value);
  }

  /** Replaces the value of {@code key} where it has one, and returns that, or null. */
  default @Nullable V replace(Journal<P> j, K key, V value) {
    return edit(j).replace(key, value);
  }

  /** Replaces the value of {@code key} where it equals {@code old}; true where it did. */
  default boolean replace(Journal<P> j, K key, V old, V value) {
    return edit(j).replace(key, old, value);
  }

  /**
   * The value of {@code key}; where it has none, what {@code mapping} gives is put first, unless it
   * is null.
   */
  default @Nullable V computeIfAbsent(
      Journal<P> j, K key, @TxScoped Function<? super K, ? extends @Nullable V> mapping) {
    return edit(j).computeIfAbsent(key, mapping);
  }

  /** Replaces the value of {@code key} where it has one; null removes the entry. */
  default @Nullable V computeIfPresent(
      Journal<P> j,
      K key,
      @TxScoped BiFunction<? super K, ? super V, ? extends @Nullable V> remapping) {
    return edit(j).computeIfPresent(key, remapping);
  }

  /** Replaces the value of {@code key}, null where there is none; null removes the entry. */
  default @Nullable V compute(
      Journal<P> j,
      K key,
      @TxScoped BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> remapping) {
    return edit(j).compute(key, remapping);
  }

  /**
   * Maps {@code key} to {@code value} where it has none, else to what {@code remapping} makes of
   * the value before and {@code value}; null removes the entry. Returns the value after.
   */
  default @Nullable V merge(
      Journal<P> j,
      K key,
      V value,
      @TxScoped BiFunction<? super V, ? super V, ? extends @Nullable V> remapping) {
    return edit(j).merge(key, value, remapping);
  }

  /** Replaces each value by what {@code function} makes of its key and it. */
  default void replaceAll(
      Journal<P> j, @TxScoped BiFunction<? super K, ? super V, ? extends V> function) {
    edit(j).replaceAll(function);
  }

  /**
   * Removes every entry that {@code filter} accepts; true where there was one. The filter sees all
   * entries before the first is removed.
   */
  default boolean removeIf(Journal<P> j, @TxScoped BiPredicate<? super K, ? super V> filter) {
    return edit(j).entrySet().removeIf(entry -> filter.test(entry.getKey(), entry.getValue()));
  }

  /** Removes all entries. */
  default void clear(Journal<P> j) {
    edit(j).clear();
  }
}
