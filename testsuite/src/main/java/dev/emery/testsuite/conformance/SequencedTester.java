package dev.emery.testsuite.conformance;

import com.google.common.collect.testing.AbstractCollectionTester;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedCollection;
import java.util.SequencedSet;

/** What the tests of sequenced collections share. */
abstract class SequencedTester<E> extends AbstractCollectionTester<E> {

  final SequencedCollection<E> sequenced() {
    return (SequencedCollection<E>) collection;
  }

  /** The elements as they were at first, in their order. */
  final List<E> original() {
    return new ArrayList<>(getOrderedElements());
  }

  /** Compares in order, from both sides. */
  final void expectOrder(List<E> expected) {
    assertEquals(expected, new ArrayList<>(collection));
    assertEquals(expected.reversed(), new ArrayList<>(sequenced().reversed()));
  }

  /** The elements after one was added, which a set has only once. */
  final List<E> with(int index, E element) {
    List<E> expected = original();
    int at = index;
    if (collection instanceof SequencedSet) {
      int before = expected.indexOf(element);
      if (before >= 0) {
        expected.remove(before);
        at = Math.min(at, expected.size());
      }
    }
    expected.add(at, element);
    return expected;
  }
}
