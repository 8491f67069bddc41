package dev.emery.testsuite.examples;

import dev.emery.cell.PInt;
import dev.emery.collections.PVec;
import dev.emery.pool.Pool;
import dev.emery.transaction.Journal;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A fast Fourier transform in place, in steps of a few butterflies, each a transaction. What is
 * done is part of the state, so a program that is killed carries on where it was.
 */
record Fourier(PVec<Fourier.Complex, Fourier> values, PInt<Fourier> half, PInt<Fourier> done) {

  record Complex(double re, double im) {
    Complex plus(Complex other) {
      return new Complex(re + other.re, im + other.im);
    }

    Complex minus(Complex other) {
      return new Complex(re - other.re, im - other.im);
    }

    Complex times(Complex other) {
      return new Complex(re * other.re - im * other.im, re * other.im + im * other.re);
    }

    static Complex root(double turn) {
      return new Complex(Math.cos(2 * Math.PI * turn), Math.sin(2 * Math.PI * turn));
    }
  }

  private static final int BUTTERFLIES = 4; // of a step

  /**
   * A transform of a signal whose length is a power of two: the values in the bits' reverse order.
   */
  static Fourier of(List<Complex> signal) {
    int shift = Integer.numberOfLeadingZeros(signal.size()) + 1;
    var values =
        IntStream.range(0, signal.size()).mapToObj(i -> signal.get(Integer.reverse(i) >>> shift));
    return new Fourier(PVec.of(values.toList()), PInt.of(1), PInt.of(0));
  }

  static List<Complex> signal(int length) {
    return IntStream.range(0, length).mapToObj(i -> new Complex(i * i % 37 - 18, i % 5)).toList();
  }

  boolean isDone() {
    return half.get() >= values.size();
  }

  /** Some butterflies: pairs that lie {@code half} apart. */
  void step(Journal<Fourier> j) {
    int apart = half.get();
    int end = Math.min(done.get() + BUTTERFLIES, values.size() / 2);
    for (int i = done.get(); i < end; i++) {
      int at = i / apart * 2 * apart + i % apart;
      Complex even = values.get(at);
      Complex odd = values.get(at + apart).times(Complex.root(-(i % apart) / (2.0 * apart)));
      values.set(j, at, even.plus(odd));
      values.set(j, at + apart, even.minus(odd));
    }
    done.set(j, end);
    if (end == values.size() / 2) {
      done.set(j, 0);
      half.set(j, 2 * apart);
    }
  }

  /** Steps taken so far, of all that there are. */
  int steps() {
    int perStage = Math.ceilDiv(values.size() / 2, BUTTERFLIES);
    return Integer.numberOfTrailingZeros(half.get()) * perStage + done.get() / BUTTERFLIES;
  }

  /** Goes on to the end, and says so after each step. */
  static void main(String[] args) {
    int length = Integer.parseInt(args[1]);
    try (var pool = Pool.open(Path.of(args[0]), Fourier.class, () -> of(signal(length)))) {
      while (!pool.root().isDone()) {
        pool.transaction(pool.root()::step);
        IO.println(pool.root().steps());
      }
    }
  }
}
