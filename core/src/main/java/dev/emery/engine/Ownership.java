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
 * here each has exactly one, or it goes onto the drop queue, or the transaction is refused.
 */
final class Ownership {
  private final Transaction transaction;
  private final Engine engine;
  private final Image image;
  private final Map<Long, Integer> counts = new HashMap<>(); // resulting counts of touched objects
  private final LongList dropped = new LongList();
  private final LongList slots = new LongList(); // places on the drop queue

  Ownership(Transaction transaction, Engine engine) {
    this.transaction = transaction;
    this.engine = engine;
    this.image = engine.image();
  }

  void settle() {
    OwnerLog owners = transaction.owners;
    Allocations allocations = transaction.allocations;
    if (owners.size() == 0 && allocations.isEmpty()) {
      return;
    }
    for (int i = 0; i < owners.size(); i++) {
      counts.merge(owners.target(i), owners.isStored(i) ? 1 : -1, Integer::sum);
    }
    for (int i = 0; i < allocations.size(); i++) {
      long block = allocations.block(i);
      if (allocations.isUsed(i) && BlockHeader.isObject(image.getLong(block))) {
        counts.putIfAbsent(block, 0); // allocated and never stored: dropped at once
      }
    }
    boolean shared = resulting();
    if (shared) {
      clearDroppedPlaces();
    }
    applyCounts();
    queueDropped();
  }

  /**
   * Turns differences into resulting counts, and says whether some object has more than one owner.
   */
  private boolean resulting() {
    boolean shared = false;
    for (Map.Entry<Long, Integer> entry : counts.entrySet()) {
      long target = entry.getKey();
      long header = image.getLong(target);
      if (image.getLong(target + BlockHeader.ID) == 0) {
        entry.setValue(0); // rolled back or freed meanwhile by this transaction: nothing to count
        continue;
      }
      int before = BlockHeader.isFresh(header) ? 0 : BlockHeader.count(header);
      int after = before + entry.getValue();
      if (after < 0) {
        throw new CorruptPoolException(
            "object has fewer owners than were taken away, object=0x"
                + Long.toHexString(target)
                + "; run check()");
      }
      entry.setValue(after);
      if (after == 0 && !BlockHeader.isQueued(header)) {
        dropped.add(target);
      }
      shared |= after > 1;
    }
    return shared;
  }

  /**
   * Looks through what this transaction drops for further places of objects that it has stored
   * elsewhere.
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
      engine
          .objects()
          .references(
              block,
              (holder, at, target) -> {
                Integer count = counts.get(target);
                if (count != null && count > 1) {
                  transaction.setLong(holder, at, 0);
                  counts.put(target, count - 1);
                } else if (count == null || count == 1) {
                  open.add(target);
                }
              });
    }
    counts.forEach((target, count) -> {
      if (count > 1) {
        throw twoOwners(target);
      }
    });
  }

  private AlreadyOwnedException twoOwners(long target) {
    OwnerLog owners = transaction.owners;
    StringBuilder places = new StringBuilder();
    for (int i = 0; i < owners.size(); i++) {
      if (owners.isStored(i) && owners.target(i) == target) {
        places.append(places.isEmpty() ? "" : " and ");
        places.append("0x").append(Long.toHexString(owners.place(i)));
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
    counts.forEach((target, count) -> {
      long header = image.getLong(target);
      if (!BlockHeader.isFresh(header)
          && BlockHeader.count(header) != count
          && image.getLong(target + BlockHeader.ID) != 0) {
        long counted = BlockHeader.withCount(header, count);
        transaction.setLong(target, target, count == 0 ? BlockHeader.queued(counted) : counted);
      }
    });
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
    long header = image.getLong(block);
    Integer count = counts.isEmpty() ? null : counts.get(block);
    long published = BlockHeader.published(header, count == null ? 1 : count);
    return count != null && count == 0 ? BlockHeader.queued(published) : published;
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
    if (!counts.isEmpty()) {
      counts.clear();
    }
    dropped.reset();
    slots.reset();
  }
}
