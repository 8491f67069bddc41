package dev.emery.testsuite.examples;

import dev.emery.cell.PCell;
import dev.emery.cell.PInt;
import dev.emery.collections.PVec;
import dev.emery.transaction.Journal;
import java.util.Optional;

/**
 * A hash table of own making: slots in buckets, which are vectors in a vector. When there are more
 * slots than twice the buckets, the buckets are doubled, and the slots move.
 */
record KeyValueStore<V, P>(PVec<PVec<KeyValueStore.Slot<V, P>, P>, P> buckets, PInt<P> size) {

  record Slot<V, P>(String key, PCell<V, P> value) {}

  private static final int FIRST_BUCKETS = 4;

  private PVec<Slot<V, P>, P> bucket(String key) {
    return buckets.get(Math.floorMod(key.hashCode(), buckets.size()));
  }

  private Optional<Slot<V, P>> slot(String key) {
    return buckets.isEmpty()
        ? Optional.empty()
        : bucket(key).stream().filter(slot -> slot.key().equals(key)).findFirst();
  }

  Optional<V> get(String key) {
    return slot(key).map(slot -> slot.value().get());
  }

  void put(Journal<P> j, String key, V value) {
    slot(key)
        .ifPresentOrElse(
            slot -> slot.value().set(j, value),
            () -> {
              if (size.add(j, 1) > 2 * buckets.size()) {
                grow(j);
              }
              bucket(key).add(j, new Slot<>(key, PCell.of(value)));
            });
  }

  boolean remove(Journal<P> j, String key) {
    boolean found = !buckets.isEmpty() && bucket(key).removeIf(j, slot -> slot.key().equals(key));
    if (found) {
      size.add(j, -1);
    }
    return found;
  }

  private void grow(Journal<P> j) {
    int count = Math.max(FIRST_BUCKETS, 2 * buckets.size());
    var slots = buckets.stream().flatMap(PVec::stream).toList();
    buckets.clear(j);
    for (int i = 0; i < count; i++) {
      buckets.add(j, new PVec<>());
    }
    slots.forEach(slot -> bucket(slot.key()).add(j, slot));
  }
}
