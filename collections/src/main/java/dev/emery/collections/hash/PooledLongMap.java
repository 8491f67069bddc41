package dev.emery.collections.hash;

import dev.emery.collections.sequence.Located;
import dev.emery.schema.Codec;
import dev.emery.schema.KeyHash;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import org.jspecify.annotations.Nullable;

/**
 * The entries of hash maps in a pool whose keys are {@code long}. They lie as those of a {@link
 * PooledMap} do; here they are looked up, put and removed without a box for the key, and the
 * methods with boxes lead here.
 *
 * @param <V> the type of the values
 */
public sealed class PooledLongMap<V> extends PooledMap<Long, V> permits PooledLongLongMap {
  final LongSlots<V> longs;

  /** Creates the type for a codec, which may still be under construction. */
  public PooledLongMap(Codec<V> values) {
    this(new LongSlots<>(values));
  }

  private PooledLongMap(LongSlots<V> slots) {
    super(slots);
    this.longs = slots;
  }

  static long hash(Memory m, long key) {
    return KeyHash.of(key, m.seed());
  }

  // ---- reads

  @Override
  public final @Nullable V get(Entries<Long, V> body, Object sought) {
    return sought instanceof Long key ? get(body, key.longValue()) : null;
  }

  /** The value of {@code key}, or null. */
  final @Nullable V get(Entries<Long, V> body, long key) {
    Located located = body.located;
    return located != null && located.isCopied()
        ? getAtRest(body, located, key)
        : search(body, key);
  }

  /** The value of a key, in a read without a lock where the map rests. */
  private @Nullable V getAtRest(Entries<Long, V> body, Located located, long key) {
    if (located.begin()) {
      try {
        Memory m = located.memory();
        long hash = hash(m, key);
        long homes = located.hashed(MapFormat.number(hash));
        long at = longs.candidate(m, homes, hash);
        if (at != 0 && m.getLong(at) == key) {
          V value = longs.values.load(m, homes >>> 8, longs.valueAt(at));
          if (located.end()) {
            return value;
          }
        }
      } catch (RuntimeException | Error _) {
        // the general way says whether it is real
      }
    }
    return search(body, key);
  }

  /** The value of a key, in the general way. */
  private @Nullable V search(Entries<Long, V> body, long key) {
    Anchor a = body.anchor();
    Memory m = memory(a);
    long object = a.block();
    long hash = hash(m, key);
    for (; ; ) {
      long stamp = m.enter(object, longs.values.pure());
      try {
        Located known = body.located;
        Located located = stamp < 0 ? null : located(m, a, known, stamp);
        long segment = segment(m, a, located, hash);
        int slot = longs.find(m, segment, key, hash);
        V value = slot < 0 ? null : longs.value(m, segment, slot);
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

  /** What is kept of a map that rests; under a lock nothing is, since nobody could use it. */
  final Located located(Memory m, Anchor a, @Nullable Located known, long stamp) {
    if (known != null && known.holds(stamp)) {
      return Segments.used(known);
    }
    m.require(a.block(), a.id());
    return Segments.locate(m, a.block(), stamp);
  }

  final long segment(Memory m, Anchor a, @Nullable Located located, long hash) {
    if (located != null) {
      return Segments.of(located, hash);
    }
    m.require(a.block(), a.id());
    return Segments.of(m, a.block(), hash);
  }

  @Override
  public final boolean containsKey(Anchor a, Object sought) {
    return sought instanceof Long key && containsKey(a, key.longValue());
  }

  /** Whether {@code key} has a value. */
  final boolean containsKey(Anchor a, long key) {
    Memory m = memory(a);
    long object = a.block();
    long hash = hash(m, key);
    for (; ; ) {
      long stamp = m.enter(object, true);
      try {
        boolean contains = longs.find(m, segment(m, a, null, hash), key, hash) >= 0;
        if (m.exit(object, stamp)) {
          return contains;
        }
      } catch (RuntimeException | Error e) {
        m.failed(object, stamp, e);
      }
    }
  }

  /** The keys as they are at one moment (E31). */
  final long[] keys(Anchor a) {
    return words(a, 0);
  }

  /** The word at this distance from the beginning of each slot, at one moment. */
  final long[] words(Anchor a, int distance) {
    // Not pure: a shared lock, so that the array's length can be trusted.
    return a.read(
        false,
        m -> {
          long[] words = new long[Segments.sizeOfArray(m, a.block())];
          each(
              m,
              a.block(),
              (n, segment, slot) -> words[n] = m.getLong(longs.at(segment, slot) + distance));
          return words;
        });
  }

  /** Shows every entry, in the order of the cursor, as many as the size says. */
  final void each(Memory m, long object, EachSlot each) {
    int size = Segments.sizeOfArray(m, object);
    int n = 0;
    int count = Segments.count(m, object);
    for (int i = 0; i < count; i++) {
      long segment = Segments.get(m, object, i);
      int slot = segment == 0 ? -1 : longs.last(m, segment);
      for (; slot >= 0; slot = longs.before(m, segment, slot)) {
        if (n == size) {
          Segments.requireAll(n + 1, n);
        }
        each.take(n++, segment, slot);
      }
    }
    Segments.requireAll(n, size);
  }

  /** Takes a slot. */
  @FunctionalInterface
  interface EachSlot {
    /** Takes the slot that is number {@code n} of all. */
    void take(int n, long segment, int slot);
  }

  /** All keys and values, as they are at one moment. */
  record Snapshot(long[] keys, Object[] values) {}

  final Snapshot snapshot(Anchor a) {
    return a.read(
        false,
        m -> {
          int size = Segments.sizeOfArray(m, a.block());
          Snapshot all = new Snapshot(new long[size], new Object[size]);
          each(
              m,
              a.block(),
              (n, segment, slot) -> {
                all.keys[n] = m.getLong(longs.at(segment, slot));
                all.values[n] = longs.value(m, segment, slot);
              });
          return all;
        });
  }

  // ---- changes

  @Override
  public final @Nullable V put(Anchor a, Journal<?> j, Long key, V value) {
    return put(a, j, key.longValue(), value);
  }

  /** Puts an entry, and returns the value before, or null. */
  final @Nullable V put(Anchor a, Journal<?> j, long key, V value) {
    Memory m = a.write(j);
    long object = a.block();
    long hash = hash(m, key);
    long segment = Segments.of(m, object, hash);
    int slot = longs.find(m, segment, key, hash);
    if (slot >= 0) {
      V old = longs.value(m, segment, slot);
      longs.replace(m, j, segment, slot, old, value);
      return old;
    }
    long target = segments.room(m, j, object, segment, ~slot, hash);
    int free = target == segment ? ~slot : longs.free(m, target, hash);
    longs.fill(m, j, target, free, hash, key, value);
    segments.added(m, j, object);
    a.changing(j);
    return null;
  }

  @Override
  public final @Nullable V remove(Anchor a, Journal<?> j, Object sought) {
    if (sought instanceof Long key) {
      return remove(a, j, key.longValue());
    }
    lock(a, j);
    return null;
  }

  /** Removes an entry, and returns its value, or null. */
  final @Nullable V remove(Anchor a, Journal<?> j, long key) {
    Memory m = a.write(j);
    long hash = hash(m, key);
    long segment = Segments.of(m, a.block(), hash);
    int slot = longs.find(m, segment, key, hash);
    if (slot < 0) {
      return null;
    }
    V old = longs.value(m, segment, slot);
    removeFound(m, a, j, hash, slot);
    return old;
  }

  final void removeFound(Memory m, Anchor a, Journal<?> j, long hash, int slot) {
    removeAt(a, j, MapFormat.segment(hash, Segments.count(m, a.block())), slot);
    segments.shrink(m, j, a.block());
  }
}
