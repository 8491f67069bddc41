package dev.emery.testsuite.fault;

import dev.emery.pool.Pool;
import java.util.ArrayList;
import java.util.List;

/** What is known of the steps of a pool while calls on it fail. */
final class Doubt {
  private final List<Long> sure = new ArrayList<>();
  private final List<Long> doubtful = new ArrayList<>();

  /** The number for the next step. */
  long next() {
    return 1 + (doubtful.isEmpty() ? sure.isEmpty() ? 0 : sure.getLast() : doubtful.getLast());
  }

  /** A step was acknowledged: it has to stay. */
  void acknowledged(long step) {
    sure.add(step);
  }

  /** A step has failed, and may be there or not. */
  void failed(long step) {
    doubtful.add(step);
  }

  /** Looks at a pool: all that was acknowledged is there, and of the rest whole steps. */
  void settle(Pool<Books> pool) {
    List<Long> found = Books.stepsOf(pool);
    List<Long> all = new ArrayList<>(sure);
    all.addAll(doubtful);
    if (!found.containsAll(sure) || !all.containsAll(found)) {
      throw new AssertionError(
          "steps %s, acknowledged %s, failed %s".formatted(found, sure, doubtful));
    }
    sure.clear();
    sure.addAll(found);
    doubtful.clear();
  }
}
