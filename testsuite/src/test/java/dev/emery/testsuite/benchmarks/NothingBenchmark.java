package dev.emery.testsuite.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The price of measuring: what every other figure contains. */
@State(Scope.Benchmark)
public class NothingBenchmark {
  private long count;

  @Benchmark
  public long count() {
    return count++;
  }
}
