package dev.emery.engine;

import dev.emery.CorruptPoolException;
import dev.emery.heap.BlockHeader;
import dev.emery.heap.Heap;
import dev.emery.heap.HeapFormat;
import dev.emery.image.Image;
import dev.emery.journal.RecordBody;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/**
 * The persistent queue of objects that have lost their last owner (E16). The commit that drops an
 * object writes it into a slot here; small transactions of the system then take the object apart in
 * bounded steps, and never wait for a lock.
 *
 * <p>The queue is a chain of blocks of slots, one word each, zero when empty. Which slots are free
 * is known in volatile memory only. An object on the queue is marked in its header, so that it is
 * never queued twice.
 */
final class DropQueue {
  /** Thrown where a step would have to wait; it is tried again later. */
  static final class Busy extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Busy() {
      super("a lock is taken", null, false, false);
    }
  }

  private static final long BLOCK_BYTES = 2032;
  private static final int STEP = 256; // children that one transaction takes from an object

  private final Engine engine;
  private final Image image;
  private final NavigableMap<Long, Long> blocks = new TreeMap<>(); // payload → block
  private final Deque<Long> free = new ArrayDeque<>();
  private final Deque<Long> queued = new ArrayDeque<>();
  private final ReentrantLock draining = new ReentrantLock(); // taken before all others here
  private long present; // the slot whose object is being taken apart, or 0
  private volatile boolean any;
  private final AtomicLong done = new AtomicLong();

  DropQueue(Engine engine) {
    this.engine = engine;
    this.image = engine.image();
  }

  /**
   * Reads the queue as the last process left it.
   *
   * @throws CorruptPoolException if anything else is in it, which would be freed, too; not where
   *     the pool is only read: its check says what is damaged
   */
  synchronized void load() {
    try {
      read();
    } catch (CorruptPoolException e) {
      if (!engine.options().readOnly()) {
        throw e;
      }
    }
    any = !queued.isEmpty();
  }

  private void read() {
    long block = image.getLong(HeapFormat.DROP_QUEUE);
    while (block != 0 && !blocks.containsKey(Engine.payload(block))) {
      require(isBlock(block), block);
      addBlock(block);
      block = image.getLong(Engine.payload(block));
    }
    var targets = new BlockSet();
    forEach(target -> require(isQueued(target) && targets.add(target), target));
  }

  private boolean isBlock(long block) {
    return engine.heap().allocated(block)
        && BlockHeader.tag(image.getLong(block)) == BlockHeader.PART
        && engine.capacity(block) >= BLOCK_BYTES;
  }

  private boolean isQueued(long target) {
    return engine.heap().allocated(target)
        && BlockHeader.isObject(image.getLong(target))
        && BlockHeader.isQueued(image.getLong(target));
  }

  private static void require(boolean intact, long at) {
    if (!intact) {
      throw new CorruptPoolException(
          ("queue of dropped objects is damaged, offset=0x%x; restore a backup, or open the pool"
                  + " read-only to check and to copy it (`emery salvage`)")
              .formatted(at));
    }
  }

  private void addBlock(long block) {
    long payload = Engine.payload(block);
    blocks.put(payload, block);
    for (long slot = payload + 8; slot + 8 <= payload + BLOCK_BYTES; slot += 8) {
      (image.getLong(slot) == 0 ? free : queued).addLast(slot);
    }
  }

  /** Makes room for some objects ahead, so that something can be dropped when the pool is full. */
  synchronized void prepare() {
    if (free.isEmpty()) {
      grow();
    }
  }

  /** Takes a free slot for an object that the running commit drops. */
  synchronized long reserve() {
    if (free.isEmpty()) {
      grow();
    }
    return free.removeFirst();
  }

  private void grow() {
    Heap heap = engine.heap();
    long block = heap.reserve(BLOCK_BYTES);
    WordChangeList words = new WordChangeList(image, engine.ids());
    try {
      words.usesIds();
      long payload = Engine.payload(block);
      image.clear(payload, heap.capacity(block));
      image.setLong(
          block,
          BlockHeader.published(BlockHeader.fresh(BlockHeader.PART, heap.sizeClass(block), 0), 1));
      image.setLong(block + BlockHeader.ID, engine.ids().next(block));
      image.setLong(payload, image.getLong(HeapFormat.DROP_QUEUE));
      heap.publish(block, words);
      words.change(HeapFormat.DROP_QUEUE, -1L, block);
      RecordBody body = new RecordBody();
      body.block(image, block, BlockHeader.BYTES + heap.capacity(block));
      body.seal();
      engine.log().append(body, words.words(), words);
    } catch (RuntimeException | Error e) {
      heap.cancel(block);
      throw e;
    }
    addBlock(block);
  }

  /** The block that a slot lies in. */
  synchronized long block(long slot) {
    return blocks.floorEntry(slot).getValue();
  }

  /** Gives back a slot whose commit did not happen. */
  synchronized void release(long slot) {
    free.addLast(slot);
  }

  /** Says that the commit which wrote this slot has its place. */
  synchronized void queued(long slot) {
    queued.addLast(slot);
    any = true;
  }

  /** Says that something dropped was freed, here or by the commit that dropped it. */
  void freed() {
    long unused = done.incrementAndGet();
  }

  /** A number that rises whenever something dropped was freed. */
  long done() {
    return done.get();
  }

  /** Shows the objects that wait here. */
  synchronized void forEach(LongConsumer action) {
    queued.forEach(slot -> action.accept(image.getLong(slot)));
    long target = present == 0 ? 0 : image.getLong(present);
    if (target != 0) { // 0 where its last step has just committed
      action.accept(target);
    }
  }

  /** Whether objects wait here. */
  boolean any() {
    return any;
  }

  /** Takes queued objects apart as {@link #drain} does, unless another thread is at it. */
  void drainIfIdle(int steps) {
    if (draining.tryLock()) {
      try {
        drain(steps);
      } finally {
        draining.unlock();
      }
    }
  }

  /**
   * Takes queued objects apart, at most {@code steps} steps, and stops at the first that is in use.
   * Returns how many steps were done.
   */
  int drain(int steps) {
    draining.lock();
    try {
      int done = 0;
      while (done < steps && any) {
        Long slot = poll();
        if (slot == null || !step(slot)) {
          break;
        }
        done++;
        freed();
      }
      return done;
    } finally {
      draining.unlock();
    }
  }

  private synchronized Long poll() {
    Long slot = queued.pollFirst();
    any = slot != null;
    present = slot == null ? 0 : slot;
    return slot;
  }

  private synchronized void again(long slot) {
    present = 0;
    queued.addLast(slot);
    any = true;
  }

  private synchronized void gone(long slot) {
    present = 0;
    free.addLast(slot);
    any = !queued.isEmpty();
  }

  private boolean step(long slot) {
    boolean[] gone = new boolean[1];
    boolean ran = false;
    try {
      ran =
          engine.system(t -> {
            long target = image.getLong(slot);
            if (!t.drain(target)) {
              return false;
            }
            gone[0] = takeApart(t, target);
            if (gone[0]) {
              t.setLong(block(slot), slot, 0);
            }
            return true;
          });
    } finally {
      if (ran && gone[0]) {
        gone(slot);
      } else {
        again(slot);
      }
    }
    return ran;
  }

  /** How many objects wait here. */
  synchronized long size() {
    return (long) queued.size() + (present == 0 ? 0 : 1);
  }

  /** Does one step, and says whether the object has left the queue. */
  private boolean takeApart(Transaction t, long target) {
    long header = image.getLong(target);
    if (BlockHeader.count(header) > 0) { // stored again since it was dropped: it lives on
      t.setLong(target, target, BlockHeader.withoutQueued(header));
      return true;
    }
    if (engine.objects().dropSome(t, target, STEP)) {
      t.free(target);
      return true;
    }
    return false;
  }
}
