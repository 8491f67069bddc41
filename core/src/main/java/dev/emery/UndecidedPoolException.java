package dev.emery;

import org.jspecify.annotations.Nullable;

/**
 * A pool that took part in a commit over several pools and cannot find out how it was decided,
 * since the pool that decides is not at hand. Nothing is lost: make that pool's file available
 * under one of the names in the message, or open it first in this process, and open this pool
 * again.
 */
public final class UndecidedPoolException extends PoolException {
  private static final long serialVersionUID = 1L;

  private final String coordinator;

  /**
   * Creates an exception with a message and the failure that led to it, if there was one.
   *
   * @param coordinator the path of the pool that decides, as it was at the commit
   */
  public UndecidedPoolException(String message, String coordinator, @Nullable Throwable cause) {
    super(message, cause);
    this.coordinator = coordinator;
  }

  /** The path of the pool that decides, as it was at the commit. */
  public String coordinator() {
    return coordinator;
  }
}
