package dev.emery.testsuite.crash.pool;

import dev.emery.medium.Medium;
import dev.emery.pool.Pool;
import dev.emery.pool.Pools;
import dev.emery.testsuite.crash.Recording;
import dev.emery.testsuite.crash.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Transfers from one pool to the two others on one medium, each of the three in its turn the one
 * that decides, as a workload for the explorer. The content is the numbers of the pools.
 */
final class RoundWorkload implements Workload<List<Long>> {
  private static final List<Path> FILES =
      Stream.of("a", "b", "c").map(name -> Path.of("/pools/" + name + ".pool")).toList();

  /** How the pools are opened after a crash. */
  enum Reopening {
    /** All together, in their order. */
    TOGETHER(true, false),
    /** All together, the last one first. */
    TOGETHER_BACKWARDS(true, true),
    /** One after the other, in their order. */
    ONE_BY_ONE(false, false),
    /** One after the other, the last one first. */
    ONE_BY_ONE_BACKWARDS(false, true);

    private final boolean together;
    private final boolean backwards;

    Reopening(boolean together, boolean backwards) {
      this.together = together;
      this.backwards = backwards;
    }
  }

  private final Reopening reopening;
  private final Optional<String> forgetful;

  RoundWorkload(Reopening reopening) {
    this(reopening, Optional.empty());
  }

  private RoundWorkload(Reopening reopening, Optional<String> forgetful) {
    this.reopening = reopening;
    this.forgetful = forgetful;
  }

  /** The same on a medium that does not sync the file with this name; recovery runs without it. */
  RoundWorkload withoutSyncOf(String file) {
    return new RoundWorkload(reopening, Optional.of(file));
  }

  @Override
  public String name() {
    return "transfers of three, reopened "
        + reopening
        + forgetful.map(file -> ", no sync of " + file).orElse("");
  }

  @Override
  public String toString() {
    return name();
  }

  @Override
  public List<Long> initial() {
    return List.of(0L, 0L, 0L);
  }

  @Override
  public void run(Recording<List<Long>> recording) {
    Medium medium =
        forgetful
            .<Medium>map(
                file -> new ForgetfulMedium(recording.medium(), path -> path.endsWith(file)))
            .orElse(recording.medium());
    List<Pool<Depot>> pools =
        FILES.stream().map(file -> TransferWorkload.open(medium, file)).toList();
    recording.attempt(initial());
    recording.durable();
    for (int round = 0; round < 5; round++) {
      if (round == 3) {
        pools.get(1).checkpoint();
      }
      transfer(pools, round, recording);
    }
    pools.forEach(Pool::close); // the first before the others have confirmed durably
  }

  private static void transfer(
      List<Pool<Depot>> pools, int round, Recording<List<Long>> recording) {
    List<Pool<Depot>> order = new ArrayList<>(pools);
    Collections.rotate(order, round);
    long amount = 1L << round;
    Pools.transaction(
        order.get(0),
        order.get(1),
        order.get(2),
        (j0, j1, j2) -> {
          TransferWorkload.add(order.get(0), j0, -2 * amount);
          TransferWorkload.add(order.get(1), j1, amount);
          TransferWorkload.add(order.get(2), j2, amount);
          recording.attempt(content(pools));
        });
    recording.durable();
  }

  private static List<Long> content(List<Pool<Depot>> pools) {
    return pools.stream().map(pool -> pool.root().number().get()).toList();
  }

  @Override
  public List<Long> recover(Medium medium) {
    List<Long> numbers = new ArrayList<>(initial());
    List<Integer> order = new ArrayList<>(List.of(0, 1, 2));
    if (reopening.backwards) {
      Collections.reverse(order);
    }
    List<Pool<Depot>> open = new ArrayList<>();
    try {
      for (int at : order) {
        Pool<Depot> pool = TransferWorkload.open(medium, FILES.get(at));
        open.add(pool);
        numbers.set(at, TransferWorkload.check(pool).number().get());
        if (!reopening.together) {
          open.removeLast().close();
        }
      }
    } finally {
      open.forEach(Pool::close);
    }
    return numbers;
  }

  @Override
  public void goOn(Medium medium, List<Long> content) {
    List<Pool<Depot>> pools = new ArrayList<>();
    try {
      FILES.forEach(file -> pools.add(TransferWorkload.open(medium, file)));
      if (!content(pools).equals(content)) {
        throw new AssertionError("a second opening changed the content");
      }
      for (int round = 0; round < 3; round++) {
        TransferWorkload.moveTen(pools.get(round), pools.get((round + 1) % 3));
      }
      pools.forEach(TransferWorkload::check);
    } finally {
      pools.forEach(Pool::close);
    }
  }
}
