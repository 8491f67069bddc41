package dev.emery.collections.tree;

import dev.emery.TxScoped;
import dev.emery.collections.hash.Projection;
import dev.emery.collections.sequence.SnapshotSpliterator;
import dev.emery.collections.sequence.Swapped;
import dev.emery.transaction.Journal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.Spliterator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One side of a span, keys, values or entries, as views show and change it. The views of both doors
 * are thin shells around one.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 * @param <T> the type of what the side shows
 */
public final class Side<K, V, T> {
  private final Span<K, V> span;
  private final Projection<K, V, T> projection;
  private final Kind kind;

  /** What a side shows. */
  private enum Kind {
    KEYS,
    VALUES,
    ENTRIES
  }

  private Side(Span<K, V> span, Projection<K, V, T> projection, Kind kind) {
    this.span = span;
    this.projection = projection;
    this.kind = kind;
  }

  /** The keys of a span. */
  public static <K, V> Side<K, V, K> keys(Span<K, V> span) {
    return new Side<>(span, new Show.Key<>(), Kind.KEYS);
  }

  /** The values of a span. */
  public static <K, V> Side<K, V, V> values(Span<K, V> span) {
    return new Side<>(span, new Show.Value<>(), Kind.VALUES);
  }

  /** The entries of a span, which change it where there is a journal. */
  @SuppressWarnings("emery.escape") // a change of the entry asks the journal
  public static <K, V> Side<K, V, Map.Entry<K, V>> entries(
      Span<K, V> span, @Nullable Journal<?> journal) {
    return new Side<>(span, new Show.Entry<>(span, journal), Kind.ENTRIES);
  }

  /** The number of entries. */
  public int size() {
    return span.size();
  }

  /** Whether there is no entry. */
  public boolean isEmpty() {
    return span.isEmpty();
  }

  /** What the side shows, at one moment (E31). */
  public Object[] toArray() {
    return span.toArray(projection);
  }

  /** Takes what the side shows as it is at its first use, all at one moment. */
  public Spliterator<T> spliterator() {
    return switch (kind) {
      case KEYS ->
          new SnapshotSpliterator<>(
              this::toArray,
              Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.SORTED,
              keyOrder());
      case ENTRIES ->
          new SnapshotSpliterator<>(this::toArray, Spliterator.ORDERED | Spliterator.DISTINCT);
      case VALUES -> new SnapshotSpliterator<>(this::toArray, Spliterator.ORDERED);
    };
  }

  @SuppressWarnings("unchecked") // of keys
  private @Nullable Comparator<? super T> keyOrder() {
    return (Comparator<? super T>) span.comparator();
  }

  /** Goes through the side; with a journal it can remove. */
  @SuppressWarnings("emery.capture") // a removal asks the journal whether it is open
  public Iterator<T> iterator(@Nullable Journal<?> j) {
    TreeCursor<K, V> cursor = span.cursor();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return cursor.hasNext();
      }

      @Override
      public T next() {
        return cursor.next(projection);
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

  /** Whether {@code o} is shown. Time O(n) for values. */
  public boolean contains(Object o) {
    Swapped.refused(o);
    return switch (kind) {
      case KEYS -> span.containsKey(o);
      case ENTRIES ->
          o instanceof Map.Entry<?, ?> entry
              && entry.getKey() instanceof Object key
              && entry.getValue() instanceof Object value
              && value.equals(span.get(key));
      case VALUES -> {
        for (Object value : toArray()) {
          if (o.equals(value)) {
            yield true;
          }
        }
        yield false;
      }
    };
  }

  /** Whether {@code o} is a set of what this side shows at one moment. */
  public boolean isSet(@Nullable Object o) {
    if (!(o instanceof Set<?> other)) {
      return false;
    }
    Object[] shown = toArray();
    try {
      return other.size() == shown.length && other.containsAll(Arrays.asList(shown));
    } catch (ClassCastException | NullPointerException e) {
      return false; // a set of another type, which cannot even be asked
    }
  }

  /** The hash code of a set of what this side shows at one moment. */
  public int hashOfSet() {
    return Arrays.stream(toArray()).mapToInt(Object::hashCode).sum();
  }

  /** Removes an entry that shows {@code o}; true where there was one. */
  boolean remove(Journal<?> j, Object o) {
    Swapped.refused(o);
    span.lock(j);
    return switch (kind) {
      case KEYS -> span.remove(j, o) != null;
      case ENTRIES -> contains(o) && span.remove(j, ((Map.Entry<?, ?>) o).getKey()) != null;
      case VALUES -> removeValue(j, o);
    };
  }

  private boolean removeValue(Journal<?> j, Object o) {
    TreeCursor<K, V> cursor = span.cursor();
    while (cursor.hasNext()) {
      if (o.equals(cursor.next(projection))) {
        cursor.remove(j);
        return true;
      }
    }
    return false;
  }

  /**
   * Removes all entries that show what {@code filter} accepts; true where there were any. The
   * filter sees all of them before the first is removed.
   */
  @SuppressWarnings("unchecked") // what the projections show
  boolean removeIf(Journal<?> j, @TxScoped Predicate<? super T> filter) {
    span.lock(j);
    int before = span.modCount();
    Object[] keys = kind == Kind.KEYS ? toArray() : span.toArray(new Show.Key<>());
    Object[] shown = kind == Kind.KEYS ? keys : toArray();
    int accepted = 0;
    for (int i = 0; i < shown.length; i++) {
      if (filter.test((T) shown[i])) {
        keys[accepted++] = keys[i];
      }
    }
    if (span.modCount() != before) {
      throw new ConcurrentModificationException();
    }
    for (int i = 0; i < accepted; i++) {
      span.remove(j, keys[i]);
    }
    return accepted > 0;
  }

  /** Removes all entries. */
  void clear(Journal<?> j) {
    span.clear(j);
  }
}
