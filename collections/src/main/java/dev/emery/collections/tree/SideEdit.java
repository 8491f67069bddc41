package dev.emery.collections.tree;

import dev.emery.collections.sequence.ArrayOf;
import dev.emery.transaction.Journal;
import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Iterator;
import java.util.Set;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The values of a map under edit: what is removed here is removed from the map.
 *
 * @param <T> the type of the elements
 */
@SuppressWarnings("emery.escape") // every call asks the journal whether it is open
class SideEdit<T> extends AbstractCollection<T> {
  private final Side<?, ?, T> whole;
  private final Journal<?> journal;

  SideEdit(Side<?, ?, T> whole, Journal<?> journal) {
    this.whole = whole;
    this.journal = journal;
  }

  /** The keys or entries of a map under edit. */
  static class OfSet<T> extends SideEdit<T> implements Set<T> {
    OfSet(Side<?, ?, T> whole, Journal<?> journal) {
      super(whole, journal);
    }

    @Override
    public Spliterator<T> spliterator() {
      return super.spliterator();
    }

    @Override
    public boolean equals(@Nullable Object o) {
      return o == this || side().isSet(o);
    }

    @Override
    public int hashCode() {
      return side().hashOfSet();
    }
  }

  final Side<?, ?, T> side() {
    TreeEdit.requireOpen(journal);
    return whole;
  }

  final Journal<?> journal() {
    TreeEdit.requireOpen(journal);
    return journal;
  }

  @Override
  public int size() {
    return side().size();
  }

  @Override
  public boolean isEmpty() {
    return side().isEmpty();
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
    return side().spliterator();
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
