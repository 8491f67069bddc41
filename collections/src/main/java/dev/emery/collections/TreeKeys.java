package dev.emery.collections;

import dev.emery.collections.tree.Span;
import org.jspecify.annotations.Nullable;

/** The keys of a sorted map, or a part of a sorted set. */
final class TreeKeys<E, V, P> extends NavigableSetView<E, V, P> {

  TreeKeys(Span<E, V> span, @Nullable V present) {
    super(span, present);
  }
}
