package dev.emery.testsuite.conformance;

import java.util.ArrayList;
import java.util.List;
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
    for (TestSuite suite : subject.shape().suites(door, this::make)) {
      cases.addAll(Case.of(suite));
    }
    cases.removeIf(each -> !each.name().contains(ONLY));
    int all = cases.size();
    cases.removeIf(Deviation::isKnown);
    tally.leaveOut(door, all - cases.size());
    return door.grounds().stream().map(ground -> tests(ground, cases));
  }

  private DynamicNode tests(Ground ground, List<Case<X>> cases) {
    tally.expect(door, ground, cases.size());
    List<DynamicTest> batches = new ArrayList<>();
    for (int from = 0; from < cases.size(); from += BATCH) {
      List<Case<X>> batch = cases.subList(from, Math.min(cases.size(), from + BATCH));
      String name = "cases %d to %d of %d".formatted(from, from + batch.size() - 1, cases.size());
      batches.add(DynamicTest.dynamicTest(name, () -> run(ground, batch)));
    }
    return DynamicContainer.dynamicContainer(ground.toString(), batches);
  }

  private V make(List<X> content) {
    if (maker == null) {
      throw new IllegalStateException("no test is running");
    }
    return maker.apply(content);
  }

  private void run(Ground ground, List<Case<X>> batch) {
    List<Case<X>> unknown = batch.stream().filter(each -> !each.isKnown()).toList();
    if (ground.prepares() && !unknown.isEmpty()) {
      round(Ground.FRESH, unknown); // failures come again
    }
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
