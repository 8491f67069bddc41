package dev.emery.engine;

import dev.emery.heap.BlockHeader;
import dev.emery.heap.Heap;
import dev.emery.image.Image;
import java.util.HashMap;
import java.util.Map;

/**
 * The blocks that one transaction has reserved. A block that the transaction gives up again in the
 * interval that allocated it goes to its next allocation of the same size and never into the
 * record; its id word is zero meanwhile.
 */
final class Allocations {
  private final Engine engine;
  private final Image image;
  private final LongList blocks = new LongList(); // each reserved block once
  private final Map<Long, LongList> spare = new HashMap<>(); // capacity → discarded blocks
  private boolean anySpare;
  private final LongList births = new LongList(); // rising; one for each interval that allocated

  Allocations(Engine engine) {
    this.engine = engine;
    this.image = engine.image();
  }

  boolean isEmpty() {
    return blocks.isEmpty();
  }

  int size() {
    return blocks.size();
  }

  long block(int index) {
    return blocks.get(index);
  }

  /** Whether the block at {@code index} is in use, not discarded. */
  boolean isUsed(int index) {
    return image.getLong(blocks.get(index) + BlockHeader.ID) != 0;
  }

  /** How many intervals have allocated so far. */
  int births() {
    return births.size();
  }

  /**
   * A number for an interval that is about to allocate; it tells its blocks from all others of this
   * time.
   */
  int newBirth() {
    int birth = engine.nextBirth();
    births.add(birth);
    return birth;
  }

  /** Whether the running transaction has given this number to blocks. */
  boolean bornHere(int birth) {
    int low = 0;
    int high = births.size() - 1;
    while (low <= high) {
      int middle = low + high >>> 1;
      int difference = birth - (int) births.get(middle);
      if (difference == 0) {
        return true;
      }
      if (difference < 0) {
        high = middle - 1;
      } else {
        low = middle + 1;
      }
    }
    return false;
  }

  long allocate(int tag, long bytes, int birth) {
    long block = anySpare ? takeSpare(bytes) : 0;
    if (block == 0) {
      block = engine.heap().reserve(bytes);
      blocks.add(block);
    }
    long payload = block + BlockHeader.BYTES;
    image.clear(payload, Heap.capacityFor(bytes)); // E7
    image.setLong(block, BlockHeader.fresh(tag, Heap.sizeClassFor(bytes), birth));
    image.setLong(block + BlockHeader.ID, engine.ids().next(block));
    return block;
  }

  private long takeSpare(long bytes) {
    LongList list = spare.get(Heap.capacityFor(bytes));
    return list == null || list.isEmpty() ? 0 : list.removeLast();
  }

  void discard(long block) {
    image.setLong(block + BlockHeader.ID, 0); // E15: a handle to it is stale from here on
    spare.computeIfAbsent(engine.heap().capacity(block), _ -> new LongList()).add(block);
    anySpare = true;
  }

  /** Discards every block that was born after the first {@code kept} births. */
  void rollback(int kept) {
    if (births.size() == kept) {
      return;
    }
    int first = (int) births.get(kept);
    for (int i = 0; i < blocks.size(); i++) {
      long block = blocks.get(i);
      if (isUsed(i) && BlockHeader.count(image.getLong(block)) - first >= 0) {
        discard(block);
      }
    }
    births.truncate(kept);
  }

  /** Gives every reservation back. All blocks have been discarded. */
  void cancelAll() {
    for (int i = 0; i < blocks.size(); i++) {
      engine.heap().cancel(blocks.get(i));
    }
    blocks.truncate(0);
  }

  void reset() {
    blocks.reset();
    births.reset();
    if (anySpare) {
      spare.clear();
      anySpare = false;
    }
  }
}
