package dev.emery.testsuite.conformance;

import java.util.Deque;

/** What the tests of deques share. */
abstract class DequeTester<E> extends SequencedTester<E> {

  final Deque<E> deque() {
    return (Deque<E>) collection;
  }
}
