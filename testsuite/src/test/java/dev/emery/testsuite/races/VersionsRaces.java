package dev.emery.testsuite.races;

import dev.emery.isolation.Versions;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** Reads without a lock: what a reader validates was never half written (E27). */
public final class VersionsRaces {
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final long BLOCK = 4096;

  private VersionsRaces() {}

  /** Two words of one object, in two cache lines. */
  static class TwoWords {
    final Versions versions = new Versions();
    private final MemorySegment memory = Arena.ofAuto().allocate(256, 64);

    void set(long first, long second) {
      memory.set(LONG, 0, first);
      memory.set(LONG, 128, second);
    }

    void readInto(JJ_Result result) {
      long stamp = versions.read(BLOCK);
      long second = memory.get(LONG, 128);
      long first = memory.get(LONG, 0);
      boolean valid = !Versions.writing(stamp) && versions.same(BLOCK, stamp);
      result.r1 = valid ? first : -1;
      result.r2 = valid ? second : -1;
    }
  }

  /** One writer of two words, one reader. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "before the write")
  @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "after it")
  @Outcome(id = "-1, -1", expect = Expect.ACCEPTABLE, desc = "not validated")
  @Outcome(expect = Expect.FORBIDDEN, desc = "validated, and half written")
  @State
  public static class OneWriter extends TwoWords {
    /** Writes both words. */
    @Actor
    public void writer() {
      versions.beginWrite(BLOCK);
      set(1, 1);
      versions.endWrite(BLOCK);
    }

    /** Reads both words. */
    @Actor
    public void reader(JJ_Result result) {
      readInto(result);
    }
  }

  /** A write that is taken back, as by an abort: nobody has seen it. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "as if it never was")
  @Outcome(id = "-1, -1", expect = Expect.ACCEPTABLE, desc = "not validated")
  @Outcome(expect = Expect.FORBIDDEN, desc = "validated, and rolled back")
  @State
  public static class Abort extends TwoWords {
    /** Writes both words and takes that back. */
    @Actor
    public void writer() {
      versions.beginWrite(BLOCK);
      set(1, 1);
      set(0, 0);
      versions.endWrite(BLOCK);
    }

    /** Reads both words. */
    @Actor
    public void reader(JJ_Result result) {
      readInto(result);
    }
  }
}
