package dev.emery.collections;

import com.google.errorprone.annotations.DoNotCall;

/**
 * A queue whose inherited mutators are closed: each throws and names the one that takes a journal.
 *
 * @param <E> the type of the elements
 * @param <P> the root record of the pool
 */
abstract class ClosedQueue<E, P> extends ClosedCollection<E, P> implements JournaledQueue<E, P> {
  /*
   * Deprecated for removal, although nothing is going to be removed: javac then warns at a line
   * that calls one without any option, and Error Prone makes it an error. A type to read cannot
   * hide what java.util has.
   */
  ClosedQueue() {}

  /**
   * Always throws: the journal comes first, {@code offer(j, element)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use offer(j, element) inside a transaction, or edit(j)")
  @Override
  public final boolean offer(E element) {
    throw new UnsupportedOperationException(
        "use offer(j, element) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code remove(j)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use remove(j) inside a transaction, or edit(j)")
  @Override
  public final E remove() {
    throw new UnsupportedOperationException("use remove(j) inside a transaction, or edit(j)");
  }

  /**
   * Always throws: the journal comes first, {@code poll(j)}.
   *
   * @deprecated not going away, but marked so that the compiler warns: it never works
   */
  @Deprecated(forRemoval = true)
  @DoNotCall("use poll(j) inside a transaction, or edit(j)")
  @Override
  public final E poll() {
    throw new UnsupportedOperationException("use poll(j) inside a transaction, or edit(j)");
  }
}
