package dev.emery.testsuite.pool;

import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;

/** A pool without a file. */
record MemoryPool<P extends Record>(Pool<P> pool) implements TestPool<P> {

  static <P extends Record> MemoryPool<P> of(Class<P> root, PoolOptions options) {
    return new MemoryPool<>(Pool.inMemory(root, options));
  }

  @Override
  public void reopen() {
    throw new UnsupportedOperationException(
        "a pool in memory is gone when it is closed; use PoolExtension.file or crashable");
  }

  @Override
  public void crash() {
    throw new UnsupportedOperationException(
        "a pool in memory cannot be crashed; use PoolExtension.crashable");
  }

  @Override
  public void close() {
    pool.close();
  }
}
