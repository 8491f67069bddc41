package dev.emery.testsuite.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.emery.Durability;
import dev.emery.pool.Pool;
import dev.emery.testsuite.examples.Fourier.Complex;
import dev.emery.testsuite.process.ChildJvm;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that are killed a few times, carry on, and are brought to their end here. */
class ResumeTest {
  private static final int KILLS = 2;
  private static final int SIGNAL = 1 << 13;

  private final long seed = Long.getLong("emery.seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);
  @TempDir private Path folder;

  /** Starts the program, kills it a moment after its first step, and returns its last one. */
  private long killOnce(Class<?> program, String... arguments) throws Exception {
    try (ChildJvm child = ChildJvm.start(folder, program, arguments)) {
      var said = new BufferedReader(new InputStreamReader(child.output(), UTF_8));
      String last = said.readLine();
      assertThat(last).as("first step, errors: %s", child.errors()).isNotNull();
      child.process().waitFor(random.nextLong(60), TimeUnit.MILLISECONDS);
      child.kill();
      for (String text : said.readAllAsString().split("(?<=\n)")) {
        last = text.endsWith("\n") ? text.strip() : last; // the last one may be cut off
      }
      return Long.parseLong(last);
    }
  }

  @Test
  void fibonacci_killed_carriesOn() throws Exception {
    Path file = folder.resolve("fibonacci.pool");
    long last = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      last = killOnce(Fibonacci.class, file.toString(), "1000000000");
    }
    try (var pool = Pool.open(file, Fibonacci.class)) {
      assertThat(pool.root().index().get()).as("seed %d", seed).isBetween(last, last + 1);
      pool.transaction(_ -> IntStream.range(0, 100).forEach(_ -> Fibonacci.step(pool)));
      long index = pool.root().index().get();
      assertThat(pool.root().number().get()).isEqualTo(Fibonacci.compute(index));
      assertThat(pool.check().problems()).isEmpty();
    }
  }

  @Test
  void fibonacciOfTwoPools_killed_carriesOnInBoth() throws Exception {
    long last = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      last = killOnce(FibonacciOfTwoPools.class, folder.toString(), "1000000000");
    }
    try (var present = FibonacciOfTwoPools.openPresent(folder);
        var before = FibonacciOfTwoPools.openBefore(folder)) {
      long index = present.root().index().get();
      assertThat(index).as("seed %d", seed).isBetween(last, last + 1);
      FibonacciOfTwoPools.step(present, before);
      assertThat(present.root().index().get()).isEqualTo(index + 1);
      assertThat(before.root().index().get()).isEqualTo(index);
      assertThat(present.root().value().get()).isEqualTo(Fibonacci.compute(index + 1));
      assertThat(before.root().value().get()).isEqualTo(Fibonacci.compute(index));
      assertThat(present.check().problems()).isEmpty();
      assertThat(before.check().problems()).isEmpty();
    }
  }

  @Test
  void fourier_killed_carriesOn() throws Exception {
    Path file = folder.resolve("fourier.pool");
    List<Complex> signal = Fourier.signal(SIGNAL);
    long last = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      last = killOnce(Fourier.class, file.toString(), String.valueOf(SIGNAL));
    }
    try (var pool = Pool.open(file, Fourier.class)) {
      Fourier fourier = pool.root();
      assertThat((long) fourier.steps()).as("seed %d", seed).isBetween(last, last + 1);
      while (!fourier.isDone()) {
        pool.transaction(Durability.RELAXED, fourier::step);
      }
      for (int k : new int[] {0, 1, SIGNAL / 2, SIGNAL - 1, random.nextInt(SIGNAL)}) {
        Complex sum = new Complex(0, 0);
        for (int i = 0; i < SIGNAL; i++) {
          sum = sum.plus(signal.get(i).times(Complex.root(-(double) k * i / SIGNAL)));
        }
        assertThat(fourier.values().get(k).re()).isCloseTo(sum.re(), within(1e-4));
        assertThat(fourier.values().get(k).im()).isCloseTo(sum.im(), within(1e-4));
      }
      assertThat(pool.check().problems()).isEmpty();
    }
  }
}
