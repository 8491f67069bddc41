package dev.emery.engine;

import dev.emery.CorruptPoolException;
import dev.emery.heap.BlockHeader;
import dev.emery.heap.HeapCheck;
import dev.emery.heap.HeapFormat;
import dev.emery.image.Image;
import java.util.concurrent.locks.LockSupport;

/**
 * Frees objects that nothing leads to but themselves: circles of pointers, which counts cannot
 * find. First it looks, while no scope is open, for the objects that the root and the drop queue do
 * not lead to. Then small transactions of the system take these apart, as they do with what is on
 * the drop queue: each reference that is taken out lowers a count, and the object whose count
 * reaches zero goes onto the queue and is freed like any other.
 *
 * <p>A crash in between leaves fewer of them, and whole otherwise: the next search finds the rest.
 */
public final class CycleCollector {
  private static final int STEP = 256; // children that one transaction takes from an object
  private static final int TRIES = 100;
  private static final long PAUSE_NANOS = 1_000_000;
  private static final int REPORT = 1024;

  /** Told how far it is. */
  @FunctionalInterface
  public interface Progress {
    /** Says how many objects were looked at, while {@code total} is -1, or freed of how many. */
    void at(long done, long total);
  }

  private final Engine engine;
  private final Image image;
  private final Progress progress;
  private final BlockSet reached = new BlockSet();
  private final LongList open = new LongList();
  private final BlockSet condemned = new BlockSet();
  private final LongList garbage = new LongList();

  CycleCollector(Engine engine, Progress progress) {
    this.engine = engine;
    this.image = engine.image();
    this.progress = progress;
  }

  /** Finds and frees. Returns how many objects it took apart, and how many it found. */
  long[] collect() {
    engine
        .upkeep()
        .quiet(() -> {
          search();
          engine.condemn(condemned); // before a scope opens: nobody may store them any more
          return garbage.size();
        });
    try {
      return new long[] {free(), garbage.size()};
    } finally {
      engine.condemn(null);
    }
  }

  private void search() {
    reach(image.getLong(HeapFormat.ROOT));
    engine.drops().forEach(this::reach);
    long looked = 0;
    while (!open.isEmpty()) {
      engine.objects().references(open.removeLast(), (_, _, target, _) -> reach(target));
      if (++looked % REPORT == 0) {
        progress.at(looked, -1);
      }
    }
    HeapCheck.check(
        image,
        engine.zoneShift(),
        line -> {
          throw new CorruptPoolException(line + "; run check()");
        },
        this::condemn);
  }

  private void reach(long block) {
    if (!engine.heap().allocated(block) || !BlockHeader.isObject(image.getLong(block))) {
      throw new CorruptPoolException(
          "reference to what is no object, target=0x%x; run check()".formatted(block));
    }
    if (reached.add(block)) {
      open.add(block);
    }
  }

  private void condemn(long block) {
    if (BlockHeader.isObject(image.getLong(block)) && !reached.contains(block)) {
      condemned.add(block);
      garbage.add(block);
    }
  }

  private long free() {
    long done = 0;
    progress.at(0, garbage.size());
    for (int i = 0; i < garbage.size(); i++) {
      if (takeApart(garbage.get(i))) {
        done++;
      }
      if ((i + 1) % REPORT == 0 || i + 1 == garbage.size()) {
        progress.at(done, garbage.size());
      }
    }
    return done;
  }

  /** Takes out what an object refers to; false where somebody keeps it locked. */
  private boolean takeApart(long block) {
    boolean[] empty = new boolean[1];
    for (int tries = 0; tries < TRIES; ) {
      boolean ran =
          engine.system(t -> {
            if (!t.drain(block)) {
              return false;
            }
            // One that has lost its last owner meanwhile is the drop queue's, or another object.
            empty[0] =
                !condemned.contains(block)
                    || BlockHeader.isQueued(image.getLong(block))
                    || engine.objects().dropSome(t, block, STEP);
            return true;
          });
      if (ran && empty[0]) {
        engine.upkeep().afterCommit();
        return true;
      }
      if (!ran && ++tries > TRIES / 10) { // first the drop queue may be at it, later a transaction
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
    return false;
  }
}
