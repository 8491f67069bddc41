package dev.emery.collections;

import com.google.errorprone.annotations.DoNotCall;
import dev.emery.collections.hash.End;
import dev.emery.collections.hash.Side;
import java.util.function.Function;

/**
 * One side of a linked map, in its order or the opposite, as a collection to read. Nothing can be
 * added here.
 *
 * @param <T> the type of the elements
 * @param <P> the root record of the pool
 */
abstract class SequencedView<T, P> extends MapView<T, P>
    implements JournaledSequencedCollection<T, P> {
  private final Function<End, T> ends;

  /** Creates the view; {@code ends} gives the first or last element, or throws. */
  SequencedView(Side<?, ?, T> side, Function<End, T> ends) {
    super(side);
    this.ends = ends;
  }

  @Override
  public final T getFirst() {
    return ends.apply(End.FIRST);
  }

  @Override
  public final T getLast() {
    return ends.apply(End.LAST);
  }

  /**
   * Always throws: elements come through the map, {@code putFirst(j, key, value)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use putFirst(j, key, value) of the map")
  @Override
  public final void addFirst(T element) {
    throw new UnsupportedOperationException("use putFirst(j, key, value) of the map");
  }

  /**
   * Always throws: elements come through the map, {@code putLast(j, key, value)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use putLast(j, key, value) of the map")
  @Override
  public final void addLast(T element) {
    throw new UnsupportedOperationException("use putLast(j, key, value) of the map");
  }

  /**
   * Always throws: the journal comes first, {@code removeFirst(j)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use removeFirst(j) inside a transaction, or edit(j)")
  @Override
  public final T removeFirst() {
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
  public final T removeLast() {
    throw new UnsupportedOperationException("use removeLast(j) inside a transaction, or edit(j)");
  }
}
