package dev.emery.tool;

import dev.emery.PoolException;
import dev.emery.RecoveryNeededException;
import dev.emery.UnregisteredComparatorException;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolInfo;
import dev.emery.pool.PoolOptions;
import dev.emery.schema.description.Description;
import dev.emery.tool.types.ForeignOrder;
import dev.emery.tool.types.TypeWriter;
import java.nio.file.Path;
import java.util.Collection;

/** Opens pools for reading whose programs are not there. */
final class ForeignPool {
  private ForeignPool() {}

  /**
   * Opens a closed pool for reading, with types made from its description.
   *
   * @throws PoolException if it cannot be opened
   */
  static Pool<?> open(Path path) {
    PoolInfo info = Pool.info(path);
    if (!info.closed()) {
      throw new RecoveryNeededException(
          "pool is open, or was not closed, path=%s; close it, or run: emery recover %1$s"
              .formatted(path));
    }
    String schema =
        info.schema().orElseThrow(() -> new PoolException("pool has no types yet, path=" + path));
    return open(path, TypeWriter.root(Description.read(schema)));
  }

  private static <R extends Record> Pool<R> open(Path path, Class<R> root) {
    PoolOptions options = PoolOptions.defaults().mustExist().readOnly(true);
    try {
      return Pool.open(path, root, options);
    } catch (UnregisteredComparatorException e) {
      return Pool.open(path, root, withOrders(options, e.names()));
    }
  }

  /** Options with stand-ins for comparators. */
  static PoolOptions withOrders(PoolOptions options, Collection<String> names) {
    PoolOptions all = options;
    for (String name : names) {
      all = all.comparator(name, new ForeignOrder.Named(name));
    }
    return all;
  }
}
