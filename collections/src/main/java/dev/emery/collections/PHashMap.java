package dev.emery.collections;

import dev.emery.collections.auto.AutoMap;
import dev.emery.collections.auto.Door;
import dev.emery.collections.hash.Entries;
import dev.emery.collections.hash.HeapMap;
import dev.emery.collections.hash.MapEdit;
import dev.emery.schema.Kind;
import dev.emery.schema.Persistent;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;

/**
 * A hash map in a pool: an ordinary {@link Map} to read, changed only with the {@link Journal} of a
 * transaction.
 *
 * <p>{@code new PHashMap<>()} and {@code PHashMap.of(map)} make a prototype, whose entries are Java
 * values until it is stored. A prototype is read and changed in the same way, and a rollback undoes
 * that too.
 *
 * {@snippet :
 * record Index(PHashMap<String, Long, Index> words) {}
 *
 * pool.transaction(j -> {
 *   for (String word : line.split(" ")) {
 *     index.words().merge(j, word, 1L, Long::sum);
 *   }
 * });
 * IO.println(index.words().getOrDefault("corundum", 0L));
 * }
 *
 * <p>Keys are values, never entities, and are equal if their encodings are: as {@link
 * Object#equals} says for boxes, strings, enums and records without an {@code equals} of their own.
 * They are compared and hashed in place. The order of iteration is not defined.
 *
 * <p>Looking up, putting and removing take O(1) on average. The map grows and shrinks by a segment
 * of some dozen entries at a time, so no single put or remove does more. Bulk reads ({@code
 * forEach}, {@code equals}, the views' {@code toArray} and {@code stream}) copy the entries at one
 * moment and so see one state; iterators fail fast. Entries that a view shows are as they were when
 * they were read.
 *
 * <p>Any thread may read. Outside a transaction reads see committed entries only. Records among the
 * values are constructed at every read.
 *
 * @param <K> the type of the keys: persistent-safe values, and never null
 * @param <V> the type of the values: persistent-safe, and never null
 * @param <P> the root record of the pool
 */
@Persistent({Kind.Role.KEY, Kind.Role.VALUE})
public final class PHashMap<K, V, P> extends EntriesMap<K, V, P> {
  /** Creates an empty prototype. */
  public PHashMap() {
    this(new Entries<>(new Anchor(), new HeapMap<>(new LinkedHashMap<>())));
  }

  PHashMap(Entries<K, V> entries) {
    super(entries, entries);
  }

  /** Creates a prototype with the entries of {@code map}. */
  public static <K, V, P> PHashMap<K, V, P> of(Map<? extends K, ? extends V> map) {
    return new PHashMap<>(new Entries<>(new Anchor(), HeapMap.of(map)));
  }

  /** This map as a complete mutable one, for as long as the transaction is open. */
  @Override
  public Map<K, V> edit(Journal<P> j) {
    return new MapEdit<>(entries(), j);
  }

  @Override
  public ConcurrentMap<K, V> autoCommit() {
    Door<Map<K, V>> door = Door.of(entries().anchor(), this, this::edit);
    return new AutoMap<>(door, entries()::detached, entries()::walk);
  }

  /**
   * The bytes that this map takes of its pool, with everything that it owns: all blocks with their
   * headers and what sizes are rounded up by; 0 while it is a prototype. Locks what it looks at
   * shared, to the end of the body that this thread is in, or of the call. Time O(n).
   */
  public long footprint() {
    return entries().anchor().footprint();
  }
}
