package dev.emery.collections.sequence;

import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;

/** What keeps room for elements that are not there yet, and can be told how much. */
public sealed interface Roomy permits HeapSequence, PooledSequence {

  /** The number of elements that there is room for. */
  int capacity(Anchor a);

  /** Makes room at once for what a vector of {@code capacity} elements keeps in one piece. */
  void ensureCapacity(Anchor a, Journal<?> j, int capacity);

  /** Gives the room back that no element takes. */
  void trimToSize(Anchor a, Journal<?> j);
}
