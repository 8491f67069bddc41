package dev.emery.testsuite.conformance;

import static com.google.common.collect.testing.features.CollectionFeature.SUPPORTS_ADD;
import static com.google.common.collect.testing.features.CollectionSize.ZERO;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;

/** Tests how elements are put at the ends of a sequenced collection. */
public final class SequencedAddTester<E> extends SequencedTester<E> {

  /** JUnit makes one for each test. */
  public SequencedAddTester() {}

  @CollectionFeature.Require(SUPPORTS_ADD)
  public void testAddFirst_new() {
    sequenced().addFirst(e3());
    expectOrder(with(0, e3()));
  }

  @CollectionFeature.Require(SUPPORTS_ADD)
  public void testAddLast_new() {
    sequenced().addLast(e3());
    expectOrder(with(getNumElements(), e3()));
  }

  @CollectionFeature.Require(SUPPORTS_ADD)
  @CollectionSize.Require(absent = ZERO)
  public void testAddFirst_present() {
    E last = original().getLast();
    sequenced().addFirst(last);
    expectOrder(with(0, last));
  }

  @CollectionFeature.Require(SUPPORTS_ADD)
  @CollectionSize.Require(absent = ZERO)
  public void testAddLast_present() {
    E first = original().getFirst();
    sequenced().addLast(first);
    expectOrder(with(getNumElements(), first));
  }

  @CollectionFeature.Require(SUPPORTS_ADD)
  public void testReversed_addFirst() {
    sequenced().reversed().addFirst(e3());
    expectOrder(with(getNumElements(), e3()));
  }

  @CollectionFeature.Require(SUPPORTS_ADD)
  public void testReversed_addLast() {
    sequenced().reversed().addLast(e3());
    expectOrder(with(0, e3()));
  }

  @CollectionFeature.Require(absent = SUPPORTS_ADD)
  public void testAddFirst_unsupported() {
    assertThrows(UnsupportedOperationException.class, () -> sequenced().addFirst(e3()));
    expectOrder(original());
  }

  @CollectionFeature.Require(absent = SUPPORTS_ADD)
  public void testAddLast_unsupported() {
    assertThrows(UnsupportedOperationException.class, () -> sequenced().addLast(e3()));
    expectOrder(original());
  }

  @CollectionFeature.Require(absent = SUPPORTS_ADD)
  public void testReversed_addUnsupported() {
    assertThrows(UnsupportedOperationException.class, () -> sequenced().reversed().addFirst(e3()));
    assertThrows(UnsupportedOperationException.class, () -> sequenced().reversed().addLast(e3()));
    expectOrder(original());
  }
}
