package dev.emery.collections.hash;

import dev.emery.collections.sequence.Parts;
import dev.emery.collections.sequence.RefTable;
import dev.emery.transaction.Memory;
import java.util.function.Consumer;

/**
 * Checks what {@link MapFormat} says about one map.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class MapCheck<K, V> {
  private final Memory m;
  private final Slots<K, V> slots;
  private final Consumer<String> problems;
  private boolean readable = true;

  MapCheck(Memory m, Slots<K, V> slots, Consumer<String> problems) {
    this.m = m;
    this.slots = slots;
    this.problems = problems;
  }

  void check(long object) {
    long size = Segments.size(m, object);
    int count = Segments.count(m, object);
    if (size < 0 || count < 1) {
      problems.accept("negative, size=%d, segments=%d".formatted(size, count));
      return;
    }
    long table = m.getLong(MapFormat.tableAt(object));
    long entries = 0;
    for (int i = 0; i < count && readable; i++) {
      long segment = RefTable.get(m, table, count, i);
      entries += segment == 0 ? 0 : checkSegment(segment, i, count);
    }
    if (readable && entries != size) {
      problems.accept("size=%d, but entries=%d".formatted(size, entries));
    }
  }

  private int checkSegment(long segment, int index, int count) {
    int capacity = m.tag(segment) == Parts.TAG ? Slots.capacity(m, segment) : -1;
    long needed =
        MapFormat.SEGMENT_HEADER
            + MapFormat.fingerprintBytes(capacity)
            + (long) capacity * slots.width;
    if (capacity < 1 || needed > m.capacity(segment)) {
      problems.accept("segment %d at 0x%x is no part of the right size".formatted(index, segment));
      readable = false;
      return 0;
    }
    int filled = Slots.filled(m, segment);
    long fingerprints = MapFormat.fingerprintsAt(segment);
    for (int i = filled; i < MapFormat.fingerprintBytes(capacity); i++) {
      if (m.getByte(fingerprints + i) != 0) {
        problems.accept("fingerprint behind a free slot, segment=%d, slot=%d".formatted(index, i));
      }
    }
    for (int slot = 0; slot < filled; slot++) {
      checkSlot(segment, index, count, slot);
    }
    return filled;
  }

  private void checkSlot(long segment, int index, int count, int slot) {
    long at = slots.at(m, segment, slot);
    slots.keys.check(m, segment, at, problems);
    slots.values.check(m, segment, slots.valueAt(at), problems);
    long hash = slots.keys.hashStored(m, segment, at, m.seed());
    int fingerprint = m.getByte(MapFormat.fingerprintsAt(segment) + slot) & 0xFF;
    if (MapFormat.segment(hash, count) != index || MapFormat.fingerprint(hash) != fingerprint) {
      problems.accept(
          "entry does not lie where its hash says, segment=%d, slot=%d".formatted(index, slot));
    } else if (slots.find(m, segment, slots.keys.load(m, segment, at), hash) != slot) {
      problems.accept("key is there twice, segment=%d, slot=%d".formatted(index, slot));
    }
  }
}
