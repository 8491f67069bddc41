package dev.emery.collections;

import com.google.errorprone.annotations.DoNotCall;
import dev.emery.collections.sequence.Swapped;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A set whose inherited mutators are closed: each throws and names the one that takes a journal.
 *
 * @param <E> the type of the elements
 * @param <P> the root record of the pool
 */
abstract class ClosedSet<E, P> extends AbstractSet<E> implements JournaledSet<E, P> {
  /*
   * Deprecated for removal, although nothing is going to be removed: javac then warns at a line
   * that calls one without any option, and Error Prone makes it an error. A type to read cannot
   * hide what java.util has.
   */
  ClosedSet() {}

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
}
