package dev.emery.collections;

import dev.emery.TxScoped;
import dev.emery.collections.hash.HeapMap;
import dev.emery.collections.hash.LongEntries;
import dev.emery.schema.Kind;
import dev.emery.schema.Persistent;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A hash map in a pool whose keys are {@code long}: a {@link Map} of {@link Long} that is also read
 * and changed without a box for the key.
 *
 * <p>It is what a {@link PHashMap} with such keys is, and as fast where the boxes cost nothing. A
 * number of another type finds its key here: {@code get(5)} is {@code get(5L)}, where any other
 * {@code Map<Long, V>} looks for an {@code Integer}.
 *
 * {@snippet :
 * record Directory(PLongMap<String, Directory> names) {}
 *
 * pool.transaction(j -> directory.names().put(j, 4711, "ada"));
 * String name = directory.names().get(4711);
 * long highest = directory.names().keyStream().max().orElse(0);
 * }
 *
 * <p>A prototype keeps its entries on the Java heap, with boxes, until it is stored.
 *
 * <p>Looking up, putting and removing take O(1) on average. The map grows and shrinks by a segment
 * of some dozen entries at a time, so no single put or remove does more. Bulk reads see one state;
 * iterators fail fast. The order of iteration is not defined.
 *
 * <p>Any thread may read. Outside a transaction reads see committed entries only. Records among the
 * values are constructed at every read.
 *
 * @param <V> the type of the values: persistent-safe, and never null
 * @param <P> the root record of the pool
 */
@Persistent(Kind.Role.VALUE)
public final class PLongMap<V, P> extends LongKeyedMap<V, P> {
  private final LongEntries<V> longs;

  /** Creates an empty prototype. */
  public PLongMap() {
    this(new LongEntries<>(new Anchor(), new HeapMap<>(new LinkedHashMap<>())));
  }

  PLongMap(LongEntries<V> longs) {
    super(longs);
    this.longs = longs;
  }

  /** Creates a prototype with the entries of {@code map}. */
  public static <V, P> PLongMap<V, P> of(Map<Long, ? extends V> map) {
    return new PLongMap<>(new LongEntries<>(new Anchor(), HeapMap.of(map)));
  }

  // ---- reads

  /** The value of {@code key}, or {@code other}. */
  public V getOrDefault(long key, V other) {
    V value = longs.get(key);
    return value == null ? other : value;
  }

  /** Hands every value and its key to {@code action}, as they are at one moment. */
  public void forEachLong(@TxScoped ObjLongConsumer<? super V> action) {
    longs.forEachLong(action);
  }

  // ---- changes

  /**
   * Maps {@code key} to {@code value}, and returns the value before, or null. Where values are
   * boxes, write one, as in {@code put(j, 5, Boolean.TRUE)}: with a primitive on both sides the
   * compiler cannot choose between this and the method of {@link Map}.
   */
  public @Nullable V put(Journal<P> j, long key, V value) {
    return longs.put(j, key, value);
  }

  /** Removes the entry of {@code key}, and returns its value, or null where there is none. */
  public @Nullable V remove(Journal<P> j, long key) {
    return longs.remove(j, key);
  }
}
