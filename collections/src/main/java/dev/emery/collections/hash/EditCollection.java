package dev.emery.collections.hash;

import dev.emery.collections.sequence.ArrayOf;
import dev.emery.collections.sequence.SnapshotSpliterator;
import dev.emery.transaction.Journal;
import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * One side of a map under edit, such as its values: what is removed here is removed from the map.
 *
 * @param <T> the type of the elements
 */
@SuppressWarnings("emery.escape") // every call asks the journal whether it is open
class EditCollection<T> extends AbstractCollection<T> {
  private final Side<?, ?, T> whole;
  private final Journal<?> journal;

  EditCollection(Side<?, ?, T> whole, Journal<?> journal) {
    this.whole = whole;
    this.journal = journal;
  }

  final Side<?, ?, T> side() {
    MapEdit.requireOpen(journal);
    return whole;
  }

  final Journal<?> journal() {
    return journal;
  }

  @Override
  public int size() {
    return side().size();
  }

  @Override
  public boolean contains(Object o) {
    return side().contains(o);
  }

  @Override
  public Iterator<T> iterator() {
    return side().iterator(journal);
  }

  @Override
  public Object[] toArray() {
    return side().toArray();
  }

  @Override
  public <A> A[] toArray(A[] target) {
    return ArrayOf.elements(side().toArray(), target);
  }

  @Override
  public <A> A[] toArray(IntFunction<A[]> generator) {
    return toArray(generator.apply(0));
  }

  @Override
  public void forEach(Consumer<? super T> action) {
    ArrayOf.forEach(side().toArray(), action);
  }

  @Override
  public Spliterator<T> spliterator() {
    return new SnapshotSpliterator<>(() -> side().toArray(), whole.characteristics());
  }

  @Override
  public boolean remove(Object o) {
    return side().remove(journal, o);
  }

  @Override
  public boolean removeIf(Predicate<? super T> filter) {
    return side().removeIf(journal, filter);
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
  public void clear() {
    side().clear(journal);
  }
}
