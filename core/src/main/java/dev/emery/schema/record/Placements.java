package dev.emery.schema.record;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.emery.WrongPoolException;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;

/**
 * Remembers where records are placed that do not know it themselves: entities without a cell or
 * collection of their own, such as one with a pointer only. Records are told apart by identity and
 * are not kept alive (E20a).
 */
final class Placements {
  private static final Cache<Object, Placement> ALL =
      Caffeine.newBuilder().weakKeys().executor(Runnable::run).build();

  private record Placement(Memory memory, long block, long id) {}

  private Placements() {}

  /** Remembers a record that was loaded. */
  static void remember(Memory m, long block, long id, Object value) {
    ALL.put(value, new Placement(m, block, id));
  }

  /** Remembers a record that was stored; a rollback forgets it. */
  static void remember(Memory m, Journal<?> j, long block, Object value) {
    remember(m, block, m.id(block), value);
    Memory.onRollback(j, () -> ALL.invalidate(value));
  }

  /** The block of a record, or 0. */
  static long find(Memory m, Object value) {
    Placement placement = ALL.getIfPresent(value);
    if (placement == null) {
      return 0;
    }
    if (placement.memory() != m) {
      throw new WrongPoolException(
          "entity belongs to another pool; copy it into this one, for example with pclone()");
    }
    m.require(placement.block(), placement.id());
    return placement.block();
  }
}
