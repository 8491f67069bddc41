package dev.emery.transaction;

import dev.emery.engine.Engine;
import dev.emery.isolation.Sighting;

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
 * <p>Immutable, and may be used from any thread that got it with release and acquire.
 */
public final class Watch {
  private final Engine engine;
  private final Sighting sighting;

  Watch(Engine engine, Sighting sighting) {
    this.engine = engine;
    this.sighting = sighting;
  }

  /**
   * Begins a read without a lock. False where this thread is in a transaction or read scope of the
   * pool, in which a read takes a lock.
   */
  public boolean begin() {
    return !sighting.anyOpen() || engine.currentScope() == null;
  }

  /**
   * Ends the read, and says whether what was read since {@link #begin} may be trusted: not where
   * the object has changed or is being changed, nor where the pool is closed or broken.
   */
  public boolean end() {
    return sighting.holds();
  }
}
