package dev.emery.collections.hash;

import dev.emery.TxScoped;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a prototype, on the Java heap. A rollback undoes changes here as it does in a pool
 * (E18): each change leaves its inverse with the journal.
 *
 * <p>A removed node keeps its links, so that the inverse puts it back into its place in the order.
 * Inverses run from the last to the first, hence its neighbours are the same then.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 * @see <a href="https://arxiv.org/abs/cs/0011047">Knuth, "Dancing links", 2000</a>
 */
@SuppressWarnings("emery.txin") // each change of a prototype registers what undoes it
public final class HeapMap<K, V> implements LinkedContents<K, V> {
  private final Map<K, HeapNode.Entry<K, V>> nodes = new HashMap<>();
  private final HeapNode<K, V> ends = new HeapNode<>();
  private int modCount;

  /** Takes the entries of a map. */
  public HeapMap(LinkedHashMap<K, V> map) {
    map.forEach(this::append);
  }

  private HeapMap() {}

  private HeapNode.Entry<K, V> append(K key, V value) {
    HeapNode.Entry<K, V> node = new HeapNode.Entry<>(key, value);
    nodes.put(key, node);
    node.insert(ends, End.LAST);
    return node;
  }

  /** Hands every entry to {@code action}. */
  void forEach(@TxScoped BiConsumer<? super K, ? super V> action) {
    for (HeapNode<K, V> at = ends.after; at instanceof HeapNode.Entry<K, V> node; at = at.after) {
      action.accept(node.key, node.value);
    }
  }

  @Override
  public long size(Anchor a) {
    return nodes.size();
  }

  @Override
  public @Nullable V get(Entries<K, V> body, Object key) {
    HeapNode.Entry<K, V> node = nodes.get(key);
    return node == null ? null : node.value;
  }

  @Override
  public boolean containsKey(Anchor a, Object key) {
    return nodes.containsKey(key);
  }

  @Override
  public int modCount(Anchor a) {
    return modCount;
  }

  @Override
  public Object[] toArray(Anchor a, Projection<K, V, ?> projection) {
    Object[] array = new Object[nodes.size()];
    int i = 0;
    for (HeapNode<K, V> at = ends.after; at instanceof HeapNode.Entry<K, V> node; at = at.after) {
      array[i++] = projection.of(node.key, node.value);
    }
    return array;
  }

  @Override
  public Cursor<K, V> cursor(Anchor a, End start) {
    return new HeapCursor(a, start);
  }

  @Override
  public <T> @Nullable T at(Anchor a, End end, Projection<K, V, T> projection) {
    return ends.next(end.opposite()) instanceof HeapNode.Entry<K, V> node
        ? projection.of(node.key, node.value)
        : null;
  }

  @Override
  public Iterator<Map.Entry<K, V>> walk(Anchor a) {
    return Pairs.walk(toArray(a, new Pairs<>()));
  }

  @Override
  public V detached(V value) {
    return value; // it is in no pool
  }

  @Override
  public void lock(Anchor a, Journal<?> j) {}

  private void onRollback(Journal<?> j, Runnable undo) {
    Memory.onRollback(
        j,
        () -> {
          undo.run();
          modCount++;
        });
  }

  @Override
  public @Nullable V put(Anchor a, Journal<?> j, K key, V value) {
    HeapNode.Entry<K, V> node = nodes.get(key);
    if (node == null) {
      onRollback(j, () -> Objects.requireNonNull(nodes.remove(key)).unlink());
      append(key, value);
      modCount++;
      return null;
    }
    V old = node.value;
    onRollback(j, () -> node.value = old);
    node.value = value;
    return old;
  }

  @Override
  public @Nullable V putAt(Anchor a, Journal<?> j, K key, V value, End end) {
    V old = put(a, j, key, value);
    HeapNode.Entry<K, V> node = Objects.requireNonNull(nodes.get(key));
    HeapNode<K, V> before = node.before;
    HeapNode<K, V> after = node.after;
    onRollback(
        j,
        () -> {
          node.unlink();
          node.link(before, after);
        });
    node.unlink();
    node.insert(ends, end);
    modCount++;
    return old;
  }

  @Override
  public @Nullable V remove(Anchor a, Journal<?> j, Object key) {
    HeapNode.Entry<K, V> node = nodes.get(key);
    if (node == null) {
      return null;
    }
    onRollback(
        j,
        () -> {
          nodes.put(node.key, node);
          node.link(node.before, node.after);
        });
    nodes.remove(key);
    node.unlink();
    modCount++;
    return node.value;
  }

  @Override
  public @Nullable V compute(
      Anchor a,
      Journal<?> j,
      K key,
      @TxScoped BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> remapping) {
    int before = modCount;
    HeapNode.Entry<K, V> node = nodes.get(key);
    V value = remapping.apply(key, node == null ? null : node.value);
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
    Map<K, HeapNode.Entry<K, V>> old = new HashMap<>(nodes);
    HeapNode<K, V> first = ends.after;
    HeapNode<K, V> last = ends.before;
    onRollback(
        j,
        () -> {
          nodes.putAll(old);
          ends.after = first;
          ends.before = last;
        });
    nodes.clear();
    ends.after = ends;
    ends.before = ends;
    modCount++;
  }

  private final class HeapCursor implements Cursor<K, V> {
    private final Anchor anchor;
    private final End start;
    private HeapNode<K, V> next;
    private HeapNode.@Nullable Entry<K, V> last;
    private int expected = modCount;

    HeapCursor(Anchor anchor, End start) {
      this.anchor = anchor;
      this.start = start;
      this.next = ends.next(start.opposite());
    }

    @Override
    public boolean hasNext() {
      return next instanceof HeapNode.Entry;
    }

    @Override
    public <T> T next(Projection<K, V, T> projection) {
      check();
      if (!(next instanceof HeapNode.Entry<K, V> node)) {
        throw new NoSuchElementException("no more entries");
      }
      last = node;
      next = node.next(start.opposite());
      return projection.of(node.key, node.value);
    }

    @Override
    public void remove(Journal<?> j) {
      check();
      if (last == null) {
        throw new IllegalStateException("no entry was returned since the last removal");
      }
      HeapMap.this.remove(anchor, j, last.key);
      last = null;
      expected = modCount;
    }

    private void check() {
      if (anchor.isPlaced() || modCount != expected) {
        throw new ConcurrentModificationException();
      }
    }
  }

  /** Copies a map, and refuses null in it. */
  public static <K, V> HeapMap<K, V> of(Map<? extends K, ? extends V> entries) {
    HeapMap<K, V> map = new HeapMap<>();
    entries.forEach(
        (key, value) -> map.append(Objects.requireNonNull(key), Objects.requireNonNull(value)));
    return map;
  }

  /** Maps all of {@code keys} to the same, and refuses null in them. */
  public static <K, V> HeapMap<K, V> ofKeys(Collection<? extends K> keys, V value) {
    HeapMap<K, V> map = new HeapMap<>();
    for (K key : keys) {
      if (!map.nodes.containsKey(Objects.requireNonNull(key))) {
        map.append(key, value);
      }
    }
    return map;
  }
}
