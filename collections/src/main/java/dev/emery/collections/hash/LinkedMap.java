package dev.emery.collections.hash;

import dev.emery.CorruptPoolException;
import dev.emery.schema.Codec;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The entries of linked hash maps in a pool: a hash table whose slots lead to nodes, which are
 * linked in their order. What it does more than a table costs O(1) at each change.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class LinkedMap<K, V> extends PooledMap<K, V> implements LinkedContents<K, V> {
  private final NodeLayout<K, V> layout;

  /** Creates the type for codecs, which may still be under construction. */
  public LinkedMap(Codec<K> keys, Codec<V> values) {
    this(new NodeLayout<>(keys, values));
  }

  private LinkedMap(NodeLayout<K, V> layout) {
    super(new NodeKeys<>(layout), new NodeValues<>(layout));
    this.layout = layout;
  }

  @Override
  public int objectBytes() {
    return LinkedFormat.BYTES;
  }

  // ---- reads

  @Override
  public Object[] toArray(Anchor a, Projection<K, V, ?> projection) {
    // Not pure, whatever the codecs are: a shared lock, so that the array's length can be trusted.
    return a.read(
        false,
        m -> {
          long object = a.block();
          Object[] array = new Object[Segments.sizeOfArray(m, object)];
          long node = Links.begin(m, object, End.FIRST);
          for (int i = 0; i < array.length; i++) {
            if (node == 0) {
              throw new CorruptPoolException("links end early, size=%d".formatted(array.length));
            }
            array[i] = show(m, node, projection);
            node = Links.step(m, node, End.LAST);
          }
          if (node != 0) {
            throw new CorruptPoolException("links end late, size=%d".formatted(array.length));
          }
          return array;
        });
  }

  @SuppressWarnings("NullAway") // a projection does not look at what it does not need
  <T> T show(Memory m, long node, Projection<K, V, T> projection) {
    K key = projection.needsKey() ? layout.key(m, node) : null;
    V value = projection.needsValue() ? layout.value(m, node) : null;
    return projection.of(key, value);
  }

  @Override
  public Cursor<K, V> cursor(Anchor a) {
    return cursor(a, End.FIRST);
  }

  @Override
  public Cursor<K, V> cursor(Anchor a, End start) {
    return new LinkedCursor<>(a, this, start).begin();
  }

  /** In the order of the links there is no way to go on after changes, so it is a copy. */
  @Override
  public Iterator<Map.Entry<K, V>> walk(Anchor a) {
    return Pairs.walk(toArray(a, new Pairs<>()));
  }

  @Override
  public <T> @Nullable T at(Anchor a, End end, Projection<K, V, T> projection) {
    return a.<@Nullable T>read(
        isPure(projection),
        m -> {
          long node = Links.end(m, a.block(), end);
          return node == 0 ? null : show(m, node, projection);
        });
  }

  // ---- changes

  @Override
  void added(Memory m, Journal<?> j, long object, long at) {
    Links.add(m, j, object, m.getLong(at), End.LAST);
  }

  @Override
  void removing(Memory m, Journal<?> j, long object, long at) {
    Links.remove(m, j, object, m.getLong(at));
  }

  @Override
  public @Nullable V putAt(Anchor a, Journal<?> j, K key, V value, End end) {
    V old = put(a, j, key, value);
    Memory m = a.write(j);
    long object = a.block();
    long node = old == null ? Links.end(m, object, End.LAST) : node(m, object, key);
    if (node != Links.end(m, object, end)) {
      Links.remove(m, j, object, node);
      Links.add(m, j, object, node, end);
      a.changing(j);
    }
    return old;
  }

  /** The node of a key that is there. */
  private long node(Memory m, long object, K key) {
    long hash = slots.hash(m, key);
    long segment = Segments.of(m, object, hash);
    return m.getLong(slots.at(segment, slots.find(m, segment, key, hash)));
  }

  /** Removes an entry by its node; the nodes of the others stay where they are. */
  void removeNode(Anchor a, Journal<?> j, long node) {
    remove(a, j, layout.key(a.write(j), node));
  }

  @Override
  public void clear(Anchor a, Journal<?> j) {
    Links.clear(a.write(j), j, a.block());
    super.clear(a, j);
  }

  // ---- the object as a whole

  /** Whether a node is one, and a slot leads to it. */
  boolean isInTable(Memory m, long object, long node) {
    if (!layout.check(m, node, _ -> {})) {
      return false;
    }
    K key = layout.key(m, node);
    long hash = slots.hash(m, key);
    long segment = Segments.of(m, object, hash);
    int slot = segment == 0 ? -1 : slots.find(m, segment, key, hash);
    return slot >= 0 && m.getLong(slots.at(segment, slot)) == node;
  }

  @Override
  public boolean dropSome(Memory m, Journal<?> j, long object, int budget) {
    Links.clear(m, j, object);
    return super.dropSome(m, j, object, budget);
  }

  @Override
  public void check(Memory m, long object, Consumer<String> problems) {
    super.check(m, object, problems);
    Links.check(m, object, this, problems);
  }
}
