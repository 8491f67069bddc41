package dev.emery.collections.sequence;

import dev.emery.JournalEndedException;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * A sequence as a mutable collection, for as long as its journal is open: what deques and queues
 * have in common.
 *
 * @param <E> the type of the elements
 */
@SuppressWarnings("emery.escape") // every call asks the journal whether it is open
public abstract class SequenceEdit<E> extends AbstractCollection<E> {
  private final Range<E> all;
  private final Journal<?> journal;

  SequenceEdit(Range<E> all, Journal<?> journal) {
    this.all = all;
    this.journal = journal;
    requireOpen(journal);
  }

  static void requireOpen(Journal<?> journal) {
    if (!Memory.isOpen(journal)) {
      throw new JournalEndedException(
          "edit(j) was used after the transaction of j: take a new one in each transaction");
    }
  }

  final Range<E> range() {
    requireOpen(journal);
    return all;
  }

  final Journal<?> journal() {
    return journal;
  }

  @Override
  public int size() {
    return range().size();
  }

  @Override
  public boolean contains(Object o) {
    return range().indexOf(o) >= 0;
  }

  @Override
  public Iterator<E> iterator() {
    return new RangeIterator<>(range(), journal, 0);
  }

  @Override
  public Object[] toArray() {
    return range().toArray();
  }

  @Override
  public <T> T[] toArray(T[] target) {
    return ArrayOf.elements(range().toArray(), target);
  }

  @Override
  public <T> T[] toArray(IntFunction<T[]> generator) {
    return toArray(generator.apply(0));
  }

  @Override
  public void forEach(Consumer<? super E> action) {
    ArrayOf.forEach(range().toArray(), action);
  }

  @Override
  public Spliterator<E> spliterator() {
    return new SnapshotSpliterator<>(() -> range().toArray(), Spliterator.ORDERED);
  }

  @Override
  public boolean removeAll(Collection<?> other) {
    return removeIf(other::contains);
  }

  @Override
  public boolean retainAll(Collection<?> other) {
    return removeIf(element -> !other.contains(element));
  }

  @Override
  public boolean removeIf(Predicate<? super E> filter) {
    return range().removeIf(journal, filter);
  }

  @Override
  public void clear() {
    range().clear(journal);
  }
}
