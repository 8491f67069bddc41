package dev.emery.heap;

import dev.emery.PoolFullException;
import dev.emery.image.Image;
import dev.emery.journal.RecordBody;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The runs of one size class that have free blocks. Each stripe of threads takes from a run of its
 * own. Safe for use by many threads.
 */
final class ClassRuns {
  /*
   * Where a stripe's next run comes from, in this order: the lowest listed run; runs of loaded zones
   * whose bitmaps nobody has read yet, the highest first, a bounded number of them; one more zone; in
   * a small pool a run that another stripe is using; new pages.
   *
   * `listed` and `unread` have a lock of their own, so that giving a block back never waits for the
   * pool to grow.
   */
  private static final int READS = 256;
  private static final int RETURNED_AT_ONCE = 256;
  private static final long SMALL_POOL = 8 << 20;

  private final int sizeClass;
  private final Image image;
  private final Extents extents;
  private final Space space;
  private final Runs runs;
  private final AtomicReferenceArray<@Nullable Run> current;
  private final ReentrantLock lock = new ReentrantLock();
  private final Object lists = new Object();
  private final PriorityQueue<Run> listed =
      new PriorityQueue<>(Comparator.comparingLong(Run::base));
  private long[] unread = new long[0];
  private int unreadCount;

  ClassRuns(int sizeClass, Image image, ZoneLayout layout, Space space, Runs runs, int stripes) {
    this.sizeClass = sizeClass;
    this.image = image;
    this.extents = new Extents(image, layout);
    this.space = space;
    this.runs = runs;
    this.current = new AtomicReferenceArray<>(stripes);
  }

  /** Takes a block; returns its offset. */
  long take(int stripe) {
    Run run = current.getAcquire(stripe);
    if (run != null) {
      long block = run.take();
      if (block != 0) {
        return block;
      }
    }
    return takeFromNext(stripe);
  }

  private long takeFromNext(int stripe) {
    lock.lock();
    try {
      while (true) {
        Run run = current.get(stripe);
        if (run == null) {
          run = next();
          current.set(stripe, run);
        }
        long block = run.take();
        if (block != 0) {
          return block;
        }
        if (run.unlist()) {
          current.set(stripe, null);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private Run next() {
    Run run = listedOrRead(READS);
    if (run == null && runs.zones().loadOne()) {
      run = listedOrRead(READS);
    }
    if (run == null && runs.zones().end() <= SMALL_POOL) {
      run = inUse(SizeClasses.blocks(sizeClass) / 2);
    }
    return run == null ? carveOrShare() : run;
  }

  private Run carveOrShare() {
    try {
      return carve();
    } catch (PoolFullException full) {
      Run run = listedOrRead(Integer.MAX_VALUE);
      run = run == null ? inUse(1) : run;
      if (run == null) {
        throw full;
      }
      return run;
    }
  }

  private @Nullable Run listedOrRead(int reads) {
    for (int i = 0; i < reads; i++) {
      long base;
      synchronized (lists) {
        Run run = listed.poll();
        if (run != null || unreadCount == 0) {
          return run;
        }
        base = unread[--unreadCount];
      }
      // A run may have been loaded by a free and given back, and its pages may be something else
      // now.
      if (extents.run(base) == (base | sizeClass)) {
        Run run = runs.zones().zone(base).run(base, sizeClass, this);
        if (run.claim()) {
          return run;
        }
      }
    }
    return null;
  }

  private void readAll() {
    List<Run> kept = new ArrayList<>();
    for (Run run = listedOrRead(Integer.MAX_VALUE);
        run != null;
        run = listedOrRead(Integer.MAX_VALUE)) {
      kept.add(run);
    }
    kept.forEach(this::list);
  }

  /** The run of any stripe that has so many free blocks. */
  private @Nullable Run inUse(int free) {
    for (int stripe = 0; stripe < current.length(); stripe++) {
      Run run = current.get(stripe);
      if (run != null && run.freeBlocks() >= free) {
        return run;
      }
    }
    return null;
  }

  private Run carve() {
    int pages = SizeClasses.runPages(sizeClass);
    long base = runs.zones().take(pages, true);
    Zone zone = runs.zones().zone(base);
    try {
      int header = SizeClasses.firstBlockOf(sizeClass);
      image.clear(base, header);
      image.setLong(base, HeapFormat.runWord(sizeClass));
      RecordBody body = new RecordBody();
      body.block(image, base, header);
      WordUpdates updates = new WordUpdates(image);
      extents.change(base, HeapFormat.entry(HeapFormat.RUN, sizeClass), updates);
      space.system(body, updates.count(), updates); // E14
    } catch (RuntimeException | Error e) {
      zone.giveRun(base, pages);
      throw e;
    }
    Run run = Run.carved(base, sizeClass, this);
    run.claim();
    zone.put(run);
    return run;
  }

  /** Lists a run that came in use by a block given back. */
  void list(Run run) {
    synchronized (lists) {
      listed.add(run);
    }
  }

  /** Takes note of a run in a zone that is being loaded; its bitmap is read when it is needed. */
  void found(long base) {
    synchronized (lists) {
      if (unreadCount == unread.length) {
        unread = Arrays.copyOf(unread, Math.max(16, 2 * unreadCount));
      }
      unread[unreadCount++] = base;
    }
  }

  /**
   * Gives the pages of empty runs back, unless this class is busy; tells whether there were any.
   */
  boolean reclaim(boolean all) {
    if (!lock.tryLock()) {
      return false;
    }
    try {
      if (all) {
        readAll();
      }
      List<Run> empty = retireEmpty();
      for (int from = 0; from < empty.size(); from += RETURNED_AT_ONCE) {
        giveBack(empty, from, Math.min(empty.size(), from + RETURNED_AT_ONCE));
      }
      return !empty.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  private List<Run> retireEmpty() {
    List<Run> empty = new ArrayList<>();
    synchronized (lists) {
      listed.removeIf(run -> run.retire() && empty.add(run));
    }
    for (int stripe = 0; stripe < current.length(); stripe++) {
      Run run = current.get(stripe);
      if (run != null && run.retire()) {
        current.set(stripe, null);
        empty.add(run);
      }
    }
    return empty;
  }

  private void giveBack(List<Run> empty, int from, int to) {
    WordUpdates updates = new WordUpdates(image);
    for (Run run : empty.subList(from, to)) {
      extents.change(run.base(), 0, updates);
    }
    try {
      space.system(new RecordBody(), updates.count(), updates); // E14
    } catch (RuntimeException | Error e) {
      for (Run run : empty.subList(from, empty.size())) {
        run.revive();
        list(run);
      }
      throw e;
    }
    for (Run run : empty.subList(from, to)) {
      Zone zone = runs.zones().zone(run.base());
      zone.remove(run);
      zone.giveRun(run.base(), SizeClasses.runPages(sizeClass));
    }
  }

  /** Takes note that all blocks of a run are free. */
  void becameEmpty() {
    runs.empty().incrementAndGet();
  }

  /** Takes note that a block of an empty run was taken, or the run given back. */
  void noLongerEmpty() {
    runs.empty().decrementAndGet();
  }
}
