package dev.emery.collections;

import com.google.errorprone.annotations.DoNotCall;
import org.jspecify.annotations.Nullable;

/**
 * A sorted map whose inherited mutators are closed: each throws and names the one that takes a
 * journal.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 * @param <P> the root record of the pool
 */
abstract class ClosedNavigableMap<K, V, P> extends ClosedMap<K, V, P>
    implements JournaledNavigableMap<K, V, P> {

  ClosedNavigableMap() {}

  /**
   * Always throws: the journal comes first, {@code pollFirstEntry(j)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use pollFirstEntry(j) inside a transaction, or edit(j)")
  @Override
  public final @Nullable Entry<K, V> pollFirstEntry() {
    throw new UnsupportedOperationException(
        "use pollFirstEntry(j) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code pollLastEntry(j)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use pollLastEntry(j) inside a transaction, or edit(j)")
  @Override
  public final @Nullable Entry<K, V> pollLastEntry() {
    throw new UnsupportedOperationException(
        "use pollLastEntry(j) inside a transaction, or edit(j)");
  }

  /**
   * Always throws, as in {@link java.util.TreeMap}: the order decides on the place.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("the order decides on the place")
  @Override
  public final @Nullable V putFirst(K key, V value) {
    throw new UnsupportedOperationException("the order decides on the place");
  }

  /**
   * Always throws, as in {@link java.util.TreeMap}: the order decides on the place.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("the order decides on the place")
  @Override
  public final @Nullable V putLast(K key, V value) {
    throw new UnsupportedOperationException("the order decides on the place");
  }
}
