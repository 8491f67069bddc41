package dev.emery.collections;

import com.google.errorprone.annotations.DoNotCall;
import dev.emery.collections.tree.Side;
import java.util.Spliterator;
import org.jspecify.annotations.Nullable;

/**
 * A sorted set whose inherited mutators are closed: each throws and names the one that takes a
 * journal.
 *
 * @param <E> the type of the elements
 * @param <P> the root record of the pool
 */
abstract class ClosedNavigableSet<E, P> extends TreeView<E, P>
    implements JournaledNavigableSet<E, P> {

  ClosedNavigableSet(Side<?, ?, E> side) {
    super(side);
  }

  @Override
  public Spliterator<E> spliterator() {
    return super.spliterator();
  }

  /**
   * Always throws: the journal comes first, {@code pollFirst(j)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use pollFirst(j) inside a transaction, or edit(j)")
  @Override
  public final @Nullable E pollFirst() {
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
  public final @Nullable E pollLast() {
    throw new UnsupportedOperationException("use pollLast(j) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code pollFirst(j)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use pollFirst(j) inside a transaction, or edit(j)")
  @Override
  public final E removeFirst() {
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
  public final E removeLast() {
    throw new UnsupportedOperationException("use pollLast(j) inside a transaction, or edit(j)");
  }

  /**
   * Always throws, as in {@link java.util.TreeSet}: the order decides on the place.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("the order decides on the place")
  @Override
  public final void addFirst(E element) {
    throw new UnsupportedOperationException("the order decides on the place");
  }

  /**
   * Always throws, as in {@link java.util.TreeSet}: the order decides on the place.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("the order decides on the place")
  @Override
  public final void addLast(E element) {
    throw new UnsupportedOperationException("the order decides on the place");
  }
}
