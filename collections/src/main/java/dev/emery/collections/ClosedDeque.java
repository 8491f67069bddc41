package dev.emery.collections;

import com.google.errorprone.annotations.DoNotCall;
import dev.emery.collections.sequence.Swapped;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A deque whose inherited mutators are closed: each throws and names the one that takes a journal.
 *
 * @param <E> the type of the elements
 * @param <P> the root record of the pool
 */
abstract class ClosedDeque<E, P> extends ClosedQueue<E, P> implements JournaledDeque<E, P> {
  /*
   * Deprecated for removal, although nothing is going to be removed: javac then warns at a line
   * that calls one without any option, and Error Prone makes it an error. A type to read cannot
   * hide what java.util has.
   */
  ClosedDeque() {}

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
   * Always throws: the journal comes first, {@code offerFirst(j, element)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use offerFirst(j, element) inside a transaction, or edit(j)")
  @Override
  public final boolean offerFirst(E element) {
    throw new UnsupportedOperationException(
        "use offerFirst(j, element) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code offerLast(j, element)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use offerLast(j, element) inside a transaction, or edit(j)")
  @Override
  public final boolean offerLast(E element) {
    throw new UnsupportedOperationException(
        "use offerLast(j, element) inside a transaction, or edit(j)");
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
   * Always throws: the journal comes first, {@code pollFirst(j)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use pollFirst(j) inside a transaction, or edit(j)")
  @Override
  public final E pollFirst() {
    throw new UnsupportedOperationException("use pollFirst(j) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code pollLast(j)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use pollLast(j) inside a transaction, or edit(j)")
  @Override
  public final E pollLast() {
    throw new UnsupportedOperationException("use pollLast(j) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code removeFirstOccurrence(j, o)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use removeFirstOccurrence(j, o) inside a transaction, or edit(j)")
  @Override
  public final boolean removeFirstOccurrence(@Nullable Object o) {
    Swapped.check(o);
    throw new UnsupportedOperationException(
        "use removeFirstOccurrence(j, o) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code removeLastOccurrence(j, o)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use removeLastOccurrence(j, o) inside a transaction, or edit(j)")
  @Override
  public final boolean removeLastOccurrence(@Nullable Object o) {
    Swapped.check(o);
    throw new UnsupportedOperationException(
        "use removeLastOccurrence(j, o) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code push(j, element)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use push(j, element) inside a transaction, or edit(j)")
  @Override
  public final void push(E element) {
    throw new UnsupportedOperationException(
        "use push(j, element) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code pop(j)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use pop(j) inside a transaction, or edit(j)")
  @Override
  public final E pop() {
    throw new UnsupportedOperationException("use pop(j) inside a transaction, or edit(j)");
  }

  // ---- reads

  private static <E> E present(@Nullable E element) {
    if (element == null) {
      throw new NoSuchElementException("deque is empty");
    }
    return element;
  }

  @Override
  public final @Nullable E peek() {
    return peekFirst();
  }

  @Override
  public final E element() {
    return getFirst();
  }

  @Override
  public final E getFirst() {
    return present(peekFirst());
  }

  @Override
  public final E getLast() {
    return present(peekLast());
  }
}
