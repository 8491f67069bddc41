package dev.emery.testsuite.conformance;

import static com.google.common.collect.testing.features.CollectionSize.ZERO;

import com.google.common.collect.testing.features.CollectionSize;
import java.util.ArrayList;
import java.util.List;

/** Tests how a deque is read. */
public final class DequeReadTester<E> extends DequeTester<E> {

  /** JUnit makes one for each test. */
  public DequeReadTester() {}

  @CollectionSize.Require(absent = ZERO)
  public void testPeek_present() {
    assertEquals(original().getFirst(), deque().peek());
    assertEquals(original().getFirst(), deque().element());
    assertEquals(original().getFirst(), deque().peekFirst());
    assertEquals(original().getLast(), deque().peekLast());
    expectOrder(original());
  }

  @CollectionSize.Require(ZERO)
  public void testPeek_empty() {
    assertNull(deque().peek());
    assertNull(deque().peekFirst());
    assertNull(deque().peekLast());
  }

  public void testDescendingIterator_iterates() {
    List<E> seen = new ArrayList<>();
    deque().descendingIterator().forEachRemaining(seen::add);
    assertEquals(original().reversed(), seen);
  }

  public void testReversed_descendingIterator() {
    List<E> seen = new ArrayList<>();
    deque().reversed().descendingIterator().forEachRemaining(seen::add);
    assertEquals(original(), seen);
  }
}
