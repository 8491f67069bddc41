package dev.emery.collections.hash;

import dev.emery.transaction.Journal;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A linked hash map as seen from one of its ends: what its own methods and those of its reversed
 * views mean by first and last.
 *
 * @param entries the map
 * @param start the end that is its first
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public record Directed<K, V>(LinkedEntries<K, V> entries, End start) implements Traversal<K, V> {

  /** The map as seen from the other end. */
  public Directed<K, V> reversed() {
    return new Directed<>(entries, start.opposite());
  }

  private End end(End asSeen) {
    return start == End.FIRST ? asSeen : asSeen.opposite();
  }

  @Override
  public Object[] toArray(Projection<K, V, ?> projection) {
    Object[] array = entries.toArray(projection);
    if (start == End.LAST) {
      Collections.reverse(Arrays.asList(array));
    }
    return array;
  }

  @Override
  public Cursor<K, V> cursor() {
    return entries.cursor(start);
  }

  @Override
  public int characteristics() {
    return entries.characteristics();
  }

  /**
   * What a side shows of the entry at an end.
   *
   * @throws NoSuchElementException if the map is empty
   */
  public <T> T at(End end, Side<K, V, T> side) {
    T shown = entries.at(end(end), side);
    if (shown == null) {
      throw new NoSuchElementException("map is empty");
    }
    return shown;
  }

  /** The entry at an end as it is now, or null in an empty map. */
  public Map.@Nullable Entry<K, V> entry(End end) {
    return entries.at(end(end), new Side.Whole<>(entries, null));
  }

  /** Removes the entry at an end, and returns it; null in an empty map. */
  public Map.@Nullable Entry<K, V> poll(Journal<?> j, End end) {
    entries.lock(j);
    Map.Entry<K, V> entry = entry(end);
    if (entry != null) {
      entries.remove(j, entry.getKey());
    }
    return entry;
  }

  /** Puts an entry, moves it to an end, and returns the value before, or null. */
  public @Nullable V putAt(Journal<?> j, K key, V value, End end) {
    return entries.putAt(j, key, value, end(end));
  }
}
