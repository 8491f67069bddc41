package dev.emery.transaction;

import dev.emery.engine.Sighting;

/**
 * Says whether an object is as it was at one moment, for those who keep what they read of it. While
 * it rests, outside of a scope, reading it takes no more than this:
 *
 * {@snippet :
 * if (watch.begin()) {
 *   try {
 *     long value = memory.getLong(at); // under the rules of Memory.enter
 *     if (watch.end()) {
 *       return value;
 *     }
 *   } catch (RuntimeException | Error _) {
 *     // the general way says whether it is real
 *   }
 * }
 * // otherwise the general way: enter, require, exit
 * }
 *
 * <p>Immutable, and may be used from any thread.
 */
public final class Watch {
  private final Sighting sighting;

  Watch(Sighting sighting) {
    this.sighting = sighting;
  }

  /**
   * Begins a read without a lock. False where the object has changed or is being changed, where the
   * pool is closed or broken, and where this thread is in a transaction or read scope of it.
   */
  public boolean begin() {
    return sighting.begin();
  }

  /** Ends the read, and says whether what was read since {@link #begin} may be trusted. */
  public boolean end() {
    return sighting.end();
  }
}
