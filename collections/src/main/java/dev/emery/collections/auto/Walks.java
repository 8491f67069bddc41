package dev.emery.collections.auto;

import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;

/**
 * Ways through a collection that others may change meanwhile: each shows every element that is
 * there all the time exactly once, and none twice.
 *
 * <p>Where an order that does not change says how to go on after a change, a few elements are kept.
 * Where a collection has none, such as the places of a list, its elements are copied.
 */
public final class Walks {
  private Walks() {}

  /** Through a copy of the elements. */
  @SuppressWarnings("unchecked") // what the collection holds
  public static <E> Iterator<E> copy(Collection<E> elements) {
    return (Iterator<E>) Arrays.asList(elements.toArray()).iterator();
  }

  @SuppressWarnings("unchecked") // what the collection holds
  static <E> Iterator<E> copy(Door<? extends Collection<E>> door) {
    return (Iterator<E>) Arrays.asList(door.<Object[]>read(c -> c.toArray())).iterator();
  }

  /** Through a sorted set, in its order. */
  static <E> Iterator<E> ascending(Door<NavigableSet<E>> door) {
    return new Steps<E>(
        last -> door.query(set -> Steps.some(last == null ? set : set.tailSet(last, false))));
  }

  /** Through the entries of a sorted map, in its order. */
  static <K, V> Iterator<Map.Entry<K, V>> ascendingEntries(Door<NavigableMap<K, V>> door) {
    return new Steps<Map.Entry<K, V>>(last ->
        door.query(map ->
            Steps.some((last == null ? map : map.tailMap(last.getKey(), false)).entrySet())));
  }
}
