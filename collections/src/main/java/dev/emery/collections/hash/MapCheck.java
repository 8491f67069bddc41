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
    long block = MapFormat.block(segment);
    int capacity = m.tag(block) == Parts.TAG ? slots.capacity(m, segment) : 0;
    if (capacity < 1 || MapFormat.form(segment) > 0 && m.capacity(block) < bytes(segment)) {
      problems.accept("segment %d at 0x%x is no part of the right size".formatted(index, segment));
      readable = false;
      return 0;
    }
    int entries = 0;
    for (int slot = slots.last(m, segment); slot >= 0; slot = slots.before(m, segment, slot)) {
      entries++;
      if (slot >= capacity) {
        problems.accept("fingerprint of no slot, segment=%d, slot=%d".formatted(index, slot));
      } else {
        checkSlot(segment, index, count, slot);
      }
    }
    return entries;
  }

  private long bytes(long segment) {
    return (long) slots.groups(m, segment) * slots.stride;
  }

  private void checkSlot(long segment, int index, int count, int slot) {
    long block = MapFormat.block(segment);
    long at = slots.at(segment, slot);
    slots.keys.check(m, block, at, problems);
    slots.values.check(m, block, slots.valueAt(at), problems);
    long hash = slots.hashStored(m, block, at);
    int fingerprint = slots.fingerprint(m, segment, slot);
    if (MapFormat.segment(hash, count) != index || MapFormat.fingerprint(hash) != fingerprint) {
      problems.accept(
          "entry does not lie where its hash says, segment=%d, slot=%d".formatted(index, slot));
    } else if (slots.find(m, segment, slots.keys.load(m, block, at), hash) != slot) {
      problems.accept(
          "key is not found, or is there twice, segment=%d, slot=%d".formatted(index, slot));
    }
  }
}
