package dev.emery.testsuite.examples;

import dev.emery.collections.PVec;
import dev.emery.transaction.Journal;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Numbers that only ever change places, so that each stays there once. */
record Swaps(PVec<Integer, Swaps> numbers) {

  static Swaps of(int size) {
    return new Swaps(PVec.of(IntStream.range(0, size).boxed().toList()));
  }

  void swap(Journal<Swaps> j, RandomGenerator random) {
    numbers.swap(j, random.nextInt(numbers.size()), random.nextInt(numbers.size()));
  }

  boolean isPermutation() {
    return numbers.stream()
        .sorted()
        .toList()
        .equals(IntStream.range(0, numbers.size()).boxed().toList());
  }
}
