package dev.emery.testsuite.conformance;

import static com.google.common.collect.testing.features.CollectionFeature.SUPPORTS_ADD;
import static com.google.common.collect.testing.features.CollectionFeature.SUPPORTS_ITERATOR_REMOVE;
import static com.google.common.collect.testing.features.CollectionFeature.SUPPORTS_REMOVE;
import static com.google.common.collect.testing.features.CollectionSize.ZERO;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Tests how a deque shrinks. */
public final class DequeRemoveTester<E> extends DequeTester<E> {

  /** JUnit makes one for each test. */
  public DequeRemoveTester() {}

  @CollectionFeature.Require(SUPPORTS_REMOVE)
  @CollectionSize.Require(absent = ZERO)
  public void testPollFirst_present() {
    assertEquals(original().getFirst(), deque().pollFirst());
    expectOrder(original().subList(1, getNumElements()));
  }

  @CollectionFeature.Require(SUPPORTS_REMOVE)
  @CollectionSize.Require(absent = ZERO)
  public void testPollLast_present() {
    assertEquals(original().getLast(), deque().pollLast());
    expectOrder(original().subList(0, getNumElements() - 1));
  }

  @CollectionFeature.Require(SUPPORTS_REMOVE)
  @CollectionSize.Require(absent = ZERO)
  public void testPop_present() {
    assertEquals(original().getFirst(), deque().pop());
    expectOrder(original().subList(1, getNumElements()));
  }

  @CollectionFeature.Require(SUPPORTS_REMOVE)
  public void testPoll_untilEmpty() {
    boolean first = true;
    for (List<E> left = original(); !left.isEmpty(); first = !first) {
      assertEquals(
          first ? left.removeFirst() : left.removeLast(),
          first ? deque().pollFirst() : deque().pollLast());
    }
    assertNull(deque().poll());
    assertNull(deque().pollFirst());
    assertNull(deque().pollLast());
    assertThrows(NoSuchElementException.class, () -> deque().pop());
    assertThrows(NoSuchElementException.class, () -> deque().remove());
  }

  @CollectionFeature.Require({SUPPORTS_REMOVE, SUPPORTS_ADD})
  @CollectionSize.Require(absent = ZERO)
  public void testRemoveOccurrence_ofTwo() {
    E element = original().getFirst();
    deque().addLast(e3());
    deque().addLast(element);
    assertTrue(deque().removeLastOccurrence(element));
    List<E> expected = with(getNumElements(), e3());
    expectOrder(expected);
    deque().addLast(element);
    assertTrue(deque().removeFirstOccurrence(element));
    expected.removeFirst();
    expected.addLast(element);
    expectOrder(expected);
  }

  @CollectionFeature.Require(SUPPORTS_REMOVE)
  public void testRemoveOccurrence_absent() {
    assertFalse(deque().removeFirstOccurrence(e3()));
    assertFalse(deque().removeLastOccurrence(e3()));
    expectOrder(original());
  }

  @CollectionFeature.Require(SUPPORTS_ITERATOR_REMOVE)
  @CollectionSize.Require(absent = ZERO)
  public void testDescendingIterator_remove() {
    Iterator<E> backwards = deque().descendingIterator();
    assertEquals(original().getLast(), backwards.next());
    backwards.remove();
    expectOrder(original().subList(0, getNumElements() - 1));
  }

  @CollectionFeature.Require(absent = SUPPORTS_REMOVE)
  @CollectionSize.Require(absent = ZERO)
  public void testPoll_unsupported() {
    E element = original().getFirst();
    assertThrows(UnsupportedOperationException.class, () -> deque().pollFirst());
    assertThrows(UnsupportedOperationException.class, () -> deque().pollLast());
    assertThrows(UnsupportedOperationException.class, () -> deque().pop());
    assertThrows(UnsupportedOperationException.class, () -> deque().removeFirstOccurrence(element));
    assertThrows(UnsupportedOperationException.class, () -> deque().removeLastOccurrence(element));
    expectOrder(original());
  }
}
