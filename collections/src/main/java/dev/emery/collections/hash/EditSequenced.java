package dev.emery.collections.hash;

import dev.emery.transaction.Journal;
import java.util.SequencedCollection;

/**
 * The values of a linked map under edit, in their order or the opposite.
 *
 * @param <T> the type of the elements
 */
final class EditSequenced<T> extends EditCollection<T> implements SequencedCollection<T> {

  EditSequenced(Side<?, ?, T> whole, Journal<?> journal) {
    super(whole, journal);
  }

  @Override
  public SequencedCollection<T> reversed() {
    return new EditSequenced<>(side().reversed(), journal());
  }
}
