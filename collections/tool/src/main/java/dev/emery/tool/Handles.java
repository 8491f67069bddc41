package dev.emery.tool;

import dev.emery.PoolException;
import dev.emery.pointer.Parc;
import dev.emery.pointer.Pointer;
import dev.emery.pointer.Prc;
import dev.emery.pool.Pool;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** What is asked of records and weak pointers whose types are not known here. */
final class Handles {
  private Handles() {}

  /** A component of a record. */
  static Object component(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new PoolException("cannot read component " + component.getName(), e);
    }
  }

  /** What a {@code PWeak} leads to; null where it is gone. */
  @SuppressWarnings("unchecked") // everything in a pool has its brand
  static <P> @Nullable Pointer<?, ?> target(Pool<P> pool, Object weak) {
    return pool.<@Nullable Pointer<?, ?>, RuntimeException>query(scope ->
        weak instanceof Prc.PWeak<?, ?> w
            ? ((Prc.PWeak<?, P>) w).upgrade(scope).orElse(null)
            : ((Parc.PWeak<?, P>) weak).upgrade(scope).orElse(null));
  }
}
