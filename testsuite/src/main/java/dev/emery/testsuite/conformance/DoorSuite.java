package dev.emery.testsuite.conformance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import junit.framework.TestSuite;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/** The tests of a collection through one of its doors. */
final class DoorSuite<X, V, C extends V, P extends Record> {
  /** How many cases share a pool: opening one takes as long as some dozen cases. */
  private static final int BATCH = 250;

  /**
   * So many batches run at most on a ground where pools are opened once, and a tenth of that where
   * they are opened again; 0 means all of them. Which ones, the seed decides.
   */
  private static final int MOST_BATCHES = Integer.getInteger("emery.conformance.batches", 0);

  private static final int MOST_COLLECTIONS = 100;

  private static final String ONLY = System.getProperty("emery.conformance.only", "");

  private final Conformance<X, V, C, P> subject;
  private final Door door;
  private final Tally tally;
  private final long seed;
  private @Nullable Function<List<X>, V> maker;

  DoorSuite(Conformance<X, V, C, P> subject, Door door, Tally tally, long seed) {
    this.subject = subject;
    this.door = door;
    this.tally = tally;
    this.seed = seed;
  }

  Conformance<X, V, C, P> subject() {
    return subject;
  }

  Door door() {
    return door;
  }

  Stream<DynamicNode> tests() {
    List<Case<X>> cases = new ArrayList<>();
    maker = subject::prototype; // suites of parts ask one for its comparator when they are made
    for (TestSuite suite : subject.shape().suites(door, this::make)) {
      cases.addAll(Case.of(suite));
    }
    maker = null;
    cases.removeIf(each -> !each.name().contains(ONLY));
    int all = cases.size();
    cases.removeIf(Deviation::isKnown);
    tally.leaveOut(door, all - cases.size());
    return door.grounds().stream().map(ground -> tests(ground, cases));
  }

  private DynamicNode tests(Ground ground, List<Case<X>> cases) {
    List<Integer> starts = new ArrayList<>();
    for (int from = 0; from < cases.size(); from += BATCH) {
      starts.add(from);
    }
    if (MOST_BATCHES > 0) {
      Collections.shuffle(starts, new Random(seed + ground.ordinal()));
    }
    int most = most(ground);
    List<DynamicTest> batches = new ArrayList<>();
    for (int from : starts) {
      List<Case<X>> batch = cases.subList(from, Math.min(cases.size(), from + BATCH));
      if (batches.size() == most) {
        tally.postpone(batch.size());
      } else {
        String name = "cases %d to %d of %d".formatted(from, from + batch.size() - 1, cases.size());
        batches.add(DynamicTest.dynamicTest(name, () -> run(ground, batch)));
      }
    }
    return DynamicContainer.dynamicContainer(ground.toString(), batches);
  }

  private static int most(Ground ground) {
    if (MOST_BATCHES == 0) {
      return Integer.MAX_VALUE;
    }
    return ground.prepares() ? Math.max(1, MOST_BATCHES / 10) : MOST_BATCHES;
  }

  /** A few cases of iterators make thousands of collections. */
  private boolean isThriftyOn(Ground ground, Case<X> each) {
    return MOST_BATCHES == 0
        || !ground.prepares()
        || !door.changes()
        || each.asked().size() <= MOST_COLLECTIONS;
  }

  private V make(List<X> content) {
    if (maker == null) {
      throw new IllegalStateException("no test is running");
    }
    return maker.apply(content);
  }

  private void run(Ground ground, List<Case<X>> all) {
    List<Case<X>> unknown = all.stream().filter(each -> !each.isKnown()).toList();
    if (ground.prepares() && !unknown.isEmpty()) {
      round(Ground.FRESH, unknown); // failures come again
    }
    List<Case<X>> batch = all.stream().filter(each -> isThriftyOn(ground, each)).toList();
    tally.expect(door, ground, batch.size());
    tally.postpone(all.size() - batch.size());
    List<Failure> failures = round(ground, batch);
    if (failures.stream().anyMatch(Failure::isOfBatch) && batch.size() > 1) {
      failures = batch.stream().flatMap(each -> round(ground, List.of(each)).stream()).toList();
    }
    tally.pass(door, ground, batch.size() - failures.size());
    if (!failures.isEmpty()) {
      throw Failure.of(failures, batch.size(), seed);
    }
  }

  private List<Failure> round(Ground ground, List<Case<X>> batch) {
    try (var round = new Round<>(this, ground, seed)) {
      maker = round::make;
      return round.run(batch);
    } finally {
      maker = null;
    }
  }
}
