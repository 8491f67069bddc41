package dev.emery.collections.hash;

import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import java.util.Objects;
import java.util.Spliterator;
import org.jspecify.annotations.Nullable;

/**
 * What a handle of a linked hash map holds.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class LinkedEntries<K, V> extends Entries<K, V> {

  /** Creates the body of a handle. */
  public LinkedEntries(Anchor anchor, LinkedContents<K, V> contents) {
    super(anchor, contents);
  }

  private LinkedContents<K, V> linked() {
    if (contents() instanceof LinkedContents<K, V> linked) {
      return linked;
    }
    throw new IllegalStateException("contents without an order");
  }

  /** The entries as seen from one end. */
  public Directed<K, V> from(End start) {
    return new Directed<>(this, start);
  }

  @Override
  public int characteristics() {
    return Spliterator.ORDERED;
  }

  /** What {@code projection} makes of the entry at an end; null where there is none. */
  <T> @Nullable T at(End end, Projection<K, V, T> projection) {
    return linked().at(anchor(), end, projection);
  }

  Cursor<K, V> cursor(End start) {
    return linked().cursor(anchor(), start);
  }

  /** Puts an entry, moves it to an end, and returns the value before, or null. */
  @Nullable V putAt(Journal<?> j, K key, V value, End end) {
    Objects.requireNonNull(key);
    Objects.requireNonNull(value);
    return linked().putAt(anchor(), j, key, value, end);
  }
}
