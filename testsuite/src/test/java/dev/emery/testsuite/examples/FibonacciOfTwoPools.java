package dev.emery.testsuite.examples;

import dev.emery.cell.PLong;
import dev.emery.pool.Pool;
import dev.emery.pool.Pools;
import java.nio.file.Path;

/**
 * The Fibonacci numbers, modulo 2<sup>64</sup>, of which one pool has the present and another the
 * one before: each step changes both or neither.
 */
final class FibonacciOfTwoPools {
  private FibonacciOfTwoPools() {}

  record Number(PLong<Number> index, PLong<Number> value) {
    static Number of(long index, long value) {
      return new Number(PLong.of(index), PLong.of(value));
    }
  }

  static Pool<Number> openPresent(Path folder) {
    return Pool.open(folder.resolve("present.pool"), Number.class, () -> Number.of(1, 1));
  }

  static Pool<Number> openBefore(Path folder) {
    return Pool.open(folder.resolve("before.pool"), Number.class, () -> Number.of(0, 0));
  }

  /**
   * Goes on in the pools of a folder to the number with this index, and says so after each step.
   */
  static void main(String[] args) {
    Path folder = Path.of(args[0]);
    long last = Long.parseLong(args[1]);
    try (var present = openPresent(folder);
        var before = openBefore(folder)) {
      while (present.root().index().get() < last) {
        step(present, before);
        IO.println(present.root().index().get());
      }
    }
  }

  static void step(Pool<Number> present, Pool<Number> before) {
    Number one = present.root();
    Number other = before.root();
    Pools.transaction(
        present,
        before,
        (j, k) -> {
          long value = one.value().getAndAdd(j, other.value().get());
          other.value().set(k, value);
          one.index().increment(j);
          other.index().increment(k);
        });
  }
}
