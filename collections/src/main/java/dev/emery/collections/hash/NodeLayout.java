package dev.emery.collections.hash;

import dev.emery.collections.sequence.Parts;
import dev.emery.schema.Codec;
import dev.emery.schema.OwnedVisitor;
import dev.emery.transaction.Memory;
import java.util.function.Consumer;

/**
 * Where key and value lie in the nodes of linked maps of one type.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class NodeLayout<K, V> {
  final Codec<K> keys;
  final Codec<V> values;

  /** Payload bytes of a node. */
  final long bytes;

  private final int valueOffset;

  NodeLayout(Codec<K> keys, Codec<V> values) {
    this.keys = keys;
    this.values = values;
    this.valueOffset = Slots.aligned(keys.width(), values.alignment());
    this.bytes = LinkedFormat.bytes(valueOffset + values.width());
  }

  /** The place of a node's value. */
  long valueAt(long node) {
    return LinkedFormat.keyAt(node) + valueOffset;
  }

  K key(Memory m, long node) {
    return keys.load(m, node, LinkedFormat.keyAt(node));
  }

  V value(Memory m, long node) {
    return values.load(m, node, valueAt(node));
  }

  /** Shows a node and what it owns. */
  void visit(Memory m, long node, OwnedVisitor visitor) {
    if (visitor.part(node, bytes)) {
      keys.visit(m, node, LinkedFormat.keyAt(node), visitor);
      values.visit(m, node, valueAt(node), visitor);
    }
  }

  /** Reports what is wrong with a node; false where there is none. */
  boolean check(Memory m, long node, Consumer<String> problems) {
    if (node == 0 || m.tag(node) != Parts.TAG || m.capacity(node) < bytes) {
      problems.accept("node at 0x%x is no part of the right size".formatted(node));
      return false;
    }
    keys.check(m, node, LinkedFormat.keyAt(node), problems);
    values.check(m, node, valueAt(node), problems);
    return true;
  }
}
