package dev.emery.heap;

import dev.emery.image.Image;
import java.util.concurrent.atomic.AtomicInteger;

/** The runs of all size classes, and the zones that they are cut from. */
final class Runs implements Zones.Runs {
  private static final int MOST_STRIPES = 16;
  private static final long GOLDEN_RATIO = 0x9E37_79B9_7F4A_7C15L;

  private final Zones zones;
  private final ClassRuns[] classes = new ClassRuns[SizeClasses.COUNT + 1]; // from 1
  private final AtomicInteger empty = new AtomicInteger();
  private final int stripeMask;

  Runs(Image image, ZoneLayout layout, Space space) {
    int stripes =
        Integer.highestOneBit(
            Math.clamp(2L * Runtime.getRuntime().availableProcessors() - 1, 1, MOST_STRIPES));
    stripeMask = stripes - 1;
    for (int sizeClass = 1; sizeClass < classes.length; sizeClass++) {
      classes[sizeClass] = new ClassRuns(sizeClass, image, layout, space, this, stripes);
    }
    zones = new Zones(image, layout, space, this);
  }

  /** Takes a small block; returns its offset. */
  long take(int sizeClass) {
    // Threads by their numbers: a virtual thread leaves nothing behind.
    long spread = Thread.currentThread().threadId() * GOLDEN_RATIO;
    return classes[sizeClass].take((int) (spread >>> 32) & stripeMask);
  }

  Zones zones() {
    return zones;
  }

  ClassRuns of(int sizeClass) {
    return classes[sizeClass];
  }

  /** How many runs have no taken block; a value that threads change together. */
  AtomicInteger empty() {
    return empty;
  }

  @Override
  public void found(int sizeClass, long base) {
    classes[sizeClass].found(base);
  }

  @Override
  public boolean reclaim(boolean all) {
    if (!all && empty.get() == 0) {
      return false;
    }
    boolean any = false;
    for (int sizeClass = 1; sizeClass < classes.length; sizeClass++) {
      any |= classes[sizeClass].reclaim(all);
    }
    return any;
  }
}
