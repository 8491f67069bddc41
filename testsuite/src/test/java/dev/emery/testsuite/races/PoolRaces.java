package dev.emery.testsuite.races;

import dev.emery.Durability;
import dev.emery.collections.PHashMap;
import dev.emery.collections.PVec;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** Transactions beside readers, on places of one pool in memory that each test has for itself. */
public final class PoolRaces {
  private static final int PLACES = 1 << 16;

  /** What the tests change. */
  public record Root(PVec<Long, Root> numbers, PHashMap<Long, Long, Root> map) {}

  private static final Pool<Root> POOL =
      Pool.inMemory(Root.class, PoolOptions.defaults().durability(Durability.RELAXED));
  private static final PVec<Long, Root> NUMBERS = POOL.root().numbers();
  private static final PHashMap<Long, Long, Root> MAP = POOL.root().map();
  private static final AtomicLong NEXT = new AtomicLong();

  static {
    POOL.transaction(j -> {
      for (long i = 0; i < PLACES; i++) {
        NUMBERS.add(j, 0L);
      }
    });
  }

  private PoolRaces() {}

  /** Two neighbours in a vector. */
  static class Pair {
    final int place = (int) (2 * NEXT.getAndIncrement() % PLACES);

    Pair() {
      POOL.transaction(j -> {
        NUMBERS.set(j, place, 0L);
        NUMBERS.set(j, place + 1, 0L);
      });
    }

    void setBoth() {
      POOL.transaction(j -> {
        NUMBERS.set(j, place, 1L);
        NUMBERS.set(j, place + 1, 1L);
      });
    }
  }

  /** A copy without a scope is of one moment. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "before the transaction")
  @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "after it")
  @Outcome(expect = Expect.FORBIDDEN, desc = "half a transaction")
  @State
  public static class Copy extends Pair {
    /** Changes both. */
    @Actor
    public void writer() {
      setBoth();
    }

    /** Copies both. */
    @Actor
    public void reader(JJ_Result result) {
      List<Long> copy = List.copyOf(NUMBERS.subList(place, place + 2));
      result.r1 = copy.get(0);
      result.r2 = copy.get(1);
    }
  }

  /** Reads in one scope see one state. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "before the transaction")
  @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "after it")
  @Outcome(expect = Expect.FORBIDDEN, desc = "half a transaction")
  @State
  public static class Scope extends Pair {
    /** Changes both. */
    @Actor
    public void writer() {
      setBoth();
    }

    /** Reads both. */
    @Actor
    public void reader(JJ_Result result) {
      POOL.read(_ -> {
        result.r1 = NUMBERS.get(place);
        result.r2 = NUMBERS.get(place + 1);
      });
    }
  }

  /** Two single reads without a scope: what was once seen stays. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "before the transaction")
  @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "the transaction between the reads")
  @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "after it")
  @Outcome(expect = Expect.FORBIDDEN, desc = "back in time")
  @State
  public static class SingleReads extends Pair {
    /** Changes both. */
    @Actor
    public void writer() {
      setBoth();
    }

    /** Reads the second before the first. */
    @Actor
    public void reader(JJ_Result result) {
      result.r1 = NUMBERS.get(place + 1);
      result.r2 = NUMBERS.get(place);
    }
  }

  /** Of two that ask a map by autoCommit() to be the first, one is. */
  @JCStressTest
  @Outcome(id = "-1, 1", expect = Expect.ACCEPTABLE, desc = "the first actor was first")
  @Outcome(id = "2, -1", expect = Expect.ACCEPTABLE, desc = "the second was")
  @Outcome(expect = Expect.FORBIDDEN, desc = "none or both")
  @State
  public static class PutIfAbsent {
    private final long key = NEXT.getAndIncrement() % PLACES;

    /** Finds the place empty. */
    public PutIfAbsent() {
      POOL.transaction(j -> MAP.remove(j, key));
    }

    /** Puts 1. */
    @Actor
    public void first(JJ_Result result) {
      Long known = MAP.autoCommit().putIfAbsent(key, 1L);
      result.r1 = known == null ? -1 : known;
    }

    /** Puts 2. */
    @Actor
    public void second(JJ_Result result) {
      Long known = MAP.autoCommit().putIfAbsent(key, 2L);
      result.r2 = known == null ? -1 : known;
    }
  }
}
