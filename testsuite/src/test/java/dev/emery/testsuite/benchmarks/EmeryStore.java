package dev.emery.testsuite.benchmarks;

import dev.emery.Durability;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import java.nio.file.Path;

/** Emery itself. */
final class EmeryStore implements EmbeddedStore {
  private final Pool<Numbers> pool;

  EmeryStore(Path folder, boolean sync) {
    var durability = sync ? Durability.SYNC : Durability.RELAXED;
    pool =
        Pool.open(
            folder.resolve("emery.pool"),
            Numbers.class,
            PoolOptions.defaults().durability(durability));
  }

  @Override
  public void put(long key, long value) {
    pool.transaction(j -> pool.root().map().put(j, key, value));
  }

  @Override
  public Long get(long key) {
    return pool.root().map().get(key);
  }

  @Override
  public void load(int entries) {
    Numbers.load(pool, entries);
  }

  @Override
  public void close() {
    pool.close();
  }
}
