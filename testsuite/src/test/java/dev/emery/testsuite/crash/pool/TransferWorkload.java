package dev.emery.testsuite.crash.pool;

import dev.emery.Durability;
import dev.emery.medium.Medium;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.pool.Pools;
import dev.emery.testsuite.crash.Recording;
import dev.emery.testsuite.crash.Workload;
import dev.emery.transaction.Journal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Transfers between two pools on one medium, as a workload for the explorer. Each pool also has a
 * text and an entity that say the same as its number, so that blocks come and go on both sides.
 */
final class TransferWorkload implements Workload<TransferWorkload.Both> {
  private static final Path A = Path.of("/pools/a.pool");
  private static final Path B = Path.of("/pools/b.pool");

  /** What is in both pools: their numbers, and how often the second was changed alone. */
  record Both(long a, long b, long alone) {}

  /** In which order the pools are opened after a crash. */
  enum Order {
    /** The first, and the second while it is open. */
    FIRST_WITH_SECOND,
    /** The second, and the first while it is open. */
    SECOND_WITH_FIRST,
    /** The first, and the second when it is closed again. */
    FIRST_THEN_SECOND,
    /** The second, and the first when it is closed again. */
    SECOND_THEN_FIRST
  }

  private final String name;
  private final Order order;
  private final UnaryOperator<Medium> bug;
  private Recording<Both> recording;
  private Pool<Depot> a;
  private Pool<Depot> b;
  private boolean interfering;
  private long alone;

  TransferWorkload(Order order) {
    this("transfer, reopened " + order, order, UnaryOperator.identity());
  }

  private TransferWorkload(String name, Order order, UnaryOperator<Medium> bug) {
    this.name = name;
    this.order = order;
    this.bug = bug;
  }

  /** The same on a medium with a planted bug; recovery runs without it. */
  TransferWorkload with(String bugName, UnaryOperator<Medium> planted) {
    return new TransferWorkload(name + " with " + bugName, order, planted);
  }

  @Override
  public String toString() {
    return name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Both initial() {
    return new Both(0, 0, 0);
  }

  @Override
  public void run(Recording<Both> into) throws InterruptedException {
    recording = into;
    interfering = false;
    alone = 0;
    Predicate<Path> watch =
        path -> {
          interfere(path);
          return false;
        };
    Medium medium = new ForgetfulMedium(bug.apply(into.medium()), watch);
    a = open(medium, A);
    b = open(medium, B);
    recording.attempt(new Both(0, 0, 0));
    recording.durable();
    transfer(a, b, 1);
    transfer(b, a, 2); // the other one decides
    interfering = true;
    transfer(a, b, 3);
    a.checkpoint();
    transfer(a, b, 4);
    b.checkpoint();
    transfer(a, b, 5);
    a.close(); // while the second pool has not confirmed durably
    b.close();
    a = open(medium, A);
    b = open(medium, B);
    transfer(b, a, 6);
    a.close();
    b.close();
  }

  private void transfer(Pool<Depot> from, Pool<Depot> to, long amount) {
    Pools.transaction(
        from,
        to,
        (jf, jt) -> {
          add(from, jf, -amount);
          add(to, jt, amount);
          recording.attempt(new Both(a.root().number().get(), b.root().number().get(), alone));
        });
    recording.durable();
  }

  /** Adds to the number of a pool, and lets its text and its entity say the same. */
  static void add(Pool<Depot> pool, Journal<Depot> j, long amount) {
    pool.root().number().add(j, amount);
    long number = pool.root().number().get();
    pool.root().note().set(j, note(number));
    pool.root().box().set(j, Optional.of(Depot.Box.of(note(number), number)));
  }

  /** A transfer after a recovery, which takes the entities away. */
  static void moveTen(Pool<Depot> from, Pool<Depot> to) {
    Pools.transaction(
        from,
        to,
        (jf, jt) -> {
          from.root().number().add(jf, -10);
          from.root().note().set(jf, note(from.root().number().get()));
          from.root().box().set(jf, Optional.empty());
          to.root().number().add(jt, 10);
          to.root().note().set(jt, note(to.root().number().get()));
          to.root().box().set(jt, Optional.empty());
        });
  }

  private static String note(long number) {
    return "a note that is too long for its slot, about the number " + number;
  }

  private static Both content(Depot first, Depot second) {
    return new Both(first.number().get(), second.number().get(), second.list().size());
  }

  /**
   * Between the decision of the first pool and its sync, the second is changed by somebody else and
   * checkpointed.
   */
  private void interfere(Path path) {
    if (!interfering || !path.toString().endsWith("a.pool.journal")) {
      return;
    }
    interfering = false;
    alone = 1;
    recording.attempt(new Both(1, -1, alone)); // if the transfer does not count
    recording.attempt(new Both(-2, 2, alone));
    Thread other =
        Thread.ofPlatform()
            .start(() -> {
              b.transaction(Durability.SYNC, j -> b.root().list().add(j, 1L));
              b.checkpoint();
            });
    try {
      other.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public Both recover(Medium medium) {
    return switch (order) {
      case FIRST_WITH_SECOND -> {
        try (Pool<Depot> first = open(medium, A);
            Pool<Depot> second = open(medium, B)) {
          yield content(check(first), check(second));
        }
      }
      case SECOND_WITH_FIRST -> {
        try (Pool<Depot> second = open(medium, B);
            Pool<Depot> first = open(medium, A)) {
          yield content(check(first), check(second));
        }
      }
      case FIRST_THEN_SECOND -> {
        long number = alone(medium, A).a;
        Both second = alone(medium, B);
        yield new Both(number, second.b, second.alone);
      }
      case SECOND_THEN_FIRST -> {
        Both second = alone(medium, B);
        yield new Both(alone(medium, A).a, second.b, second.alone);
      }
    };
  }

  private static Both alone(Medium medium, Path path) {
    try (Pool<Depot> pool = open(medium, path)) {
      return content(check(pool), pool.root());
    }
  }

  /** Checks a pool, and that its text and its entity say what its number says. */
  static Depot check(Pool<Depot> pool) {
    List<String> problems = pool.check().problems();
    if (!problems.isEmpty()) {
      throw new AssertionError("check after recovery: " + problems);
    }
    Depot depot = pool.root();
    long number = depot.number().get();
    String text = depot.note().get();
    if (!text.equals(note(number)) && !(number == 0 && text.isEmpty())) {
      throw new AssertionError("number=" + number + ", but note=" + text);
    }
    depot
        .box()
        .get()
        .ifPresent(box -> {
          if (box.weight().get() != number) {
            throw new AssertionError("number=" + number + ", but weight=" + box.weight());
          }
        });
    return depot;
  }

  @Override
  public void goOn(Medium medium, Both content) {
    try (Pool<Depot> first = open(medium, A);
        Pool<Depot> second = open(medium, B)) {
      if (!content(first.root(), second.root()).equals(content)) {
        throw new AssertionError("a second opening changed the content");
      }
      for (int i = 0; i < 3; i++) {
        moveTen(first, second);
      }
      check(first);
      check(second);
    }
  }

  static Pool<Depot> open(Medium medium, Path path) {
    PoolOptions options = Depot.options().medium(medium).checkpointThreshold(16 << 10);
    return Pool.open(path, Depot.class, Depot::initial, options);
  }
}
