package dev.emery.testsuite.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a ledger must hold, computed with ordinary collections from the last step of each lane. */
final class LedgerModel {
  private final long seed;
  private final Map<Long, LaneModel> lanes = new TreeMap<>();
  private long total;

  LedgerModel(long seed) {
    this.seed = seed;
  }

  private static final class LaneModel {
    private final Map<Long, Long> from = new HashMap<>();
    private final Map<Long, Long> to = new HashMap<>();
    private final List<Long> log = new ArrayList<>();
    private final Map<Long, String> texts = new HashMap<>();
    private long step;

    void take(Step step) {
      this.step = step.number();
      from.merge(step.account(), -step.amount(), Long::sum);
      for (int i = 0; i < step.width(); i++) {
        to.merge(step.account() + i, step.share(i), Long::sum);
      }
      if (step.emptiesLog()) {
        log.clear();
      }
      log.add(step.amount());
      if (step.text().isEmpty()) {
        texts.remove(step.textKey());
      } else {
        texts.put(step.textKey(), step.text());
      }
    }
  }

  /** The number of the last step that the model has taken in a lane. */
  long step(long lane) {
    LaneModel model = lanes.get(lane);
    return model == null ? 0 : model.step;
  }

  /**
   * Compares the ledger with the model at the ledger's own last steps, which must not lie before
   * what was acknowledged.
   *
   * @return how many steps are there that were not acknowledged
   */
  long check(Ledger ledger, Map<Long, Long> acknowledged) {
    long beyond = 0;
    for (long lane : ledger.lanes().keySet()) {
      long found = ledger.lanes().get(lane).step().get();
      long least = Math.max(acknowledged.getOrDefault(lane, 0L), step(lane));
      assertThat(found)
          .as("last step of lane %d, acknowledged %d", lane, least)
          .isGreaterThanOrEqualTo(least);
      beyond += found - least;
      advance(lane, found);
      checkLane(lane, ledger.lanes().get(lane));
    }
    assertThat(ledger.lanes().keySet()).as("lanes").containsAll(acknowledged.keySet());
    assertThat(ledger.lanes().keySet()).as("lanes").containsAll(lanes.keySet());
    checkBook(ledger);
    return beyond;
  }

  private void advance(long lane, long to) {
    LaneModel model = lanes.computeIfAbsent(lane, _ -> new LaneModel());
    for (long number = model.step + 1; number <= to; number++) {
      Step step = Step.of(seed, lane, number);
      model.take(step);
      if (step.booked()) {
        total += step.amount();
      }
    }
  }

  private void checkLane(long number, Ledger.Lane lane) {
    LaneModel model = lanes.get(number);
    assertThat(lane.from().equals(model.from)).as("from, lane=%d", number).isTrue();
    assertThat(lane.to().equals(model.to)).as("to, lane=%d", number).isTrue();
    assertThat(lane.log().equals(model.log)).as("log, lane=%d", number).isTrue();
    assertThat(lane.texts().equals(model.texts)).as("texts, lane=%d", number).isTrue();
    long sum =
        lane.from().values().stream().mapToLong(Long::longValue).sum()
            + lane.to().values().stream().mapToLong(Long::longValue).sum();
    assertThat(sum).as("sum of both accounts, lane=%d", number).isZero();
  }

  private void checkBook(Ledger ledger) {
    Map<Long, Long> last = new HashMap<>();
    for (long entry : ledger.book()) {
      long lane = entry >>> 48;
      long number = entry & (1L << 48) - 1;
      assertThat(number)
          .as("entries of lane %d follow each other", lane)
          .isEqualTo(last.getOrDefault(lane, 0L) + 16);
      last.put(lane, number);
    }
    lanes.forEach((lane, model) ->
        assertThat(last.getOrDefault(lane, 0L))
            .as("last entry of lane %d", lane)
            .isEqualTo(model.step / 16 * 16));
    assertThat(ledger.total().get()).as("total").isEqualTo(total);
  }
}
