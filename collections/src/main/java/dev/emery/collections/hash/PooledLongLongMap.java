package dev.emery.collections.hash;

import dev.emery.collections.primitive.LongCodec;
import dev.emery.collections.sequence.Located;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;

/** The entries of hash maps in a pool from {@code long} to {@code long}, without boxes. */
public final class PooledLongLongMap extends PooledLongMap<Long> {

  /** Creates the type. */
  public PooledLongLongMap() {
    super(LongCodec.INSTANCE);
  }

  // ---- reads

  /** The value of {@code key}, or {@code other}. */
  long get(Entries<Long, Long> body, long key, long other) {
    Located located = body.located;
    return located != null && located.isCopied()
        ? getAtRest(body, located, key, other)
        : search(body, key, other);
  }

  /** The value of a key, in a read without a lock where the map rests. */
  private long getAtRest(Entries<Long, Long> body, Located located, long key, long other) {
    if (located.begin()) {
      try {
        Memory m = located.memory();
        long hash = hash(m, key);
        long at = longs.candidate(m, located.hashed(MapFormat.number(hash)), hash);
        if (at != 0 && m.getLong(at) == key) {
          long value = m.getLong(longs.valueAt(at));
          if (located.end()) {
            return value;
          }
        }
      } catch (RuntimeException | Error _) {
        // the general way says whether it is real
      }
    }
    return search(body, key, other);
  }

  /** The value of a key, in the general way. */
  private long search(Entries<Long, Long> body, long key, long other) {
    Anchor a = body.anchor();
    Memory m = memory(a);
    long object = a.block();
    long hash = hash(m, key);
    for (; ; ) {
      long stamp = m.enter(object, true);
      try {
        Located known = body.located;
        Located located = stamp < 0 ? null : located(m, a, known, stamp);
        long segment = segment(m, a, located, hash);
        int slot = longs.find(m, segment, key, hash);
        long value = slot < 0 ? other : word(m, segment, slot);
        if (m.exit(object, stamp)) {
          if (located != null && located != known) {
            body.located = located;
          }
          return value;
        }
      } catch (RuntimeException | Error e) {
        m.failed(object, stamp, e);
      }
    }
  }

  private long word(Memory m, long segment, int slot) {
    return m.getLong(wordAt(segment, slot));
  }

  private long wordAt(long segment, int slot) {
    return longs.valueAt(longs.at(segment, slot));
  }

  /** The values as they are at one moment (E31). */
  long[] values(Anchor a) {
    return words(a, Long.BYTES);
  }

  /** The keys, and behind them the values, as they are at one moment (E31). */
  long[][] all(Anchor a) {
    return a.read(
        false,
        m -> {
          int size = Segments.sizeOfArray(m, a.block());
          long[][] all = new long[2][size];
          each(
              m,
              a.block(),
              (n, segment, slot) -> {
                all[0][n] = m.getLong(longs.at(segment, slot));
                all[1][n] = word(m, segment, slot);
              });
          return all;
        });
  }

  // ---- changes

  /** Puts an entry, and returns the value before, or {@code other}. */
  long put(Anchor a, Journal<?> j, long key, long value, long other) {
    Memory m = a.write(j);
    long hash = hash(m, key);
    long segment = Segments.of(m, a.block(), hash);
    int slot = longs.find(m, segment, key, hash);
    if (slot < 0) {
      add(m, a, j, segment, ~slot, hash, key, value);
      return other;
    }
    long old = word(m, segment, slot);
    m.setLong(j, MapFormat.block(segment), wordAt(segment, slot), value);
    return old;
  }

  /** Adds to a value, or puts what is to be added; returns the value after. */
  long addTo(Anchor a, Journal<?> j, long key, long delta) {
    Memory m = a.write(j);
    long hash = hash(m, key);
    long segment = Segments.of(m, a.block(), hash);
    int slot = longs.find(m, segment, key, hash);
    if (slot < 0) {
      add(m, a, j, segment, ~slot, hash, key, delta);
      return delta;
    }
    long sum = word(m, segment, slot) + delta;
    m.setLong(j, MapFormat.block(segment), wordAt(segment, slot), sum);
    return sum;
  }

  private void add(
      Memory m, Anchor a, Journal<?> j, long segment, int free, long hash, long key, long value) {
    long target = segments.room(m, j, a.block(), segment, free, hash);
    int slot = target == segment ? free : longs.free(m, target, hash);
    longs.fillWords(m, j, target, slot, hash, key, value);
    segments.added(m, j, a.block());
    a.changing(j);
  }

  /** Removes an entry, and returns its value, or {@code other}. */
  long remove(Anchor a, Journal<?> j, long key, long other) {
    Memory m = a.write(j);
    long hash = hash(m, key);
    long segment = Segments.of(m, a.block(), hash);
    int slot = longs.find(m, segment, key, hash);
    if (slot < 0) {
      return other;
    }
    long old = word(m, segment, slot);
    removeFound(m, a, j, hash, slot);
    return old;
  }

  /** Removes an entry; true where there was one. */
  boolean removeKey(Anchor a, Journal<?> j, long key) {
    Memory m = a.write(j);
    long hash = hash(m, key);
    int slot = longs.find(m, Segments.of(m, a.block(), hash), key, hash);
    if (slot >= 0) {
      removeFound(m, a, j, hash, slot);
    }
    return slot >= 0;
  }
}
