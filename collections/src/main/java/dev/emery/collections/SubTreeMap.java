package dev.emery.collections;

import dev.emery.collections.tree.Span;

/** A part of a sorted map, or one in the other direction. */
final class SubTreeMap<K, V, P> extends NavigableMapView<K, V, P> {

  SubTreeMap(Span<K, V> span) {
    super(span);
  }
}
