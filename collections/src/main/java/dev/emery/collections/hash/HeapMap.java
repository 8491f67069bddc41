package dev.emery.collections.hash;

import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a prototype, on the Java heap. A rollback undoes changes here as it does in a pool
 * (E18): each change leaves its inverse with the journal.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class HeapMap<K, V> implements MapContents<K, V> {
  private final LinkedHashMap<K, V> map;
  private int modCount;

  /** Takes over a map that nobody else changes. */
  public HeapMap(LinkedHashMap<K, V> map) {
    this.map = map;
  }

  /** The entries, for the one who places them. */
  Map<K, V> map() {
    return map;
  }

  @Override
  public long size(Anchor a) {
    return map.size();
  }

  @Override
  public @Nullable V get(Entries<K, V> body, Object key) {
    return map.get(key);
  }

  @Override
  public boolean containsKey(Anchor a, Object key) {
    return map.containsKey(key);
  }

  @Override
  public int modCount(Anchor a) {
    return modCount;
  }

  @Override
  public Object[] toArray(Anchor a, Projection<K, V, ?> projection) {
    Object[] array = new Object[map.size()];
    int i = 0;
    for (Map.Entry<K, V> entry : map.entrySet()) {
      array[i++] = projection.of(entry.getKey(), entry.getValue());
    }
    return array;
  }

  @Override
  public Cursor<K, V> cursor(Anchor a) {
    return new HeapCursor(a);
  }

  @Override
  public Iterator<Map.Entry<K, V>> walk(Anchor a) {
    return new LinkedHashMap<>(map).entrySet().iterator();
  }

  @Override
  public V detached(V value) {
    return value; // it is in no pool
  }

  @Override
  public void lock(Anchor a, Journal<?> j) {}

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
  public @Nullable V put(Anchor a, Journal<?> j, K key, V value) {
    V old = map.get(key);
    restores(j, key, old);
    if (old == null) {
      modCount++;
    }
    return map.put(key, value);
  }

  @Override
  @SuppressWarnings("unchecked") // it is a key: the map contains it
  public @Nullable V remove(Anchor a, Journal<?> j, Object key) {
    V old = map.get(key);
    if (old != null) {
      restores(j, (K) key, old);
      map.remove(key);
      modCount++;
    }
    return old;
  }

  @Override
  public @Nullable V compute(
      Anchor a,
      Journal<?> j,
      K key,
      BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> remapping) {
    int before = modCount;
    V old = map.get(key);
    V value = remapping.apply(key, old);
    if (modCount != before) {
      throw new ConcurrentModificationException();
    }
    if (value != null) {
      put(a, j, key, value);
    } else {
      remove(a, j, key);
    }
    return value;
  }

  @Override
  public void clear(Anchor a, Journal<?> j) {
    Map<K, V> old = new LinkedHashMap<>(map);
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

  private final class HeapCursor implements Cursor<K, V> {
    private final Anchor anchor;
    private final Iterator<Map.Entry<K, V>> entries = map.entrySet().iterator();
    private Map.@Nullable Entry<K, V> last;
    private int expected = modCount;

    HeapCursor(Anchor anchor) {
      this.anchor = anchor;
    }

    @Override
    public boolean hasNext() {
      return entries.hasNext();
    }

    @Override
    public <T> T next(Projection<K, V, T> projection) {
      check();
      Map.Entry<K, V> entry = entries.next();
      last = entry;
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
      if (anchor.isPlaced() || modCount != expected) {
        throw new ConcurrentModificationException();
      }
    }
  }

  /** Copies a map, and refuses null in it. */
  public static <K, V> HeapMap<K, V> of(Map<? extends K, ? extends V> entries) {
    LinkedHashMap<K, V> map = new LinkedHashMap<>(entries);
    map.forEach((key, value) -> {
      Objects.requireNonNull(key);
      Objects.requireNonNull(value);
    });
    return new HeapMap<>(map);
  }
}
