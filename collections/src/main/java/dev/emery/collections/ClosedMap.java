package dev.emery.collections;

import com.google.errorprone.annotations.DoNotCall;
import dev.emery.collections.sequence.Swapped;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A map whose inherited mutators are closed: each throws and names the one that takes a journal.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 * @param <P> the root record of the pool
 */
abstract class ClosedMap<K, V, P> implements JournaledMap<K, V, P> {
  /*
   * Deprecated for removal, although nothing is going to be removed: javac then warns at a line
   * that calls one without any option, and Error Prone makes it an error. A type to read cannot
   * hide what java.util has.
   */
  ClosedMap() {}

  /**
   * Always throws: the journal comes first, {@code put(j, key, value)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use put(j, key, value) inside a transaction, or edit(j)")
  @Override
  public final @Nullable V put(K key, V value) {
    throw new UnsupportedOperationException(
        "use put(j, key, value) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code putAll(j, entries)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use putAll(j, entries) inside a transaction, or edit(j)")
  @Override
  public final void putAll(Map<? extends K, ? extends V> entries) {
    throw new UnsupportedOperationException(
        "use putAll(j, entries) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code putIfAbsent(j, key, value)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use putIfAbsent(j, key, value) inside a transaction, or edit(j)")
  @Override
  public final @Nullable V putIfAbsent(K key, V value) {
    throw new UnsupportedOperationException(
        "use putIfAbsent(j, key, value) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code remove(j, key)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use remove(j, key) inside a transaction, or edit(j)")
  @Override
  public final @Nullable V remove(@Nullable Object key) {
    Swapped.check(key);
    throw new UnsupportedOperationException("use remove(j, key) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code remove(j, key, value)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use remove(j, key, value) inside a transaction, or edit(j)")
  @Override
  public final boolean remove(@Nullable Object key, @Nullable Object value) {
    Swapped.refusedFirst(key);
    Swapped.check(value);
    throw new UnsupportedOperationException(
        "use remove(j, key, value) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code replace(j, key, value)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use replace(j, key, value) inside a transaction, or edit(j)")
  @Override
  public final @Nullable V replace(K key, V value) {
    throw new UnsupportedOperationException(
        "use replace(j, key, value) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code replace(j, key, old, value)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use replace(j, key, old, value) inside a transaction, or edit(j)")
  @Override
  public final boolean replace(K key, V old, V value) {
    throw new UnsupportedOperationException(
        "use replace(j, key, old, value) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code computeIfAbsent(j, key, mapping)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use computeIfAbsent(j, key, mapping) inside a transaction, or edit(j)")
  @Override
  public final @Nullable V computeIfAbsent(
      K key, Function<? super K, ? extends @Nullable V> mapping) {
    throw new UnsupportedOperationException(
        "use computeIfAbsent(j, key, mapping) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code computeIfPresent(j, key, remapping)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use computeIfPresent(j, key, remapping) inside a transaction, or edit(j)")
  @Override
  public final @Nullable V computeIfPresent(
      K key, BiFunction<? super K, ? super V, ? extends @Nullable V> remapping) {
    throw new UnsupportedOperationException(
        "use computeIfPresent(j, key, remapping) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code compute(j, key, remapping)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use compute(j, key, remapping) inside a transaction, or edit(j)")
  @Override
  public final @Nullable V compute(
      K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> remapping) {
    throw new UnsupportedOperationException(
        "use compute(j, key, remapping) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code merge(j, key, value, remapping)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use merge(j, key, value, remapping) inside a transaction, or edit(j)")
  @Override
  public final @Nullable V merge(
      K key, V value, BiFunction<? super V, ? super V, ? extends @Nullable V> remapping) {
    throw new UnsupportedOperationException(
        "use merge(j, key, value, remapping) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code replaceAll(j, function)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use replaceAll(j, function) inside a transaction, or edit(j)")
  @Override
  public final void replaceAll(BiFunction<? super K, ? super V, ? extends V> function) {
    throw new UnsupportedOperationException(
        "use replaceAll(j, function) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code clear(j)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use clear(j) inside a transaction, or edit(j)")
  @Override
  public final void clear() {
    throw new UnsupportedOperationException("use clear(j) inside a transaction, or edit(j)");
  }
}
