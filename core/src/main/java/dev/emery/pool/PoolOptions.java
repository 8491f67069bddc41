package dev.emery.pool;

import dev.emery.Durability;
import dev.emery.medium.Medium;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How a pool is opened. Immutable: each method returns changed options, and {@link #defaults} suits
 * a laptop as well as a server.
 *
 * {@snippet :
 * var options = PoolOptions.defaults().durability(Durability.RELAXED).maximumSize(1L << 30);
 * try (var pool = Pool.open(Path.of("bank.pool"), Bank.class, options)) {
 *   IO.println(pool.root());
 * }
 * }
 *
 * @param opening whether the file has to be there
 * @param initialSize bytes that a new file gets at once
 * @param maximumSize bytes that the file never exceeds; sets the zone size of a new pool
 * @param readOnly whether the pool is opened for reading only
 * @param durability what a transaction waits for unless it says otherwise
 * @param checkpointThreshold bytes of journal from which on the background copies them into the
 *     file
 * @param memoryLimit bytes of changed memory from which on the file is mapped anew
 * @param lockWaitLimit how long a wait for a lock may last
 * @param rerunLimit how often a transaction that lost a deadlock is run again
 * @param zeroOnFree whether freed blocks are cleared on the medium
 * @param checksums what of the file has checksums
 * @param medium where the files are
 * @param comparators the comparators that sorted collections of the pool are in the order of, by
 *     their names
 */
public record PoolOptions(
    Opening opening,
    long initialSize,
    long maximumSize,
    boolean readOnly,
    Durability durability,
    long checkpointThreshold,
    long memoryLimit,
    Duration lockWaitLimit,
    int rerunLimit,
    boolean zeroOnFree,
    Checksums checksums,
    Medium medium,
    Map<String, Comparator<?>> comparators) {

  /** Whether the file has to be there when a pool is opened. */
  public enum Opening {
    /** The file is made where it is not there. */
    CREATE,
    /** The file has to be there. */
    MUST_EXIST,
    /** The file must not be there. */
    MUST_BE_NEW,
    /** A new file is made, in the place of the one that is there. */
    OVERWRITE
  }

  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;
  private static final int MOST_NAME = 200;
  private static final PoolOptions DEFAULTS =
      new PoolOptions(
          Opening.CREATE,
          MIB,
          256 * GIB,
          false,
          Durability.SYNC,
          64 * MIB,
          GIB,
          Duration.ofSeconds(30),
          100,
          false,
          Checksums.JOURNAL,
          Medium.files(),
          Map.of());

  /** Checks the limits. */
  public PoolOptions {
    require(initialSize >= 0, "initialSize", initialSize);
    require(maximumSize >= MIB, "maximumSize", maximumSize);
    require(initialSize <= maximumSize, "initialSize", initialSize);
    require(checkpointThreshold > 0, "checkpointThreshold", checkpointThreshold);
    require(memoryLimit > 0, "memoryLimit", memoryLimit);
    require(lockWaitLimit.isPositive(), "lockWaitLimit", lockWaitLimit.toMillis());
    require(rerunLimit >= 0, "rerunLimit", rerunLimit);
    comparators = Map.copyOf(comparators);
    if (readOnly && opening == Opening.OVERWRITE) {
      throw new IllegalArgumentException("pool options contradict each other: overwrite, readOnly");
    }
  }

  private static void require(boolean valid, String name, long value) {
    if (!valid) {
      throw new IllegalArgumentException("pool option out of range, " + name + "=" + value);
    }
  }

  /**
   * The defaults: the file is made if need be, {@code SYNC}, 1 MiB at first and 256 GiB at most, a
   * checkpoint each 64 MiB of journal, 1 GiB of changed memory, 30 seconds for a lock, 100 re-runs.
   */
  public static PoolOptions defaults() {
    return DEFAULTS;
  }

  /** The file has to be there. */
  public PoolOptions mustExist() {
    return with(o -> o.opening = Opening.MUST_EXIST);
  }

  /** The file must not be there. */
  public PoolOptions mustBeNew() {
    return with(o -> o.opening = Opening.MUST_BE_NEW);
  }

  /** The file is made where it is not there: the default. */
  public PoolOptions create() {
    return with(o -> o.opening = Opening.CREATE);
  }

  /**
   * The pool begins anew: where the file is there, an empty pool takes its place, and what was in
   * it is gone. It needs no more than that the file is a pool, damaged or not. A pool that is open
   * is refused, and so is a file that is no pool. After a crash the old pool is there or the new
   * one, each whole.
   */
  public PoolOptions overwrite() {
    return with(o -> o.opening = Opening.OVERWRITE);
  }

  /** Sets how many bytes a new file gets at once. */
  public PoolOptions initialSize(long bytes) {
    return with(o -> o.initialSize = bytes);
  }

  /**
   * Sets how many bytes the file never exceeds. A pool that was not closed and whose journal makes
   * it longer than that is refused; one that is longer already is not, and does not grow.
   */
  public PoolOptions maximumSize(long bytes) {
    return with(o -> {
      o.initialSize = Math.min(initialSize, bytes);
      o.maximumSize = bytes;
    });
  }

  /**
   * Opens for reading only: writers are kept out, readers share, and the pool must have been
   * closed.
   */
  public PoolOptions readOnly(boolean value) {
    return with(o -> o.readOnly = value);
  }

  /** Sets what a transaction waits for unless it says otherwise. */
  public PoolOptions durability(Durability value) {
    return with(o -> o.durability = value);
  }

  /** Sets from how many bytes of journal on a checkpoint runs in the background. */
  public PoolOptions checkpointThreshold(long bytes) {
    return with(o -> o.checkpointThreshold = bytes);
  }

  /**
   * Sets from how many bytes of changed memory on the file is mapped anew; soft for a running
   * transaction.
   */
  public PoolOptions memoryLimit(long bytes) {
    return with(o -> o.memoryLimit = bytes);
  }

  /** Sets how long a wait for a lock, or for the pool's gate, may last. */
  public PoolOptions lockWaitLimit(Duration limit) {
    return with(o -> o.lockWaitLimit = limit);
  }

  /** Sets how often a transaction that lost a deadlock is run again. */
  public PoolOptions rerunLimit(int times) {
    return with(o -> o.rerunLimit = times);
  }

  /**
   * Sets whether freed blocks are cleared on the medium, so that removed data cannot be read from
   * the file.
   */
  public PoolOptions zeroOnFree(boolean value) {
    return with(o -> o.zeroOnFree = value);
  }

  /**
   * Sets what of the file has checksums. {@link Checksums#FULL} is kept for good: a pool that was
   * once opened so has them from its next checkpoint on, in whatever way it is opened. In an old
   * and large pool that checkpoint reads the whole file.
   */
  public PoolOptions checksums(Checksums value) {
    return with(o -> o.checksums = value);
  }

  /** Sets where the files are: crash tests use a medium of their own. */
  public PoolOptions medium(Medium value) {
    return with(o -> o.medium = value);
  }

  /**
   * Registers the comparator that sorted collections of the pool name: those that are not in the
   * natural order of their keys store the name of their comparator. A pool that uses a name can be
   * opened only with a comparator for it, which has to order as before. Of two with the same name
   * the later counts.
   *
   * @param name 1 to 200 characters
   */
  public PoolOptions comparator(String name, Comparator<?> comparator) {
    if (name.isEmpty() || name.length() > MOST_NAME) {
      throw new IllegalArgumentException("name of a comparator, length=" + name.length());
    }
    return with(o -> {
      Map<String, Comparator<?>> more = new HashMap<>(comparators);
      more.put(name, comparator);
      o.comparators = more;
    });
  }

  private PoolOptions with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.options();
  }

  /** A copy in which single options can be changed. */
  private static final class Draft {
    private Opening opening;
    private long initialSize;
    private long maximumSize;
    private boolean readOnly;
    private Durability durability;
    private long checkpointThreshold;
    private long memoryLimit;
    private Duration lockWaitLimit;
    private int rerunLimit;
    private boolean zeroOnFree;
    private Checksums checksums;
    private Medium medium;
    private Map<String, Comparator<?>> comparators;

    Draft(PoolOptions from) {
      opening = from.opening;
      initialSize = from.initialSize;
      maximumSize = from.maximumSize;
      readOnly = from.readOnly;
      durability = from.durability;
      checkpointThreshold = from.checkpointThreshold;
      memoryLimit = from.memoryLimit;
      lockWaitLimit = from.lockWaitLimit;
      rerunLimit = from.rerunLimit;
      zeroOnFree = from.zeroOnFree;
      checksums = from.checksums;
      medium = from.medium;
      comparators = from.comparators;
    }

    PoolOptions options() {
      return new PoolOptions(
          opening,
          initialSize,
          maximumSize,
          readOnly,
          durability,
          checkpointThreshold,
          memoryLimit,
          lockWaitLimit,
          rerunLimit,
          zeroOnFree,
          checksums,
          medium,
          comparators);
    }
  }
}
