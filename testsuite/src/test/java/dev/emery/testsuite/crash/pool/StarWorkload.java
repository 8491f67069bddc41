package dev.emery.testsuite.crash.pool;

import dev.emery.journal.DecisionFormat;
import dev.emery.medium.Medium;
import dev.emery.pool.Pool;
import dev.emery.pool.Pools;
import dev.emery.testsuite.crash.Recording;
import dev.emery.testsuite.crash.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Transfers from one pool, which decides, to each of some others in turn, as a workload for the
 * explorer. No other pool confirms durably before it has to, so that each keeps one of the first
 * pool's entries for decisions. The content is the numbers of the first pool and of two others: the
 * one whose entry is the oldest, and the last one.
 *
 * <p>Two pools alone would never show an entry that is used again too early: the next prepare
 * record of the other pool makes what it has confirmed before durable.
 */
final class StarWorkload implements Workload<StarWorkload.Numbers> {
  private static final Path HUB = Path.of("/pools/hub.pool");

  /** What is in the pools that matter. */
  record Numbers(long hub, long first, long last) {}

  private final int others;
  private Numbers numbers = initial();

  /**
   * @param others how many other pools there are; with more than {@link DecisionFormat#ENTRIES}
   *     only crashes from the commit on that has to wait for an entry are of interest
   */
  StarWorkload(int others) {
    this.others = others;
  }

  @Override
  public String name() {
    return "decisions about " + others + " others";
  }

  @Override
  public String toString() {
    return name();
  }

  private static Path other(int number) {
    return Path.of("/pools/" + number + ".pool");
  }

  private Path last() {
    return other(others - 1);
  }

  private boolean hasEntryForEach() {
    return others <= DecisionFormat.ENTRIES;
  }

  @Override
  public Numbers initial() {
    return new Numbers(0, 0, 0);
  }

  @Override
  public void run(Recording<Numbers> recording) {
    Medium medium = recording.medium();
    List<Pool<Depot>> pools = new ArrayList<>();
    Pool<Depot> hub = TransferWorkload.open(medium, HUB);
    for (int i = 0; i < others; i++) {
      pools.add(TransferWorkload.open(medium, other(i)));
    }
    numbers = initial();
    recording.attempt(numbers);
    recording.durable();
    recording.begin();
    for (int i = 0; i < others - 1; i++) {
      transfer(hub, pools, i, recording);
    }
    if (!hasEntryForEach()) {
      recording.begin();
    }
    transfer(hub, pools, others - 1, recording);
    transfer(hub, pools, 0, recording);
    transfer(hub, pools, others - 1, recording);
    if (!hasEntryForEach()) {
      recording.end();
    }
    hub.close(); // while some have not confirmed durably
    pools.forEach(Pool::close);
  }

  private void transfer(
      Pool<Depot> hub, List<Pool<Depot>> pools, int to, Recording<Numbers> recording) {
    Pool<Depot> other = pools.get(to);
    long first = numbers.first + (to == 0 ? 1 : 0);
    long last = numbers.last + (to == others - 1 ? 1 : 0);
    numbers = new Numbers(numbers.hub - 1, first, last);
    Pools.transaction(
        hub,
        other,
        (jh, jo) -> {
          TransferWorkload.add(hub, jh, -1);
          TransferWorkload.add(other, jo, 1);
          recording.attempt(numbers);
        });
    recording.durable();
  }

  /** Opens the first of the others at the end, after a commit that would take its entry. */
  @Override
  public Numbers recover(Medium medium) {
    try (Pool<Depot> hub = TransferWorkload.open(medium, HUB);
        Pool<Depot> last = TransferWorkload.open(medium, last())) {
      if (hasEntryForEach()) {
        Pools.transaction(
            hub,
            last,
            (jh, jl) -> {
              hub.root().list().add(jh, 1L);
              last.root().list().add(jl, 1L);
            });
      }
      try (Pool<Depot> first = TransferWorkload.open(medium, other(0))) {
        return content(hub, first, last);
      }
    }
  }

  private static Numbers content(Pool<Depot> hub, Pool<Depot> first, Pool<Depot> last) {
    return new Numbers(
        TransferWorkload.check(hub).number().get(),
        TransferWorkload.check(first).number().get(),
        TransferWorkload.check(last).number().get());
  }

  @Override
  public void goOn(Medium medium, Numbers content) {
    try (Pool<Depot> hub = TransferWorkload.open(medium, HUB)) {
      try (Pool<Depot> second = TransferWorkload.open(medium, other(1))) {
        TransferWorkload.moveTen(hub, second); // which gives back the entry that it may have
      }
      try (Pool<Depot> first = TransferWorkload.open(medium, other(0));
          Pool<Depot> last = TransferWorkload.open(medium, last())) {
        Numbers moved = content(hub, first, last);
        if (moved.hub != content.hub - 10 || moved.first != content.first) {
          throw new AssertionError("a second opening changed the content");
        }
        for (int i = 0; i < 2; i++) {
          TransferWorkload.moveTen(hub, first);
          TransferWorkload.moveTen(hub, last);
        }
        Numbers unused = content(hub, first, last);
      }
    }
  }
}
