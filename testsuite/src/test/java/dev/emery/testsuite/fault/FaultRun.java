package dev.emery.testsuite.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.Durability;
import dev.emery.PoolBrokenException;
import dev.emery.PoolException;
import dev.emery.medium.Medium;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.pool.Pools;
import dev.emery.testsuite.crash.CrashImages;
import dev.emery.testsuite.crash.CrashMedium;
import dev.emery.testsuite.crash.Granularity;
import dev.emery.transaction.Journal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * One workload on two pools of which a call on the medium fails: what is known about each pool
 * while it runs, and whether what is left agrees with it.
 */
final class FaultRun {
  private static final int STEPS = 26;
  private static final int REOPENS = 3;

  private static final Pattern WAY_OUT =
      Pattern.compile(
          ".*(open (it|them|the pool) (again|anew)|free space on the disk|remove something"
              + "|open it first).*");

  /** What was asked of a pool, and what is known of it. */
  private final class Side {
    private final Path path;
    private final List<Long> sure = new ArrayList<>(); // acknowledged steps
    private final List<Long> doubtful = new ArrayList<>(); // at most one, after the others
    private int durable; // how many of the sure ones survive a power cut, too
    private boolean created;
    private Pool<Books> pool;

    Side(String name) {
      this.path = Path.of("/" + name + ".pool");
    }

    boolean isOpen() {
      return pool != null && pool.isOpen();
    }

    /** Opens the pool on the failing medium, and says whether that worked. */
    boolean open() {
      try {
        pool = FaultRun.open(path, medium);
        created = true;
        settle(Books.stepsOf(pool));
        return true;
      } catch (PoolException e) {
        judge(e);
        return false;
      } finally {
        failureSeen |= medium.hasFailed();
      }
    }

    /** What the pool holds decides about what was in doubt. */
    void settle(List<Long> found) {
      assertThat(found).as("steps of %s, %s", path, medium.failed()).isIn(possible());
      sure.clear();
      sure.addAll(found);
      doubtful.clear();
    }

    List<List<Long>> possible() {
      List<Long> all = new ArrayList<>(sure);
      all.addAll(doubtful);
      return List.of(List.copyOf(sure), all);
    }

    void close() {
      if (pool != null) {
        boolean whole = pool.isOpen();
        try {
          pool.close();
          if (whole) {
            durable = sure.size();
          }
        } catch (PoolException e) {
          failureSeen = true;
          judge(e);
          abandon();
        }
      }
    }

    /** A close that failed leaves the pool open, or it is closed already. */
    private void abandon() {
      try {
        pool.close();
      } catch (PoolException e) {
        judge(e);
      }
    }
  }

  private final CrashMedium disk = new CrashMedium();
  private final FaultMedium medium;
  private boolean failureSeen; // by an opening, a close, or a look at what it has broken
  private final Side left = new Side("left");
  private final Side right = new Side("right");

  FaultRun(int failing, FaultMedium.Manner manner) {
    this.medium = new FaultMedium(disk, failing, manner);
  }

  private static Pool<Books> open(Path path, Medium on) {
    PoolOptions options =
        PoolOptions.defaults()
            .medium(on)
            .initialSize(1 << 18)
            .maximumSize(4 << 20)
            .checkpointThreshold(1 << 20)
            .memoryLimit(1 << 20);
    return Pool.open(path, Books.class, Books::initial, options);
  }

  boolean hasFailed() {
    return medium.hasFailed();
  }

  String failed() {
    return medium.failed();
  }

  /** Runs the workload, through all failures as far as it gets. */
  void run() {
    for (long step = 1; step <= STEPS && openWhatIsNot(); step++) {
      take(step);
    }
    left.close();
    right.close();
    assertThat(medium.retriedSync()).as("sync that was tried again").isEmpty();
  }

  private void take(long step) {
    if (step % 13 == 12) {
      left.close();
      right.close();
      return;
    }
    switch ((int) (step % 6)) {
      case 0 -> takeJoint(step, left, right);
      case 1 -> takeJoint(step, right, left);
      case 2 -> takeOne(step, left, Durability.RELAXED);
      case 3 -> takeOne(step, right, Durability.SYNC);
      default -> {
        takeOne(step, left, Durability.SYNC);
        takeOne(step, right, Durability.RELAXED);
        attempt(right, right.pool::sync, right.sure.size());
        attempt(left, left.pool::checkpoint, left.sure.size());
      }
    }
    if (step % 5 == 0) {
      attempt(right, right.pool::checkpoint, right.sure.size());
    }
  }

  /** A call that changes nothing, and makes all durable if it returns. */
  private void attempt(Side side, Runnable call, int durable) {
    try {
      call.run();
      side.durable = durable;
    } catch (PoolException e) {
      judge(e);
    }
    afterFailure(side);
  }

  private void takeOne(long step, Side side, Durability durability) {
    try {
      side.pool.transaction(durability, j -> body(side, j, step));
      side.sure.add(step);
      if (durability == Durability.SYNC) {
        side.durable = side.sure.size();
      }
    } catch (PoolException e) {
      judge(e);
      failedStep(step, side);
    }
  }

  /** Some steps are taken twice, once in vain: behind a savepoint, and in a nested transaction. */
  private static void body(Side side, Journal<Books> j, long step) {
    Books root = side.pool.root();
    if (step % 4 == 0) {
      var before = j.savepoint();
      root.take(j, step);
      j.rollbackTo(before);
    }
    side.pool.transaction(k -> root.take(k, step));
  }

  private void takeJoint(long step, Side first, Side second) {
    try {
      Pools.transaction(
          first.pool,
          second.pool,
          (j, k) -> {
            first.pool.root().take(j, step);
            second.pool.root().take(k, step);
          });
      for (Side side : List.of(first, second)) {
        side.sure.add(step);
        side.durable = side.sure.size();
      }
    } catch (PoolException e) {
      judge(e);
      failedStep(step, first);
      failedStep(step, second);
    }
  }

  /** A pool that is still open has not changed; of another nobody knows. */
  private void failedStep(long step, Side side) {
    if (side.isOpen()) {
      try {
        assertThat(Books.stepsOf(side.pool)).as("after a clean abort").isEqualTo(side.sure);
      } catch (PoolException e) {
        judge(e);
      }
    }
    if (!side.isOpen()) {
      side.doubtful.clear();
      side.doubtful.add(step);
    }
    afterFailure(side);
  }

  /** A sync that failed has broken its pool, and what is broken stays so. */
  private void afterFailure(Side side) {
    boolean synced = medium.failedCall() == FaultMedium.Call.SYNC && !failureSeen;
    if (synced && medium.failed().contains(side.path.getFileName().toString())) {
      failureSeen = true;
      assertThat(side.isOpen()).as("pool open after %s", medium.failed()).isFalse();
    }
    if (!side.isOpen()) {
      List<Runnable> calls =
          List.of(
              () -> side.pool.transaction(j -> side.pool.root().last().set(j, -1)),
              () -> Books.stepsOf(side.pool),
              side.pool::sync,
              side.pool::checkpoint,
              side.pool::check);
      for (Runnable call : calls) {
        try {
          call.run();
          throw new AssertionError("call on a broken pool returned, " + medium.failed());
        } catch (PoolBrokenException e) {
          judge(e);
        }
      }
    }
  }

  private boolean openWhatIsNot() {
    boolean open = true;
    for (Side side : List.of(left, right)) {
      for (int i = 0; i < REOPENS && !side.isOpen(); i++) {
        side.close();
        boolean unused = side.open();
      }
      open &= side.isOpen();
    }
    return open;
  }

  /** The message says what to do. */
  private void judge(PoolException e) {
    assertThat(e).hasMessageMatching(WAY_OUT);
  }

  /** Opens both without failures, in either order, and looks at all. */
  void verify(boolean leftFirst) {
    verify(disk, leftFirst, false);
  }

  /** The same after a power cut that came with the failure. */
  void verifyAfterPowerCut(long seed) {
    var random = new Random(seed);
    Granularity[] all = Granularity.values();
    CrashMedium image =
        CrashImages.at(disk, disk.events().size())
            .any(all[random.nextInt(all.length)], random.nextLong())
            .open();
    verify(image, random.nextBoolean(), true);
    image.discard();
  }

  private void verify(CrashMedium on, boolean leftFirst, boolean powerCut) {
    Side first = leftFirst ? left : right;
    Side second = leftFirst ? right : left;
    try (Pool<Books> one = openAgain(on, first, powerCut);
        Pool<Books> other = openAgain(on, second, powerCut)) {
      List<Long> joint = new ArrayList<>(Books.stepsOf(one));
      List<Long> others = new ArrayList<>(Books.stepsOf(other));
      joint.removeIf(step -> step % 6 > 1 || step % 13 == 12);
      others.removeIf(step -> step % 6 > 1 || step % 13 == 12);
      assertThat(joint).as("steps over both, %s", medium.failed()).isEqualTo(others);
      Pools.transaction(
          one,
          other,
          (j, k) -> {
            one.root().take(j, STEPS + 1);
            other.root().take(k, STEPS + 1);
          });
      assertThat(Books.stepsOf(one)).endsWith(STEPS + 1L);
      assertThat(one.check().problems()).isEmpty();
      assertThat(other.check().problems()).isEmpty();
    }
  }

  private Pool<Books> openAgain(CrashMedium on, Side side, boolean powerCut) {
    Pool<Books> pool = open(side.path, on);
    List<Long> found = Books.stepsOf(pool);
    if (powerCut) {
      List<Long> all = side.possible().get(1);
      assertThat(all.subList(0, found.size())).as("a prefix, %s", failed()).isEqualTo(found);
      assertThat(found.size())
          .as("durable steps, %s", failed())
          .isGreaterThanOrEqualTo(side.durable);
    } else {
      assertThat(found).as("steps of %s, %s", side.path, failed()).isIn(side.possible());
    }
    assertThat(pool.check().problems()).as("%s, %s", side.path, failed()).isEmpty();
    return pool;
  }

  void discard() {
    disk.discard();
  }
}
