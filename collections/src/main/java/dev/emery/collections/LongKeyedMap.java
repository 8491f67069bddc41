package dev.emery.collections;

import dev.emery.collections.auto.AutoMap;
import dev.emery.collections.auto.Door;
import dev.emery.collections.hash.LongEntries;
import dev.emery.collections.hash.MapEdit;
import dev.emery.transaction.Journal;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A hash map whose keys are {@code long}: what those with objects and with numbers as values have
 * in common.
 *
 * @param <V> the type of the values
 * @param <P> the root record of the pool
 */
abstract sealed class LongKeyedMap<V, P> extends EntriesMap<Long, V, P>
    permits PLongLongMap, PLongMap {
  private final LongEntries<V> longs;

  LongKeyedMap(LongEntries<V> longs) {
    super(longs, longs);
    this.longs = longs;
  }

  /** This map as a complete mutable one, for as long as the transaction is open. */
  @Override
  public final Map<Long, V> edit(Journal<P> j) {
    return new MapEdit<>(longs, j);
  }

  @Override
  public final ConcurrentMap<Long, V> autoCommit() {
    Door<Map<Long, V>> door = Door.of(longs.anchor(), this, this::edit);
    return new AutoMap<>(door, longs::detached, longs::walk);
  }

  /** The value of {@code key}, or null. */
  public final @Nullable V get(long key) {
    return longs.get(key);
  }

  /** Whether {@code key} has a value. */
  public final boolean containsKey(long key) {
    return longs.containsKey(key);
  }

  /** A copy of the keys, at one moment. Their order is not defined. */
  public final long[] toKeyArray() {
    return longs.keys();
  }

  /** The keys as they are when the stream is first used, all at one moment. */
  public final LongStream keyStream() {
    return StreamSupport.longStream(
        () -> Arrays.spliterator(longs.keys()), PrimitiveVec.SNAPSHOT, false);
  }

  /**
   * The bytes that this map takes of its pool, with everything that it owns: all blocks with their
   * headers and what sizes are rounded up by; 0 while it is a prototype. Locks what it looks at
   * shared, to the end of the body that this thread is in, or of the call. Time O(n).
   */
  public final long footprint() {
    return longs.anchor().footprint();
  }
}
