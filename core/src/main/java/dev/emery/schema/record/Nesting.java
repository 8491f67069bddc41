package dev.emery.schema.record;

import dev.emery.PoolException;

/**
 * How deep values of recursive types nest on this thread. The limit keeps codecs, which call each
 * other, from the end of a small stack, in a damaged pool too.
 */
final class Nesting {
  /** Up to four frames each: half of a stack of 512 KiB. */
  static final int DEEPEST = 500;

  private static final ThreadLocal<Nesting> CURRENT = ThreadLocal.withInitial(Nesting::new);

  private int depth;

  private Nesting() {}

  /**
   * Goes one level down.
   *
   * @param counts whether the type is recursive; for others this does nothing
   */
  static void enter(boolean counts) {
    if (counts) {
      Nesting nesting = CURRENT.get();
      if (nesting.depth >= DEEPEST) {
        throw new PoolException(
            "value nests deeper than levels=%d; use a collection, or a pointer or PCell between"
                .formatted(DEEPEST));
      }
      nesting.depth++;
    }
  }

  /** Comes up again; in a {@code finally} behind {@link #enter}. */
  static void leave(boolean counts) {
    if (counts) {
      CURRENT.get().depth--;
    }
  }

  static boolean isDeepest() {
    return CURRENT.get().depth >= DEEPEST;
  }
}
