package dev.emery.collections.tree;

import dev.emery.collections.hash.Projection;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a prototype, on the Java heap. A rollback undoes changes here as it does in a pool
 * (E18): each change leaves its inverse with the journal.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
@SuppressWarnings("emery.txin") // each change of a prototype registers what undoes it
final class HeapTree<K, V> implements TreeContents<K, V> {
  private final TreeMap<K, V> map;
  private int modCount;

  /** Takes over a map that nobody else changes. */
  HeapTree(TreeMap<K, V> map) {
    this.map = map;
  }

  /** The entries, for the one who places them. */
  TreeMap<K, V> map() {
    return map;
  }

  private NavigableMap<K, V> in(Range<K> range, boolean ascending) {
    Bound<K> low = range.low();
    Bound<K> high = range.high();
    NavigableMap<K, V> part;
    if (low != null && high != null) {
      part = map.subMap(low.key(), low.inclusive(), high.key(), high.inclusive());
    } else if (low != null) {
      part = map.tailMap(low.key(), low.inclusive());
    } else {
      part = high == null ? map : map.headMap(high.key(), high.inclusive());
    }
    return ascending ? part : part.descendingMap();
  }

  @Override
  public long size(TreeBody<K, V> body) {
    return map.size();
  }

  @Override
  public long size(TreeBody<K, V> body, Range<K> range) {
    return in(range, true).size();
  }

  @Override
  public @Nullable V get(TreeBody<K, V> body, K key) {
    return map.get(key);
  }

  @Override
  public boolean containsKey(TreeBody<K, V> body, K key) {
    return map.containsKey(key);
  }

  @Override
  public <T> @Nullable T first(
      TreeBody<K, V> body, Range<K> range, boolean ascending, Projection<K, V, T> projection) {
    Bound<K> from = range.start(ascending);
    Map.@Nullable Entry<K, V> entry = from == null ? edge(ascending) : nearest(from, ascending);
    return entry != null && range.contains(body.order(), entry.getKey())
        ? projection.of(entry.getKey(), entry.getValue())
        : null;
  }

  private Map.@Nullable Entry<K, V> edge(boolean ascending) {
    return ascending ? map.firstEntry() : map.lastEntry();
  }

  private Map.@Nullable Entry<K, V> nearest(Bound<K> from, boolean ascending) {
    if (ascending) {
      return from.inclusive() ? map.ceilingEntry(from.key()) : map.higherEntry(from.key());
    }
    return from.inclusive() ? map.floorEntry(from.key()) : map.lowerEntry(from.key());
  }

  @Override
  public Object[] toArray(
      TreeBody<K, V> body, Range<K> range, boolean ascending, Projection<K, V, ?> projection) {
    return in(range, ascending).entrySet().stream()
        .<Object>map(entry -> projection.of(entry.getKey(), entry.getValue()))
        .toArray();
  }

  @Override
  public TreeCursor<K, V> cursor(TreeBody<K, V> body, Range<K> range, boolean ascending) {
    return new HeapCursor(body, in(range, ascending).entrySet().iterator());
  }

  @Override
  public int modCount(TreeBody<K, V> body) {
    return modCount;
  }

  @Override
  public V detached(V value) {
    return value; // of a prototype, which is in no pool
  }

  @Override
  public void lock(TreeBody<K, V> body, Journal<?> j) {}

  private void restores(Journal<?> j, K key, @Nullable V old) {
    Memory.onRollback(
        j,
        () -> {
          if (old == null) {
            map.remove(key);
          } else {
            map.put(key, old);
          }
          modCount++;
        });
  }

  @Override
  public @Nullable V put(TreeBody<K, V> body, Journal<?> j, K key, V value) {
    V old = map.put(key, value);
    restores(j, key, old);
    if (old == null) {
      modCount++;
    }
    return old;
  }

  @Override
  public @Nullable V remove(TreeBody<K, V> body, Journal<?> j, K key) {
    V old = map.get(key);
    if (old != null) {
      restores(j, map.floorKey(key), old);
      map.remove(key);
      modCount++;
    }
    return old;
  }

  @Override
  public void clear(TreeBody<K, V> body, Journal<?> j) {
    TreeMap<K, V> old = new TreeMap<>(map);
    Memory.onRollback(
        j,
        () -> {
          map.clear();
          map.putAll(old);
          modCount++;
        });
    map.clear();
    modCount++;
  }

  private final class HeapCursor implements TreeCursor<K, V> {
    private final TreeBody<K, V> body;
    private final Iterator<Map.Entry<K, V>> entries;
    private Map.@Nullable Entry<K, V> last;
    private int expected = modCount;

    HeapCursor(TreeBody<K, V> body, Iterator<Map.Entry<K, V>> entries) {
      this.body = body;
      this.entries = entries;
    }

    @Override
    public boolean hasNext() {
      return entries.hasNext();
    }

    @Override
    public <T> T next(Projection<K, V, T> projection) {
      check();
      Map.Entry<K, V> entry = entries.next();
      last = Map.entry(entry.getKey(), entry.getValue());
      return projection.of(entry.getKey(), entry.getValue());
    }

    @Override
    public void remove(Journal<?> j) {
      check();
      if (last == null) {
        throw new IllegalStateException("no entry was returned since the last removal");
      }
      restores(j, last.getKey(), last.getValue());
      entries.remove();
      last = null;
      expected = ++modCount;
    }

    private void check() {
      if (body.anchor().isPlaced() || modCount != expected) {
        throw new ConcurrentModificationException();
      }
    }
  }
}
