package dev.emery.engine;

import dev.emery.AlreadyOwnedException;
import dev.emery.CorruptPoolException;
import dev.emery.heap.BlockHeader;
import dev.emery.image.Image;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
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
  private final Map<Long, Owners> owners = new HashMap<>(); // of the objects that were touched
  private final LongList dropped = new LongList();
  private final LongList slots = new LongList(); // places on the drop queue

  /** The references to an object: first what the transaction adds, then what it results in. */
  private static final class Owners {
    int sole;
    int shared;

    int count() {
      return sole + shared;
    }

    boolean clash() {
      return sole > 1 || sole == 1 && shared > 0;
    }
  }

  Ownership(Transaction transaction, Engine engine) {
    this.transaction = transaction;
    this.engine = engine;
    this.image = engine.image();
  }

  void settle() {
    OwnerLog log = transaction.owners;
    Allocations allocations = transaction.allocations;
    if (log.size() == 0 && allocations.isEmpty()) {
      return;
    }
    for (int i = 0; i < log.size(); i++) {
      add(owners(log.target(i)), log.isShared(i), log.isStored(i) ? 1 : -1);
    }
    for (int i = 0; i < allocations.size(); i++) {
      long block = allocations.block(i);
      if (allocations.isUsed(i) && BlockHeader.isObject(image.getLong(block))) {
        owners(block); // allocated and never stored: dropped at once
      }
    }
    if (resulting()) {
      clearDroppedPlaces();
    }
    applyCounts();
    queueDropped();
  }

  private Owners owners(long target) {
    return owners.computeIfAbsent(target, _ -> new Owners());
  }

  private static void add(Owners counted, boolean shared, int number) {
    if (shared) {
      counted.shared += number;
    } else {
      counted.sole += number;
    }
  }

  /**
   * Turns differences into resulting counts, and says whether some object has more owners than it
   * may.
   */
  private boolean resulting() {
    boolean clash = false;
    for (Map.Entry<Long, Owners> entry : owners.entrySet()) {
      long target = entry.getKey();
      Owners counted = entry.getValue();
      long header = image.getLong(target);
      if (image.getLong(target + BlockHeader.ID) == 0) {
        counted.sole = 0; // rolled back or freed meanwhile by this transaction: nothing to count
        counted.shared = 0;
        continue;
      }
      if (!BlockHeader.isFresh(header)) {
        add(counted, BlockHeader.isShared(header), BlockHeader.count(header));
      }
      if (counted.sole < 0 || counted.shared < 0) {
        throw new CorruptPoolException(
            "object has fewer owners than were taken away, object=0x"
                + Long.toHexString(target)
                + "; run check()");
      }
      if (counted.count() == 0 && !BlockHeader.isQueued(header)) {
        dropped.add(target);
      }
      clash |= counted.clash();
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
                Owners counted = owners.get(target);
                if (counted != null && counted.clash()) {
                  transaction.setLong(holder, at, 0);
                  add(counted, shared, -1);
                } else if (!shared) {
                  open.add(target);
                }
              });
    }
    owners.forEach((target, counted) -> {
      if (counted.clash()) {
        throw twoOwners(target);
      }
    });
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
    owners.forEach((target, counted) -> {
      long header = image.getLong(target);
      if (BlockHeader.isFresh(header) || image.getLong(target + BlockHeader.ID) == 0) {
        return;
      }
      long word = counted(header, counted);
      if (word != header) {
        transaction.setLong(target, target, word);
      }
    });
  }

  private static long counted(long header, Owners counted) {
    long word = BlockHeader.withCount(header, counted.count());
    return counted.count() == 0
        ? BlockHeader.queued(word)
        : BlockHeader.withShared(word, counted.shared > 0);
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
    Owners counted = owners.isEmpty() ? null : owners.get(block);
    return counted == null ? published : counted(published, counted);
  }

  void published() {
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
    if (!owners.isEmpty()) {
      owners.clear();
    }
    dropped.reset();
    slots.reset();
  }
}
