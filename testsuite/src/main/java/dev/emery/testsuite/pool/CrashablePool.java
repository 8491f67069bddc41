package dev.emery.testsuite.pool;

import dev.emery.pool.Checksums;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.testsuite.crash.CrashImage;
import dev.emery.testsuite.crash.CrashImages;
import dev.emery.testsuite.crash.CrashMedium;
import dev.emery.testsuite.crash.Granularity;
import java.nio.file.Path;
import java.util.Random;

/**
 * A pool on a medium in memory, which can be closed and opened again, and crashed: then it is
 * opened from what a power cut could have left of its files. Objects that were reached through
 * {@link #pool} before have to be looked up again.
 *
 * {@snippet :
 * try (var life = new CrashablePool<>(Bank.class, 42)) {
 *   life.pool().transaction(j -> life.pool().root().audit().add(j, "opened"));
 *   life.crash();
 *   assertEquals(List.of("opened"), life.pool().root().audit());
 *   assertEquals(List.of(), life.problems());
 * }
 * }
 *
 * <p>One thread decides about closing and crashing, and no other uses the pool meanwhile.
 *
 * @param <P> the root record
 */
public final class CrashablePool<P extends Record> implements TestPool<P> {
  private static final Path PATH = Path.of("/crashable.pool");
  private static final long MIB = 1L << 20;

  /** Large enough for what tests store, small enough to be copied for each opening. */
  private static final long MAXIMUM_SIZE = 4 * MIB;

  private final Class<P> root;
  private final PoolOptions options;
  private final Random random;
  private CrashMedium medium = new CrashMedium();
  private Pool<P> pool;

  /**
   * Creates an empty pool. The seed decides what crashes leave; one pool of two has checksums of
   * its pages.
   */
  public CrashablePool(Class<P> root, long seed) {
    this(root, defaults().checksums(seed % 2 == 0 ? Checksums.JOURNAL : Checksums.FULL), seed);
  }

  private static PoolOptions defaults() {
    return PoolOptions.defaults().initialSize(0).maximumSize(MAXIMUM_SIZE);
  }

  /** Creates an empty pool with options; their medium is replaced. */
  public CrashablePool(Class<P> root, PoolOptions options, long seed) {
    this.root = root;
    this.options = options;
    this.random = new Random(seed);
    this.pool = opened(options);
  }

  private Pool<P> opened(PoolOptions how) {
    return Pool.open(PATH, root, how.medium(medium));
  }

  @Override
  public Pool<P> pool() {
    return pool;
  }

  @Override
  public void reopen() {
    pool.close();
    pool = opened(options);
  }

  /** Closes the pool and opens it for reading only. */
  public void reopenReadOnly() {
    pool.close();
    pool = opened(options.readOnly(true));
  }

  @Override
  public void crash() {
    pool.sync();
    Granularity[] granularities = Granularity.values();
    CrashImage image =
        CrashImages.at(medium, medium.events().size())
            .any(granularities[random.nextInt(granularities.length)], random.nextLong());
    Pool<P> dead = pool;
    CrashMedium before = medium;
    medium = image.open();
    pool = opened(options);
    dead.close(); // its memory is given back
    before.discard();
  }

  @Override
  public void close() {
    pool.close();
    medium.discard();
  }
}
