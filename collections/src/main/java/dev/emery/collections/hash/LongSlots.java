package dev.emery.collections.hash;

import dev.emery.collections.primitive.LongCodec;
import dev.emery.collections.sequence.Storing;
import dev.emery.schema.Codec;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;

/**
 * Slots whose key is a {@code long}, which is compared and stored without a box.
 *
 * @param <V> the type of the values
 */
final class LongSlots<V> extends Slots<Long, V> {
  LongSlots(Codec<V> values) {
    super(LongCodec.INSTANCE, values);
  }

  /** As {@link Slots#find}, and -1 where there is no segment. */
  int find(Memory m, long segment, long key, long hash) {
    if (segment == 0) {
      return -1;
    }
    long pattern = Fingerprints.pattern(MapFormat.fingerprint(hash));
    int groups = groups(m, segment);
    for (int group = home(hash, segment, groups); group < groups; group++) {
      long at = groupAt(segment, group);
      long word = m.getLong(at);
      for (long same = Fingerprints.same(word, pattern); same != 0; same &= same - 1) {
        int i = Fingerprints.first(same);
        if (m.getLong(at + Long.BYTES + (long) i * width) == key) {
          return group << 3 | i;
        }
      }
      long free = Fingerprints.free(word);
      if (free != 0) {
        return ~(group << 3 | Fingerprints.first(free));
      }
    }
    return FULL;
  }

  /** As {@link Slots#fill}. */
  void fill(Memory m, Journal<?> j, long segment, int slot, long hash, long key, V value) {
    long block = MapFormat.block(segment);
    long at = at(segment, slot);
    Storing.add(values, m, j, block, valueAt(at), value);
    m.setLong(j, block, at, key);
    mark(m, j, segment, slot, MapFormat.fingerprint(hash));
  }

  /** As {@link Slots#fill}, where the value is a word, too. */
  void fillWords(Memory m, Journal<?> j, long segment, int slot, long hash, long key, long word) {
    long block = MapFormat.block(segment);
    long at = at(segment, slot);
    m.setLong(j, block, at, key);
    m.setLong(j, block, valueAt(at), word);
    mark(m, j, segment, slot, MapFormat.fingerprint(hash));
  }
}
