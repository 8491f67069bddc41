package dev.emery.collections.hash;

import dev.emery.transaction.Journal;
import java.util.SequencedSet;

/**
 * The keys or entries of a linked map under edit, in their order or the opposite.
 *
 * @param <T> the type of the elements
 */
final class EditSequencedSet<T> extends EditSet<T> implements SequencedSet<T> {

  EditSequencedSet(Side<?, ?, T> whole, Journal<?> journal) {
    super(whole, journal);
  }

  @Override
  public SequencedSet<T> reversed() {
    return new EditSequencedSet<>(side().reversed(), journal());
  }
}
