package dev.emery.collections;

import dev.emery.collections.auto.AutoSet;
import dev.emery.collections.auto.Door;
import dev.emery.collections.hash.Entries;
import dev.emery.collections.hash.HeapMap;
import dev.emery.collections.hash.Presence;
import dev.emery.collections.hash.SetEdit;
import dev.emery.collections.hash.Side;
import dev.emery.schema.Kind;
import dev.emery.schema.Persistent;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Set;

/**
 * A hash set in a pool: an ordinary {@link Set} to read, changed only with the {@link Journal} of a
 * transaction.
 *
 * <p>{@code new PHashSet<>()} and {@code PHashSet.of(elements)} make a prototype, whose elements
 * are Java values until it is stored. A prototype is read and changed in the same way, and a
 * rollback undoes that too.
 *
 * {@snippet :
 * record Crawl(PHashSet<String, Crawl> seen, PVec<String, Crawl> queue) {}
 *
 * pool.transaction(j -> {
 *   for (String link : links) {
 *     if (crawl.seen().add(j, link)) {
 *       crawl.queue().add(j, link);
 *     }
 *   }
 * });
 * IO.println(crawl.seen().contains("https://openjdk.org/"));
 * }
 *
 * <p>Elements are values, never entities, and are equal if their encodings are: as {@link
 * Object#equals} says for boxes, strings, enums and records without an {@code equals} of their own.
 * They are compared and hashed in place. The order of iteration is not defined.
 *
 * <p>{@code contains}, {@code add} and {@code remove} take O(1) on average. The set grows and
 * shrinks by a segment of some dozen elements at a time, so no single call does more. Bulk reads
 * ({@code forEach}, {@code equals}, {@code toArray}, {@code stream}) copy the elements at one
 * moment and so see one state; iterators fail fast.
 *
 * <p>Any thread may read. Outside a transaction reads see committed elements only.
 *
 * @param <E> the type of the elements: persistent-safe values, and never null
 * @param <P> the root record of the pool
 */
@Persistent(Kind.Role.KEY)
public final class PHashSet<E, P> extends SetView<E, P> {
  private final Entries<E, Presence> entries;

  /** Creates an empty prototype. */
  public PHashSet() {
    this(new Entries<>(new Anchor(), new HeapMap<>(new LinkedHashMap<>())));
  }

  PHashSet(Entries<E, Presence> entries) {
    super(new Side.Keys<>(entries));
    this.entries = entries;
  }

  /** Creates a prototype with the elements of {@code elements}, each once. */
  public static <E, P> PHashSet<E, P> of(Collection<? extends E> elements) {
    return new PHashSet<>(new Entries<>(new Anchor(), HeapMap.ofKeys(elements, Presence.PRESENT)));
  }

  /** Creates a prototype with these elements, each once. */
  @SafeVarargs
  public static <E, P> PHashSet<E, P> of(E... elements) {
    ArrayList<E> list = new ArrayList<>(elements.length);
    for (E element : elements) {
      list.add(element);
    }
    return of(list);
  }

  Entries<E, Presence> entries() {
    return entries;
  }

  /** This set as a complete mutable one, for as long as the transaction is open. */
  @Override
  public Set<E> edit(Journal<P> j) {
    return new SetEdit<>(entries, j);
  }

  @Override
  public Set<E> autoCommit() {
    Door<Set<E>> door = Door.of(entries.anchor(), this, this::edit);
    return new AutoSet<>(door, entries::walkKeys);
  }

  @Override
  public boolean contains(Object o) {
    return entries.get(o) != null;
  }

  @Override
  public boolean add(Journal<P> j, E element) {
    return entries.put(j, element, Presence.PRESENT) == null;
  }

  /**
   * The bytes that this set takes of its pool, with everything that it owns: all blocks with their
   * headers and what sizes are rounded up by; 0 while it is a prototype. Locks what it looks at
   * shared, to the end of the body that this thread is in, or of the call. Time O(n).
   */
  public long footprint() {
    return entries.anchor().footprint();
  }
}
