package dev.emery.collections.hash;

import dev.emery.TxScoped;
import dev.emery.collections.sequence.Swapped;
import dev.emery.transaction.Journal;
import java.util.Iterator;
import java.util.Map;
import java.util.Spliterator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One side of a map, keys, values or entries, as views show and change it. The views of both doors
 * are thin shells around one.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 * @param <T> the type of what the side shows
 */
public abstract sealed class Side<K, V, T> implements Projection<K, V, T> {
  final Entries<K, V> entries;
  final Traversal<K, V> order;

  Side(Entries<K, V> entries, Traversal<K, V> order) {
    this.entries = entries;
    this.order = order;
  }

  /** The same in the opposite order, of a map that has one. */
  public final Side<K, V, T> reversed() {
    if (order instanceof Directed<K, V> directed) {
      return along(directed.reversed());
    }
    throw new IllegalStateException("map has no order");
  }

  /** The same in another order. */
  abstract Side<K, V, T> along(Traversal<K, V> other);

  /** The number of entries. */
  public final int size() {
    return entries.size();
  }

  /** What the side shows, at one moment (E31). */
  public final Object[] toArray() {
    return order.toArray(this);
  }

  /** Goes through the side; with a journal it can remove. */
  @SuppressWarnings("emery.capture") // a removal asks the journal whether it is open
  public final Iterator<T> iterator(@Nullable Journal<?> j) {
    Cursor<K, V> cursor = order.cursor();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return cursor.hasNext();
      }

      @Override
      public T next() {
        return cursor.next(Side.this);
      }

      @Override
      public void remove() {
        if (j == null) {
          throw new UnsupportedOperationException(
              "iterator without a journal: use removeIf(j, filter), or edit(j)");
        }
        cursor.remove(j);
      }
    };
  }

  /** What a spliterator of the side has beside what all have. */
  public final int characteristics() {
    return order.characteristics() | (isDistinct() ? Spliterator.DISTINCT : 0);
  }

  /** Whether no two of what is shown are equal. */
  abstract boolean isDistinct();

  /** Whether {@code o} is shown. */
  public abstract boolean contains(Object o);

  /** Removes an entry that shows {@code o}; true where there was one. */
  public abstract boolean remove(Journal<?> j, Object o);

  /** Removes all entries that show what {@code filter} accepts; true where there were any. */
  public final boolean removeIf(Journal<?> j, @TxScoped Predicate<? super T> filter) {
    return entries.removeIf(j, order, (key, value) -> filter.test(of(key, value)));
  }

  /** Removes all entries. */
  public final void clear(Journal<?> j) {
    entries.clear(j);
  }

  /** The keys of a map. */
  public static final class Keys<K, V> extends Side<K, V, K> {
    /** Creates the side, in the order of the map itself. */
    public Keys(Entries<K, V> entries) {
      this(entries, entries);
    }

    /** Creates the side. */
    public Keys(Entries<K, V> entries, Traversal<K, V> order) {
      super(entries, order);
    }

    @Override
    Keys<K, V> along(Traversal<K, V> other) {
      return new Keys<>(entries, other);
    }

    @Override
    public boolean needsKey() {
      return true;
    }

    @Override
    public boolean needsValue() {
      return false;
    }

    @Override
    public K of(K key, V value) {
      return key;
    }

    @Override
    boolean isDistinct() {
      return true;
    }

    @Override
    public boolean contains(Object o) {
      return entries.containsKey(o);
    }

    @Override
    public boolean remove(Journal<?> j, Object o) {
      return entries.remove(j, o) != null;
    }
  }

  /** The values of a map. */
  public static final class Values<K, V> extends Side<K, V, V> {
    /** Creates the side, in the order of the map itself. */
    public Values(Entries<K, V> entries) {
      this(entries, entries);
    }

    /** Creates the side. */
    public Values(Entries<K, V> entries, Traversal<K, V> order) {
      super(entries, order);
    }

    @Override
    Values<K, V> along(Traversal<K, V> other) {
      return new Values<>(entries, other);
    }

    @Override
    public boolean needsKey() {
      return false;
    }

    @Override
    public boolean needsValue() {
      return true;
    }

    @Override
    public V of(K key, V value) {
      return value;
    }

    @Override
    boolean isDistinct() {
      return false;
    }

    /** Time O(n). */
    @Override
    public boolean contains(Object o) {
      Swapped.refused(o);
      for (Object value : toArray()) {
        if (o.equals(value)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public boolean remove(Journal<?> j, Object o) {
      Swapped.refused(o);
      entries.lock(j);
      Cursor<K, V> cursor = order.cursor();
      while (cursor.hasNext()) {
        if (o.equals(cursor.next(this))) {
          cursor.remove(j);
          return true;
        }
      }
      return false;
    }
  }

  /** The entries of a map, which change it where there is a journal. */
  @SuppressWarnings("emery.escape") // a change asks the journal whether it is open
  public static final class Whole<K, V> extends Side<K, V, Map.Entry<K, V>> {
    private final @Nullable Journal<?> journal;

    /** Creates the side, in the order of the map itself. */
    public Whole(Entries<K, V> entries, @Nullable Journal<?> journal) {
      this(entries, entries, journal);
    }

    /** Creates the side. */
    public Whole(Entries<K, V> entries, Traversal<K, V> order, @Nullable Journal<?> journal) {
      super(entries, order);
      this.journal = journal;
    }

    @Override
    Whole<K, V> along(Traversal<K, V> other) {
      return new Whole<>(entries, other, journal);
    }

    @Override
    public boolean needsKey() {
      return true;
    }

    @Override
    public boolean needsValue() {
      return true;
    }

    @Override
    public Map.Entry<K, V> of(K key, V value) {
      return new MapEntry<>(entries, journal, key, value);
    }

    @Override
    boolean isDistinct() {
      return true;
    }

    @Override
    public boolean contains(Object o) {
      Swapped.refused(o);
      return o instanceof Map.Entry<?, ?> entry
          && entry.getKey() instanceof Object key
          && entry.getValue() instanceof Object value
          && value.equals(entries.get(key));
    }

    @Override
    public boolean remove(Journal<?> j, Object o) {
      Swapped.refused(o);
      return o instanceof Map.Entry<?, ?> entry
          && entry.getKey() instanceof Object key
          && entry.getValue() instanceof Object value
          && entries.remove(j, key, value);
    }
  }
}
