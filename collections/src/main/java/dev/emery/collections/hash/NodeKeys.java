package dev.emery.collections.hash;

import dev.emery.collections.sequence.Parts;
import dev.emery.collections.sequence.Storing;
import dev.emery.schema.Codec;
import dev.emery.schema.OwnedVisitor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.function.Consumer;

/**
 * A key in a node of its own, as a hash table sees it: the slot holds the reference to the node.
 * Storing a key makes the node, dropping it frees the node. The value is {@link NodeValues}'s, and
 * dropped before the key.
 *
 * @param <K> the type of the keys
 */
final class NodeKeys<K> extends Codec<K> {
  private final NodeLayout<K, ?> layout;
  private final Codec<K> keys;

  NodeKeys(NodeLayout<K, ?> layout) {
    super(Long.BYTES, Long.BYTES);
    this.layout = layout;
    this.keys = layout.keys;
  }

  @Override
  public boolean pure() {
    return keys.pure();
  }

  @Override
  public boolean owns() {
    return true;
  }

  @Override
  public boolean isKey() {
    return true;
  }

  @Override
  public K load(Memory m, long block, long at) {
    return layout.key(m, m.getLong(at));
  }

  @Override
  public void store(Memory m, Journal<?> j, long block, long at, K key) {
    long node = m.allocate(j, Parts.TAG, layout.bytes);
    try {
      Storing.add(keys, m, j, node, LinkedFormat.keyAt(node), key);
    } catch (RuntimeException | Error e) {
      m.free(j, node);
      throw e;
    }
    m.setLong(j, block, at, node);
  }

  @Override
  public void drop(Memory m, Journal<?> j, long block, long at) {
    long node = m.getLong(at);
    if (node != 0) {
      keys.drop(m, j, node, LinkedFormat.keyAt(node));
      m.free(j, node);
    }
  }

  @Override
  public void visit(Memory m, long block, long at, OwnedVisitor visitor) {
    long node = m.getLong(at);
    if (node != 0) {
      layout.visit(m, node, visitor);
    }
  }

  @Override
  public void check(Memory m, long block, long at, Consumer<String> problems) {
    layout.check(m, m.getLong(at), problems);
  }

  @Override
  public long hash(K key, long seed) {
    return keys.hash(key, seed);
  }

  @Override
  public long hashStored(Memory m, long block, long at, long seed) {
    long node = m.getLong(at);
    return keys.hashStored(m, node, LinkedFormat.keyAt(node), seed);
  }

  @Override
  public boolean equalsStored(Memory m, long block, long at, K key) {
    long node = m.getLong(at);
    return keys.equalsStored(m, node, LinkedFormat.keyAt(node), key);
  }
}
