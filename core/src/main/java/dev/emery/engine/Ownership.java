package dev.emery.engine;

import dev.emery.AlreadyOwnedException;
import dev.emery.CorruptPoolException;
import dev.emery.heap.BlockHeader;
import dev.emery.image.Image;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * The judgement of owners at commit (E17). In the body an owned object may have two places or none;
 * here each has one owner, or pointers that share it, or it goes onto the drop queue, or the
 * transaction is refused.
 */
final class Ownership {
  private final Transaction transaction;
  private final Engine engine;
  private final Image image;
  private final OwnerCounts counts = new OwnerCounts();
  private final LongList dropped = new LongList();
  private final LongList slots = new LongList(); // places on the drop queue
  private final PromptDrops prompt;
  private boolean anyFreed;

  Ownership(Transaction transaction, Engine engine) {
    this.transaction = transaction;
    this.engine = engine;
    this.image = engine.image();
    this.prompt = new PromptDrops(transaction, engine, counts);
  }

  void settle() {
    OwnerLog log = transaction.owners;
    Allocations allocations = transaction.allocations;
    if (log.size() == 0 && allocations.isEmpty()) {
      return;
    }
    for (int i = 0; i < log.size(); i++) {
      counts.add(counts.index(log.target(i)), log.isShared(i), log.isStored(i) ? 1 : -1);
    }
    for (int i = 0; i < allocations.size(); i++) {
      long block = allocations.block(i);
      if (allocations.isUsed(i) && BlockHeader.isObject(image.getLong(block))) {
        int unused = counts.index(block); // allocated and never stored: dropped at once
      }
    }
    if (resulting()) {
      clearDroppedPlaces();
    }
    if (!dropped.isEmpty()) {
      anyFreed = prompt.free(dropped);
    }
    applyCounts();
    queueDropped();
  }

  /**
   * Turns differences into resulting counts, and says whether some object has more owners than it
   * may.
   */
  private boolean resulting() {
    boolean clash = false;
    for (int i = 0; i < counts.size(); i++) {
      long target = counts.object(i);
      long header = image.getLong(target);
      if (image.getLong(target + BlockHeader.ID) == 0) {
        counts.remove(i); // rolled back or freed meanwhile by this transaction
        continue;
      }
      if (!BlockHeader.isFresh(header)) {
        counts.add(i, BlockHeader.isShared(header), BlockHeader.count(header));
      }
      if (counts.isNegative(i)) {
        throw new CorruptPoolException(
            "object has fewer owners than were taken away, object=0x"
                + Long.toHexString(target)
                + "; run check()");
      }
      if (counts.count(i) == 0 && !BlockHeader.isQueued(header)) {
        dropped.add(target);
      }
      clash |= counts.clashes(i);
    }
    return clash;
  }

  /**
   * Looks through what this transaction drops for further places of objects that it has stored
   * elsewhere. What a dropped object shares with others lives on, so the search does not go there.
   */
  private void clearDroppedPlaces() {
    Deque<Long> open = new ArrayDeque<>();
    Set<Long> seen = new HashSet<>();
    for (int i = 0; i < dropped.size(); i++) {
      open.add(dropped.get(i));
    }
    while (!open.isEmpty()) {
      long block = open.remove();
      if (!seen.add(block)) {
        continue;
      }
      transaction.lockExclusive(block); // places in it may be cleared beside readers
      engine
          .objects()
          .references(
              block,
              (holder, at, target, shared) -> {
                int index = counts.find(target);
                if (index >= 0 && counts.clashes(index)) {
                  transaction.setLong(holder, at, 0);
                  counts.add(index, shared, -1);
                } else if (!shared) {
                  open.add(target);
                }
              });
    }
    for (int i = 0; i < counts.size(); i++) {
      if (counts.clashes(i)) {
        throw twoOwners(counts.object(i));
      }
    }
  }

  private AlreadyOwnedException twoOwners(long target) {
    OwnerLog log = transaction.owners;
    StringBuilder places = new StringBuilder();
    for (int i = 0; i < log.size(); i++) {
      if (log.isStored(i) && log.target(i) == target) {
        places.append(places.isEmpty() ? "" : " and ");
        places.append("0x").append(Long.toHexString(log.place(i)));
      }
    }
    return new AlreadyOwnedException(
        "object would have two owners, object="
            + engine.objects().describe(target)
            + ", stored at="
            + places
            + (places.indexOf(" and ") < 0 ? " beside its present place" : "")
            + "; remove it from its first place, share it with Prc or Parc, or copy it");
  }

  private void applyCounts() {
    for (int i = 0; i < counts.size(); i++) {
      long target = counts.object(i);
      long header = image.getLong(target);
      if (!counts.isGone(i) && !BlockHeader.isFresh(header)) {
        long word = counted(header, i);
        if (word != header) {
          transaction.setLong(target, target, word);
        }
      }
    }
  }

  private long counted(long header, int index) {
    int count = counts.count(index);
    long word = BlockHeader.withCount(header, count);
    return count == 0
        ? BlockHeader.queued(word)
        : BlockHeader.withShared(word, counts.isShared(index));
  }

  private void queueDropped() {
    for (int i = 0; i < dropped.size(); i++) {
      long slot = engine.drops().reserve();
      slots.add(slot);
      transaction.setLong(engine.drops().block(slot), slot, dropped.get(i));
    }
  }

  /** The header word that a fresh block has on the medium. */
  long header(long block) {
    long published = BlockHeader.published(image.getLong(block), 1);
    int index = counts.find(block);
    return index < 0 ? published : counted(published, index);
  }

  void published() {
    if (anyFreed) {
      engine.drops().freed();
    }
    for (int i = 0; i < slots.size(); i++) {
      engine.drops().queued(slots.get(i));
    }
    slots.reset();
  }

  void cancelled() {
    for (int i = 0; i < slots.size(); i++) {
      engine.drops().release(slots.get(i));
    }
    slots.reset();
  }

  void reset() {
    counts.reset();
    anyFreed = false;
    dropped.reset();
    slots.reset();
  }
}
