package dev.emery.collections.hash;

import dev.emery.transaction.Journal;
import java.util.Collection;
import java.util.Objects;

/**
 * A hash set as a complete mutable {@link java.util.Set}, for as long as its journal is open.
 *
 * @param <E> the type of the elements
 */
@SuppressWarnings("emery.escape") // every call asks the journal whether it is open
public final class SetEdit<E> extends EditSet<E> {
  private final Entries<E, Presence> entries;
  private final Journal<?> journal;

  /** Creates the view. */
  public SetEdit(Entries<E, Presence> entries, Journal<?> journal) {
    super(new Side.Keys<>(entries), journal);
    this.entries = entries;
    this.journal = journal;
    MapEdit.requireOpen(journal);
  }

  @Override
  public boolean add(E element) {
    MapEdit.requireOpen(journal);
    return entries.put(journal, element, Presence.PRESENT) == null;
  }

  /** Adds elements; null among them is found before the first is added. */
  @Override
  public boolean addAll(Collection<? extends E> elements) {
    MapEdit.requireOpen(journal);
    Object[] added = elements.toArray();
    for (Object each : added) {
      Objects.requireNonNull(each);
    }
    boolean changed = false;
    for (Object each : added) {
      changed |= entries.put(journal, Pairs.cast(each), Presence.PRESENT) == null;
    }
    return changed;
  }
}
