package dev.emery.engine;

import dev.emery.isolation.Versions;

/**
 * A state of one object that was read without a lock (E27). Later readers ask whether it still is
 * that state, which is all that the reading of an object at rest costs.
 *
 * {@snippet :
 * if (sighting.begin()) {
 *   long value = segment.get(JAVA_LONG, block + 16); // plain loads, no effects, bounded loops
 *   if (sighting.end()) return value;
 * }
 * // otherwise read in the general way
 * }
 *
 * <p>Immutable and thread-safe. It says nothing to a thread that has a scope open, whose reads need
 * a lock, and nothing after {@link Versions#raiseAll}.
 */
public final class Sighting {
  private final Engine engine;
  private final Versions versions;
  private final long block;
  private final long stamp;

  Sighting(Engine engine, long block, long stamp) {
    this.engine = engine;
    this.versions = engine.versions();
    this.block = block;
    this.stamp = stamp;
  }

  /** Says whether the object is as it was, and may be read without a lock. Acquires. */
  public boolean begin() {
    return engine.currentScope() == null && versions.read(block) == stamp;
  }

  /** Says whether it still is: what was read since {@link #begin} may be trusted. */
  public boolean end() {
    return versions.same(block, stamp);
  }
}
