package dev.emery.testsuite.crash;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Leaves out steps of a script that fails, in halves, quarters and so on, while it still fails. */
final class ScriptShrink<P extends Record> {
  private static final long LONGEST_NANOS = 60_000_000_000L;

  private final CrashScript<P> script;
  private final UnaryOperator<CrashExplorer<Object>> settings;
  private final long start = System.nanoTime();
  private int[] kept;

  ScriptShrink(CrashScript<P> script, UnaryOperator<CrashExplorer<Object>> settings) {
    this.script = script;
    this.settings = settings;
    this.kept = IntStream.range(0, script.size()).toArray();
  }

  /** Returns the report of the shortest script found, or that of the whole. */
  CrashReport from(CrashReport whole) {
    CrashReport smallest = whole;
    int pieces = 1;
    while (kept.length > 0 && System.nanoTime() - start < LONGEST_NANOS) {
      int size = Math.max(1, kept.length / pieces);
      CrashReport smaller = withoutOne(size);
      if (smaller != null) {
        smallest = smaller;
        pieces = Math.max(1, pieces / 2);
      } else if (size == 1) {
        return smallest;
      } else {
        pieces *= 2;
      }
    }
    return smallest;
  }

  /** Leaves out a piece of some length, from the end on, and returns the report if it fails. */
  private @Nullable CrashReport withoutOne(int size) {
    for (int to = kept.length; to > 0; to -= size) {
      int from = Math.max(0, to - size);
      int end = to;
      int[] rest =
          IntStream.range(0, kept.length)
              .filter(i -> i < from || i >= end)
              .map(i -> kept[i])
              .toArray();
      CrashReport report = failing(rest);
      if (report != null) {
        kept = rest;
        return report;
      }
    }
    return null;
  }

  /** Returns the report of some of the steps if they fail; steps that cannot run do not count. */
  private @Nullable CrashReport failing(int[] numbers) {
    try {
      CrashReport report =
          settings.apply(CrashExplorer.of(script.only(numbers).workload())).explore();
      return report.failures().isEmpty() ? null : report;
    } catch (Exception | AssertionError e) {
      return null;
    }
  }

  @Override
  public String toString() {
    return script + Arrays.toString(kept);
  }
}
