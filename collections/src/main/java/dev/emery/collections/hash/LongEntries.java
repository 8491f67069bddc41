package dev.emery.collections.hash;

import dev.emery.TxScoped;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a handle of a map with keys of {@code long} holds: {@link Entries} that are also reached
 * without a box for the key. Those of a prototype have their boxes already.
 *
 * @param <V> the type of the values
 */
public sealed class LongEntries<V> extends Entries<Long, V> permits LongLongEntries {

  /** Creates the body of a handle. */
  public LongEntries(Anchor anchor, MapContents<Long, V> contents) {
    super(anchor, contents);
  }

  // ---- reads

  /** The value of {@code key}, or null. */
  public final @Nullable V get(long key) {
    return contents() instanceof PooledLongMap<V> pooled
        ? pooled.get(this, key)
        : get((Object) key);
  }

  /** Whether {@code key} has a value. */
  public final boolean containsKey(long key) {
    return contents() instanceof PooledLongMap<V> pooled
        ? pooled.containsKey(anchor(), key)
        : containsKey((Object) key);
  }

  /** The keys as they are at one moment (E31). */
  public final long[] keys() {
    return contents() instanceof PooledLongMap<V> pooled
        ? pooled.keys(anchor())
        : unboxed(new Side.Keys<>(this));
  }

  static long[] unboxed(Side<?, ?, Long> side) {
    return Arrays.stream(side.toArray()).mapToLong(each -> (Long) each).toArray();
  }

  /** Hands every value and its key to {@code action}, as they are at one moment (E31). */
  public final void forEachLong(@TxScoped ObjLongConsumer<? super V> action) {
    if (contents() instanceof PooledLongMap<V> pooled) {
      PooledLongMap.Snapshot all = pooled.snapshot(anchor());
      for (int i = 0; i < all.keys().length; i++) {
        action.accept(Pairs.<V>cast(all.values()[i]), all.keys()[i]);
      }
    } else {
      forEach((key, value) -> action.accept(value, key));
    }
  }

  // ---- changes

  /** Puts an entry, and returns the value before, or null. */
  public final @Nullable V put(Journal<?> j, long key, V value) {
    Objects.requireNonNull(value);
    return contents() instanceof PooledLongMap<V> pooled
        ? pooled.put(anchor(), j, key, value)
        : put(j, (Long) key, value);
  }

  /** Removes an entry, and returns its value, or null. */
  public final @Nullable V remove(Journal<?> j, long key) {
    return contents() instanceof PooledLongMap<V> pooled
        ? pooled.remove(anchor(), j, key)
        : remove(j, (Object) key);
  }
}
