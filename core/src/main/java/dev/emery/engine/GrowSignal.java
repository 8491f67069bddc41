package dev.emery.engine;

/**
 * Says that a transaction needs a larger mapping: it is rolled back and run again behind the gate
 * (E22).
 */
final class GrowSignal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long reach;

  GrowSignal(long reach) {
    super("mapping is too small", null, false, false);
    this.reach = reach;
  }

  /** How many bytes the mapping has to reach. */
  long reach() {
    return reach;
  }
}
