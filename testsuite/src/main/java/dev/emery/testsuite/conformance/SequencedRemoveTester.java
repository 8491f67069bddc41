package dev.emery.testsuite.conformance;

import static com.google.common.collect.testing.features.CollectionFeature.SUPPORTS_ITERATOR_REMOVE;
import static com.google.common.collect.testing.features.CollectionFeature.SUPPORTS_REMOVE;
import static com.google.common.collect.testing.features.CollectionSize.ZERO;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Tests how elements are taken from the ends of a sequenced collection. */
public final class SequencedRemoveTester<E> extends SequencedTester<E> {

  /** JUnit makes one for each test. */
  public SequencedRemoveTester() {}

  private List<E> withoutFirst() {
    return original().subList(1, getNumElements());
  }

  private List<E> withoutLast() {
    return original().subList(0, getNumElements() - 1);
  }

  @CollectionFeature.Require(SUPPORTS_REMOVE)
  @CollectionSize.Require(absent = ZERO)
  public void testRemoveFirst_present() {
    assertEquals(original().getFirst(), sequenced().removeFirst());
    expectOrder(withoutFirst());
  }

  @CollectionFeature.Require(SUPPORTS_REMOVE)
  @CollectionSize.Require(absent = ZERO)
  public void testRemoveLast_present() {
    assertEquals(original().getLast(), sequenced().removeLast());
    expectOrder(withoutLast());
  }

  @CollectionFeature.Require(SUPPORTS_REMOVE)
  @CollectionSize.Require(absent = ZERO)
  public void testReversed_removeFirst() {
    assertEquals(original().getLast(), sequenced().reversed().removeFirst());
    expectOrder(withoutLast());
  }

  @CollectionFeature.Require(SUPPORTS_REMOVE)
  @CollectionSize.Require(absent = ZERO)
  public void testReversed_removeLast() {
    assertEquals(original().getFirst(), sequenced().reversed().removeLast());
    expectOrder(withoutFirst());
  }

  @CollectionFeature.Require(SUPPORTS_REMOVE)
  @CollectionSize.Require(ZERO)
  public void testRemove_empty() {
    assertThrows(NoSuchElementException.class, () -> sequenced().removeFirst());
    assertThrows(NoSuchElementException.class, () -> sequenced().removeLast());
    assertThrows(NoSuchElementException.class, () -> sequenced().reversed().removeFirst());
    assertThrows(NoSuchElementException.class, () -> sequenced().reversed().removeLast());
  }

  @CollectionFeature.Require(SUPPORTS_ITERATOR_REMOVE)
  @CollectionSize.Require(absent = ZERO)
  public void testReversed_iteratorRemove() {
    Iterator<E> backwards = sequenced().reversed().iterator();
    assertEquals(original().getLast(), backwards.next());
    backwards.remove();
    expectOrder(withoutLast());
    for (E element : withoutLast().reversed()) {
      assertEquals(element, backwards.next());
    }
    assertFalse(backwards.hasNext());
  }

  @CollectionFeature.Require(SUPPORTS_REMOVE)
  public void testReversed_clear() {
    sequenced().reversed().clear();
    expectOrder(List.of());
  }

  @CollectionFeature.Require(absent = SUPPORTS_REMOVE)
  @CollectionSize.Require(absent = ZERO)
  public void testRemove_unsupported() {
    assertThrows(UnsupportedOperationException.class, () -> sequenced().removeFirst());
    assertThrows(UnsupportedOperationException.class, () -> sequenced().removeLast());
    assertThrows(UnsupportedOperationException.class, () -> sequenced().reversed().removeFirst());
    assertThrows(UnsupportedOperationException.class, () -> sequenced().reversed().removeLast());
    expectOrder(original());
  }
}
