package dev.emery.testsuite.examples;

import dev.emery.cell.PLong;
import dev.emery.pool.Pool;
import java.nio.file.Path;

/**
 * The Fibonacci numbers one after the other, modulo 2<sup>64</sup>: each step is a transaction, so
 * a program that is killed carries on where it was.
 */
record Fibonacci(PLong<Fibonacci> index, PLong<Fibonacci> number, PLong<Fibonacci> next) {

  static Fibonacci first() {
    return new Fibonacci(PLong.of(0), PLong.of(0), PLong.of(1));
  }

  /** Goes on to the number with this index, and says so after each step. */
  static void main(String[] args) {
    long last = Long.parseLong(args[1]);
    try (var pool = Pool.open(Path.of(args[0]), Fibonacci.class, Fibonacci::first)) {
      while (pool.root().index().get() < last) {
        step(pool);
        IO.println(pool.root().index().get());
      }
    }
  }

  static void step(Pool<Fibonacci> pool) {
    Fibonacci state = pool.root();
    pool.transaction(j -> {
      state.index().increment(j);
      state.number().swap(j, state.next());
      state.next().add(j, state.number().get());
    });
  }

  static long compute(long index) {
    long number = 0;
    long next = 1;
    for (long i = 0; i < index; i++) {
      long sum = number + next;
      number = next;
      next = sum;
    }
    return number;
  }
}
