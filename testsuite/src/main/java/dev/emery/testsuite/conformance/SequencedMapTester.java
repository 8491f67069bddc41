package dev.emery.testsuite.conformance;

import com.google.common.collect.testing.AbstractMapTester;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** What the tests of sequenced maps share. */
abstract class SequencedMapTester<K, V> extends AbstractMapTester<K, V> {

  final SequencedMap<K, V> sequenced() {
    return (SequencedMap<K, V>) getMap();
  }

  /** The entries as they were at first, in their order. */
  final List<Map.Entry<K, V>> original() {
    return new ArrayList<>(getOrderedElements());
  }

  /** Compares in order, from both sides. */
  final void expectOrder(List<Map.Entry<K, V>> expected) {
    assertEquals(expected, new ArrayList<>(sequenced().entrySet()));
    assertEquals(expected.reversed(), new ArrayList<>(sequenced().reversed().entrySet()));
  }
}
