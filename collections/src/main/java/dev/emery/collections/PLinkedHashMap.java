package dev.emery.collections;

import dev.emery.collections.hash.End;
import dev.emery.collections.hash.HeapMap;
import dev.emery.collections.hash.LinkedEntries;
import dev.emery.schema.Kind;
import dev.emery.schema.Persistent;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A hash map in a pool that keeps its entries in the order in which their keys came: an ordinary
 * {@link SequencedMap} to read, changed only with the {@link Journal} of a transaction.
 *
 * <p>{@code new PLinkedHashMap<>()} and {@code PLinkedHashMap.of(map)} make a prototype, whose
 * entries are Java values until it is stored. A prototype is read and changed in the same way, and
 * a rollback undoes that too, the order included.
 *
 * {@snippet :
 * record Desk(PLinkedHashMap<String, Long, Desk> recent) {}
 *
 * pool.transaction(j -> {
 *   desk.recent().putLast(j, file, now); // the file that was used last comes last
 *   if (desk.recent().size() > 100) {
 *     desk.recent().pollFirstEntry(j);
 *   }
 * });
 * IO.println(desk.recent().reversed().keySet());
 * }
 *
 * <p>A key that is put again keeps its place; {@code putFirst} and {@code putLast} move it to an
 * end. New keys come last, also through {@link #reversed()}, as in {@link java.util.LinkedHashMap}.
 *
 * <p>Keys are values, never entities, and are equal if their encodings are: as {@link
 * Object#equals} says for boxes, strings, enums and records without an {@code equals} of their own.
 * They are compared and hashed in place.
 *
 * <p>Looking up, putting, moving and removing take O(1) on average, and so does each end. The map
 * grows and shrinks by a segment of some dozen entries at a time, so no single put or remove does
 * more. Each entry has a block of its own, 32 bytes and its key and value rounded up. Bulk reads
 * ({@code forEach}, {@code equals}, the views' {@code toArray} and {@code stream}) copy the entries
 * at one moment and so see one state; iterators fail fast.
 *
 * <p>Any thread may read. Outside a transaction reads see committed entries only. Records among the
 * values are constructed at every read.
 *
 * @param <K> the type of the keys: persistent-safe values, and never null
 * @param <V> the type of the values: persistent-safe, and never null
 * @param <P> the root record of the pool
 */
@Persistent({Kind.Role.KEY, Kind.Role.VALUE})
public final class PLinkedHashMap<K, V, P> extends LinkedMapView<K, V, P> {
  /** Creates an empty prototype. */
  public PLinkedHashMap() {
    this(new LinkedEntries<>(new Anchor(), HeapMap.of(Map.of())));
  }

  PLinkedHashMap(LinkedEntries<K, V> entries) {
    super(entries.from(End.FIRST));
  }

  /** Creates a prototype with the entries of {@code map}, in the order in which that shows them. */
  public static <K, V, P> PLinkedHashMap<K, V, P> of(Map<? extends K, ? extends V> map) {
    return new PLinkedHashMap<>(new LinkedEntries<>(new Anchor(), HeapMap.of(map)));
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
