package dev.emery.collections.sequence;

import dev.emery.TxScoped;
import dev.emery.schema.Codec;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;

/**
 * Stores that may fail: null in a record, a value of another pool, a full pool. The structure is
 * then as it was before.
 *
 * <p>What a codec has done by halves is dropped again: it began with a slot of zeros, which owns
 * nothing. Where that fails, too, the transaction cannot be committed any more.
 */
public final class Storing {
  private Storing() {}

  /** Stores a value into a slot that holds none. */
  public static <T> void add(Codec<T> codec, Memory m, Journal<?> j, long block, long at, T value) {
    boolean owns = codec.owns();
    if (owns) {
      m.clear(j, block, at, codec.width());
    }
    try {
      codec.store(m, j, block, at, value);
    } catch (RuntimeException | Error e) {
      if (owns) {
        repair(j, e, () -> codec.drop(m, j, block, at));
      }
      throw e;
    }
  }

  /** Drops the value of a slot, which is {@code old}, and stores another. */
  public static <T> void replace(
      Codec<T> codec, Memory m, Journal<?> j, long block, long at, T old, T value) {
    codec.drop(m, j, block, at);
    try {
      add(codec, m, j, block, at, value);
    } catch (RuntimeException | Error e) {
      repair(j, e, () -> add(codec, m, j, block, at, old));
      throw e;
    }
  }

  @SuppressWarnings("ReferenceEquality") // the very same exception
  private static void repair(Journal<?> j, Throwable failure, @TxScoped Runnable repair) {
    try {
      repair.run();
    } catch (RuntimeException | Error e) {
      if (e != failure) { // a doomed transaction throws the same again
        failure.addSuppressed(e);
      }
      Memory.doom(j, failure);
    }
  }
}
