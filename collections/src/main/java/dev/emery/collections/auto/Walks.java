package dev.emery.collections.auto;

import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;

/**
 * Ways through a collection that others may change meanwhile: each shows every element that is
 * there all the time exactly once, and none twice.
 *
 * <p>An order over the elements says how to go on after a change, and so no more than a few of them
 * are kept. Where the collection has no such order, the elements are copied.
 */
public final class Walks {
  private Walks() {}

  /** Through a copy of the elements. */
  @SuppressWarnings("unchecked") // what the collection holds
  public static <E> Iterator<E> copy(Collection<E> elements) {
    return (Iterator<E>) Arrays.asList(elements.toArray()).iterator();
  }
}
