package dev.emery.collections.hash;

import dev.emery.collections.sequence.ArrayOf;
import dev.emery.transaction.Journal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys or entries of a map under edit: what is removed here is removed from the map.
 *
 * @param <T> the type of the elements
 */
class EditSet<T> extends EditCollection<T> implements Set<T> {

  EditSet(Side<?, ?, T> whole, Journal<?> journal) {
    super(whole, journal);
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o == this || ArrayOf.isSetOf(toArray(), o);
  }

  @Override
  public int hashCode() {
    return ArrayOf.hashOfSet(toArray());
  }
}
