package dev.emery.collections.hash;

import dev.emery.collections.sequence.Storing;
import dev.emery.schema.Codec;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;

/**
 * A value in a node, as a hash table sees it: it takes no byte of its slot, and is found through
 * the reference of {@link NodeKeys} right before it. That one also shows and checks it.
 *
 * @param <V> the type of the values
 */
final class NodeValues<V> extends Codec<V> {
  private final NodeLayout<?, V> layout;
  private final Codec<V> values;

  NodeValues(NodeLayout<?, V> layout) {
    super(0, 1);
    this.layout = layout;
    this.values = layout.values;
  }

  private static long node(Memory m, long at) {
    return m.getLong(at - Long.BYTES);
  }

  @Override
  public boolean pure() {
    return values.pure();
  }

  @Override
  public V load(Memory m, long block, long at) {
    return layout.value(m, node(m, at));
  }

  @Override
  public void store(Memory m, Journal<?> j, long block, long at, V value) {
    long node = node(m, at);
    Storing.add(values, m, j, node, layout.valueAt(node), value);
  }

  @Override
  public void drop(Memory m, Journal<?> j, long block, long at) {
    long node = node(m, at);
    if (node != 0) {
      values.drop(m, j, node, layout.valueAt(node));
    }
  }

  @Override
  public boolean equalsStored(Memory m, long block, long at, V value) {
    long node = node(m, at);
    return values.equalsStored(m, node, layout.valueAt(node), value);
  }

  @Override
  public V detach(V value) {
    return values.detach(value);
  }
}
