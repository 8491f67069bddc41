package dev.emery.collections;

import com.google.errorprone.annotations.DoNotCall;
import dev.emery.collections.sequence.Swapped;
import java.util.AbstractList;
import java.util.Collection;
import java.util.Comparator;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A list whose inherited mutators are closed: each throws and names the one that takes a journal.
 *
 * @param <E> the type of the elements
 * @param <P> the root record of the pool
 */
abstract class ClosedList<E, P> extends AbstractList<E> implements JournaledList<E, P> {
  /*
   * Deprecated for removal, although nothing is going to be removed: javac then warns at a line
   * that calls one without any option, and Error Prone makes it an error. A type to read cannot
   * hide what java.util has.
   */
  ClosedList() {}

  @Override
  public abstract JournaledList<E, P> subList(int from, int to);

  /**
   * Always throws: the journal comes first, {@code add(j, element)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use add(j, element) inside a transaction, or edit(j)")
  @Override
  public final boolean add(E element) {
    throw new UnsupportedOperationException("use add(j, element) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code addAll(j, elements)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use addAll(j, elements) inside a transaction, or edit(j)")
  @Override
  public final boolean addAll(Collection<? extends E> elements) {
    throw new UnsupportedOperationException(
        "use addAll(j, elements) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code remove(j, o)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use remove(j, o) inside a transaction, or edit(j)")
  @Override
  public final boolean remove(@Nullable Object o) {
    Swapped.check(o);
    throw new UnsupportedOperationException("use remove(j, o) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code removeAll(j, other)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use removeAll(j, other) inside a transaction, or edit(j)")
  @Override
  public final boolean removeAll(Collection<?> other) {
    throw new UnsupportedOperationException(
        "use removeAll(j, other) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code retainAll(j, other)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use retainAll(j, other) inside a transaction, or edit(j)")
  @Override
  public final boolean retainAll(Collection<?> other) {
    throw new UnsupportedOperationException(
        "use retainAll(j, other) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code removeIf(j, filter)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use removeIf(j, filter) inside a transaction, or edit(j)")
  @Override
  public final boolean removeIf(Predicate<? super E> filter) {
    throw new UnsupportedOperationException(
        "use removeIf(j, filter) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code clear(j)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use clear(j) inside a transaction, or edit(j)")
  @Override
  public final void clear() {
    throw new UnsupportedOperationException("use clear(j) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code add(j, index, element)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use add(j, index, element) inside a transaction, or edit(j)")
  @Override
  public final void add(int index, E element) {
    throw new UnsupportedOperationException(
        "use add(j, index, element) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code addAll(j, index, elements)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use addAll(j, index, elements) inside a transaction, or edit(j)")
  @Override
  public final boolean addAll(int index, Collection<? extends E> elements) {
    throw new UnsupportedOperationException(
        "use addAll(j, index, elements) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code addFirst(j, element)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use addFirst(j, element) inside a transaction, or edit(j)")
  @Override
  public final void addFirst(E element) {
    throw new UnsupportedOperationException(
        "use addFirst(j, element) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code addLast(j, element)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use addLast(j, element) inside a transaction, or edit(j)")
  @Override
  public final void addLast(E element) {
    throw new UnsupportedOperationException(
        "use addLast(j, element) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code removeAt(j, index)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use removeAt(j, index) inside a transaction, or edit(j)")
  @Override
  public final E remove(int index) {
    throw new UnsupportedOperationException(
        "use removeAt(j, index) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code removeFirst(j)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use removeFirst(j) inside a transaction, or edit(j)")
  @Override
  public final E removeFirst() {
    throw new UnsupportedOperationException("use removeFirst(j) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code removeLast(j)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use removeLast(j) inside a transaction, or edit(j)")
  @Override
  public final E removeLast() {
    throw new UnsupportedOperationException("use removeLast(j) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code set(j, index, element)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use set(j, index, element) inside a transaction, or edit(j)")
  @Override
  public final E set(int index, E element) {
    throw new UnsupportedOperationException(
        "use set(j, index, element) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code replaceAll(j, operator)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use replaceAll(j, operator) inside a transaction, or edit(j)")
  @Override
  public final void replaceAll(UnaryOperator<E> operator) {
    throw new UnsupportedOperationException(
        "use replaceAll(j, operator) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code sort(j, order)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use sort(j, order) inside a transaction, or edit(j)")
  @Override
  public final void sort(@Nullable Comparator<? super E> order) {
    throw new UnsupportedOperationException("use sort(j, order) inside a transaction, or edit(j)");
  }
}
