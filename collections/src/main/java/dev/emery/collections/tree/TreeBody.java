package dev.emery.collections.tree;

import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.TreeMap;

/**
 * What a handle of a sorted map or set holds: the tie to its place, the order of its keys, and the
 * entries, which are Java values until it is placed. Views hold it too, and follow when it is
 * placed or a rollback unties it.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class TreeBody<K, V> {
  private final Anchor anchor;
  private final Order<K> order;
  private TreeContents<K, V> contents;

  private TreeBody(Anchor anchor, Order<K> order, TreeContents<K, V> contents) {
    this.anchor = anchor;
    this.order = order;
    this.contents = contents;
  }

  /** The body of a prototype without entries. */
  public static <K, V> TreeBody<K, V> prototype(Order<K> order) {
    return new TreeBody<>(new Anchor(), order, new HeapTree<>(new TreeMap<>(order.comparator())));
  }

  /** The body of a handle of a tree in a pool. */
  public static <K, V> TreeBody<K, V> stored(Anchor anchor, Memory m, PooledTree<K, V> contents) {
    return new TreeBody<>(anchor, Order.stored(m, anchor.block()), contents);
  }

  /** The tie to the place. */
  public Anchor anchor() {
    return anchor;
  }

  /** The order of the keys. */
  public Order<K> order() {
    return order;
  }

  TreeContents<K, V> contents() {
    return contents;
  }

  /** A value that leaves the map, as a copy that outlives the transaction. */
  public V detached(V value) {
    return contents.detached(value);
  }

  /** Puts an entry into a prototype that nobody else knows yet. */
  public void addFirst(K key, V value) {
    if (!(contents instanceof HeapTree<K, V> prototype)) {
      throw new IllegalStateException("not a prototype");
    }
    prototype.map().put(key, value);
  }

  /** Brings a prototype into its block; a rollback makes it a prototype again (E18). */
  @SuppressWarnings("emery.txin") // a rollback brings the prototype back
  public void place(Memory m, Journal<?> j, long block, long container, PooledTree<K, V> pooled) {
    if (!(contents instanceof HeapTree<K, V> prototype)) {
      throw new IllegalStateException("map is placed already");
    }
    int number = order.use(m, j);
    Memory.onRollback(j, () -> contents = prototype);
    anchor.place(m, j, block, container);
    contents = pooled;
    pooled.fill(m, j, this, number, prototype.map());
  }
}
