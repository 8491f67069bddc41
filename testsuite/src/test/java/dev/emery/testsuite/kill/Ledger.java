package dev.emery.testsuite.kill;

import dev.emery.cell.PLong;
import dev.emery.collections.PHashMap;
import dev.emery.collections.PVec;
import dev.emery.transaction.Journal;

/**
 * The root of a pool that is killed: each thread changes a lane of its own, and all share a book.
 *
 * @param lanes the part of each thread
 * @param book an entry for each sixteenth step of any thread
 * @param total the sum of what was booked
 */
record Ledger(PHashMap<Long, Lane, Ledger> lanes, PVec<Long, Ledger> book, PLong<Ledger> total) {

  /**
   * What one thread changes. Each step touches several of these, and the model knows what they hold
   * after it: half a step is seen.
   *
   * @param step number of the last step
   * @param from account that amounts are taken from
   * @param to account that the same amounts are given to
   * @param log all amounts since it was last emptied
   * @param texts texts of very different lengths, which come and go
   */
  record Lane(
      PLong<Ledger> step,
      PHashMap<Long, Long, Ledger> from,
      PHashMap<Long, Long, Ledger> to,
      PVec<Long, Ledger> log,
      PHashMap<Long, String, Ledger> texts) {

    static Lane empty() {
      return new Lane(
          PLong.of(0), new PHashMap<>(), new PHashMap<>(), new PVec<>(), new PHashMap<>());
    }
  }

  /** The lane of a thread, empty if this is its first step. */
  Lane lane(Journal<Ledger> j, long number) {
    Lane lane = lanes.get(number);
    if (lane == null) {
      lanes.put(j, number, Lane.empty());
      lane = lanes.get(number);
    }
    return lane;
  }

  /** Takes a step inside a transaction. */
  void take(Journal<Ledger> j, Step step) {
    if (step.booked() && step.bookFirst()) {
      book(j, step);
    }
    Lane lane = lane(j, step.lane());
    lane.step().set(j, step.number());
    lane.from().merge(j, step.account(), -step.amount(), Long::sum);
    for (int i = 0; i < step.width(); i++) {
      lane.to().merge(j, step.account() + i, step.share(i), Long::sum);
    }
    if (step.emptiesLog()) {
      lane.log().clear(j);
    }
    lane.log().add(j, step.amount());
    if (step.text().isEmpty()) {
      lane.texts().remove(j, step.textKey());
    } else {
      lane.texts().put(j, step.textKey(), step.text());
    }
    if (step.booked() && !step.bookFirst()) {
      book(j, step);
    }
  }

  /** In one order or the other, so that threads meet in deadlocks. */
  private void book(Journal<Ledger> j, Step step) {
    if (step.bookFirst()) {
      total.add(j, step.amount());
      book.add(j, step.entry());
    } else {
      book.add(j, step.entry());
      total.add(j, step.amount());
    }
  }
}
