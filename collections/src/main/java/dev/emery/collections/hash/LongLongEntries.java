package dev.emery.collections.hash;

import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import org.jspecify.annotations.Nullable;

/** What a handle of a map from {@code long} to {@code long} holds, reached without boxes, too. */
public final class LongLongEntries extends LongEntries<Long> {

  /** Creates the body of a handle. */
  public LongLongEntries(Anchor anchor, MapContents<Long, Long> contents) {
    super(anchor, contents);
  }

  private static long orOther(@Nullable Long value, long other) {
    return value == null ? other : value;
  }

  // ---- reads

  /** The value of {@code key}, or {@code other}. */
  public long get(long key, long other) {
    return contents() instanceof PooledLongLongMap pooled
        ? pooled.get(this, key, other)
        : orOther(get(key), other);
  }

  /** The values as they are at one moment (E31). */
  public long[] values() {
    return contents() instanceof PooledLongLongMap pooled
        ? pooled.values(anchor())
        : unboxed(new Side.Values<>(this));
  }

  /** The keys, and behind them the values, as they are at one moment (E31). */
  public long[][] all() {
    return contents() instanceof PooledLongLongMap pooled
        ? pooled.all(anchor())
        : new long[][] {keys(), values()};
  }

  // ---- changes

  /** Puts an entry, and returns the value before, or {@code other}. */
  public long put(Journal<?> j, long key, long value, long other) {
    return contents() instanceof PooledLongLongMap pooled
        ? pooled.put(anchor(), j, key, value, other)
        : orOther(put(j, key, (Long) value), other);
  }

  /** Adds to a value, or puts what is to be added; returns the value after. */
  public long addTo(Journal<?> j, long key, long delta) {
    if (contents() instanceof PooledLongLongMap pooled) {
      return pooled.addTo(anchor(), j, key, delta);
    }
    long sum = get(key, 0) + delta;
    put(j, key, (Long) sum);
    return sum;
  }

  /** Removes an entry, and returns its value, or {@code other}. */
  public long remove(Journal<?> j, long key, long other) {
    return contents() instanceof PooledLongLongMap pooled
        ? pooled.remove(anchor(), j, key, other)
        : orOther(remove(j, key), other);
  }

  /** Removes an entry; true where there was one. */
  public boolean removeKey(Journal<?> j, long key) {
    return contents() instanceof PooledLongLongMap pooled
        ? pooled.removeKey(anchor(), j, key)
        : remove(j, key) != null;
  }

  /** Removes an entry with this value; true where it was there. */
  public boolean removeWith(Journal<?> j, long key, long value) {
    lock(j);
    return get(key, ~value) == value && removeKey(j, key);
  }
}
