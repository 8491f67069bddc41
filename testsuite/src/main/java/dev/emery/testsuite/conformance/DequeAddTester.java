package dev.emery.testsuite.conformance;

import static com.google.common.collect.testing.features.CollectionFeature.ALLOWS_NULL_VALUES;
import static com.google.common.collect.testing.features.CollectionFeature.SUPPORTS_ADD;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.testing.features.CollectionFeature;

/** Tests how a deque grows. */
public final class DequeAddTester<E> extends DequeTester<E> {

  /** JUnit makes one for each test. */
  public DequeAddTester() {}

  @CollectionFeature.Require(SUPPORTS_ADD)
  public void testOfferFirst_adds() {
    assertTrue(deque().offerFirst(e3()));
    expectOrder(with(0, e3()));
  }

  @CollectionFeature.Require(SUPPORTS_ADD)
  public void testOfferLast_adds() {
    assertTrue(deque().offerLast(e3()));
    expectOrder(with(getNumElements(), e3()));
  }

  @CollectionFeature.Require(SUPPORTS_ADD)
  public void testOffer_adds() {
    assertTrue(deque().offer(e3()));
    expectOrder(with(getNumElements(), e3()));
  }

  @CollectionFeature.Require(SUPPORTS_ADD)
  public void testPush_adds() {
    deque().push(e3());
    expectOrder(with(0, e3()));
  }

  @CollectionFeature.Require(SUPPORTS_ADD)
  public void testReversed_push() {
    deque().reversed().push(e3());
    expectOrder(with(getNumElements(), e3()));
  }

  @CollectionFeature.Require(SUPPORTS_ADD)
  public void testAdd_manyAtBothEnds() {
    var expected = original();
    for (int i = 0; i < 40; i++) {
      deque().addFirst(e3());
      expected.addFirst(e3());
      deque().addLast(e4());
      expected.addLast(e4());
    }
    expectOrder(expected);
  }

  @CollectionFeature.Require(value = SUPPORTS_ADD, absent = ALLOWS_NULL_VALUES)
  @SuppressWarnings("NullAway") // null is what is tested
  public void testAdd_null() {
    assertThrows(NullPointerException.class, () -> deque().addFirst(null));
    assertThrows(NullPointerException.class, () -> deque().addLast(null));
    assertThrows(NullPointerException.class, () -> deque().offerFirst(null));
    assertThrows(NullPointerException.class, () -> deque().offerLast(null));
    assertThrows(NullPointerException.class, () -> deque().push(null));
    expectOrder(original());
  }

  @CollectionFeature.Require(absent = SUPPORTS_ADD)
  public void testOffer_unsupported() {
    assertThrows(UnsupportedOperationException.class, () -> deque().offer(e3()));
    assertThrows(UnsupportedOperationException.class, () -> deque().offerFirst(e3()));
    assertThrows(UnsupportedOperationException.class, () -> deque().offerLast(e3()));
    assertThrows(UnsupportedOperationException.class, () -> deque().push(e3()));
    expectOrder(original());
  }
}
