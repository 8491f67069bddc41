package dev.emery.collections.sequence;

import dev.emery.transaction.Journal;
import java.util.RandomAccess;

/**
 * A {@link ListEdit} whose elements are found by index in O(1), so that library code goes by
 * indexes.
 *
 * @param <E> the type of the elements
 */
final class RandomAccessEdit<E> extends ListEdit<E> implements RandomAccess {
  RandomAccessEdit(Range<E> all, Journal<?> journal) {
    super(all, journal);
  }
}
