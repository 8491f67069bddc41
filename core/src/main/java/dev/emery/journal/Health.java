package dev.emery.journal;

import dev.emery.PoolBrokenException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whether an open pool can still vouch for its medium. After the first failed write or sync it
 * never can again, since nobody knows what is on the medium then; only opening the pool anew
 * decides (E8).
 */
public final class Health {
  private volatile @Nullable Throwable cause;
  private volatile @Nullable Consumer<Throwable> listener;

  /** Creates the state of a healthy pool. */
  public Health() {}

  /**
   * Returns if nothing has failed yet.
   *
   * @throws PoolBrokenException otherwise
   */
  public void check() {
    if (cause != null) {
      throw broken();
    }
  }

  /** Has {@code action} run, at least once, by the thread that breaks the pool. */
  void whenBroken(Consumer<Throwable> action) {
    listener = action;
  }

  /** Tells whether something has failed. */
  public boolean isBroken() {
    return cause != null;
  }

  /**
   * Breaks the pool, unless it is broken already, and returns the exception to be thrown. The mark
   * is set before anything is allocated.
   */
  public PoolBrokenException fail(Throwable failure) {
    if (cause == null) {
      cause = failure;
    }
    Consumer<Throwable> action = listener;
    if (action != null) {
      action.accept(failure);
    }
    return broken();
  }

  private PoolBrokenException broken() {
    Throwable first = cause;
    return new PoolBrokenException(
        "pool is broken by an earlier failure, cause=%s, close it and open it anew"
            .formatted(first),
        first);
  }
}
