package dev.emery.engine;

import dev.emery.CorruptPoolException;
import dev.emery.PoolFullException;
import dev.emery.journal.PageSumsFormat;

/** The blocks in which a pool keeps the checksums of its pages, see {@link PageSumsFormat}. */
public final class PageSumBlocks {
  private PageSumBlocks() {}

  /**
   * Sees to it that each zone in use has a block for its checksums; the next checkpoint computes
   * them. Where there is no space, a later call does it.
   */
  public static void cover(Engine engine) {
    if (!engine.keepsPageSums() || engine.options().readOnly()) {
      return;
    }
    try {
      boolean done = true;
      while (done && covered(engine) <= lastZone(engine)) {
        done = engine.system(t -> add(t, engine));
      }
    } catch (PoolFullException e) {
      // what cannot be checked without them is the damage of pages in the last zones
    }
  }

  private static int lastZone(Engine engine) {
    return (int) (engine.heap().end() - 1 >>> engine.zoneShift());
  }

  /** How many zones have a block. */
  private static int covered(Engine engine) {
    long newest = engine.image().getLong(PageSumsFormat.FIRST);
    if (newest == 0) {
      return 0;
    }
    int zone =
        engine.heap().allocated(newest) ? engine.image().getInt(newest + PageSumsFormat.ZONE) : -1;
    if (zone < 0) {
      throw new CorruptPoolException(
          "list of the checksums of pages is damaged, block=0x" + Long.toHexString(newest));
    }
    return zone + 1;
  }

  private static boolean add(Transaction t, Engine engine) {
    long before = engine.image().getLong(PageSumsFormat.FIRST);
    int zone = covered(engine);
    long block = t.allocate(PageSumsFormat.TAG, PageSumsFormat.payloadBytes(engine.zoneShift()));
    t.setLong(block, block + PageSumsFormat.NEXT, before);
    t.setInt(block, block + PageSumsFormat.ZONE, zone);
    t.setHeaderWord(PageSumsFormat.FIRST, block);
    return true;
  }
}
