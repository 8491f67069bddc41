package dev.emery.collections;

import com.google.errorprone.annotations.DoNotCall;
import dev.emery.collections.hash.Directed;
import dev.emery.collections.hash.End;
import dev.emery.collections.hash.Side;
import dev.emery.transaction.Journal;
import java.util.SequencedCollection;
import java.util.function.Function;

/**
 * The values of a linked map, in their order or the opposite. Nothing can be added here.
 *
 * @param <T> the type of the elements
 * @param <P> the root record of the pool
 */
class SequencedView<T, P> extends MapView<T, P> implements JournaledSequencedCollection<T, P> {
  private final Ends<T> ends;
  private final Function<Journal<P>, ? extends SequencedCollection<T>> editing;

  /** A side and the map that it is one of, which have their types of keys and values in common. */
  record Ends<T>(Side<?, ?, T> side, Function<End, T> at) {
    static <K, V, T> Ends<T> of(Directed<K, V> map, Side<K, V, T> side) {
      return new Ends<>(side, end -> map.at(end, side));
    }

    Ends<T> reversed() {
      return new Ends<>(side.reversed(), end -> at.apply(end.opposite()));
    }
  }

  SequencedView(Ends<T> ends, Function<Journal<P>, ? extends SequencedCollection<T>> editing) {
    super(ends.side());
    this.ends = ends;
    this.editing = editing;
  }

  final Ends<T> ends() {
    return ends;
  }

  @Override
  public SequencedCollection<T> edit(Journal<P> j) {
    return editing.apply(j);
  }

  @Override
  public JournaledSequencedCollection<T, P> reversed() {
    return new SequencedView<>(ends.reversed(), j -> edit(j).reversed());
  }

  @Override
  public final T getFirst() {
    return ends.at().apply(End.FIRST);
  }

  @Override
  public final T getLast() {
    return ends.at().apply(End.LAST);
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
