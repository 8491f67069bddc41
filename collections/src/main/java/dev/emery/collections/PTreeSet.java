package dev.emery.collections;

import dev.emery.collections.tree.Order;
import dev.emery.collections.tree.Span;
import dev.emery.collections.tree.TreeBody;
import dev.emery.schema.Kind;
import dev.emery.schema.Persistent;
import dev.emery.transaction.Journal;
import java.util.Collection;
import java.util.Comparator;
import java.util.NavigableSet;
import java.util.Objects;

/**
 * A sorted set in a pool: an ordinary {@link NavigableSet} to read, changed only with the {@link
 * Journal} of a transaction.
 *
 * <p>{@code new PTreeSet<>()} and {@code PTreeSet.of(elements)} make a prototype, whose elements
 * are Java values until it is stored. A prototype is read and changed in the same way, and a
 * rollback undoes that too.
 *
 * {@snippet :
 * record Agenda(PTreeSet<Long, Agenda> alarms) {}
 *
 * pool.transaction(j -> agenda.alarms().add(j, at));
 * Long due = pool.compute(j -> agenda.alarms().headSet(now, true).pollFirst(j));
 * }
 *
 * <p>Elements are values, never entities, in their natural order or in one with a name, {@link
 * #orderedBy}; see {@link PTreeMap} for orders and for what things cost. A set takes no room for
 * values that it has not.
 *
 * <p>Any thread may read. Outside a transaction reads see committed elements only.
 *
 * @param <E> the type of the elements: persistent-safe values, and never null
 * @param <P> the root record of the pool
 */
@Persistent(Kind.Role.ORDERED_KEY)
public final class PTreeSet<E, P> extends NavigableSetView<E, Boolean, P> {

  /** Creates an empty prototype, in the natural order of its elements. */
  public PTreeSet() {
    this(TreeBody.prototype(Order.natural()));
  }

  PTreeSet(TreeBody<E, Boolean> body) {
    super(Span.all(body), true);
  }

  /**
   * Creates a prototype with these elements, in their natural order whatever the order of {@code
   * elements}.
   */
  public static <E, P> PTreeSet<E, P> of(Collection<? extends E> elements) {
    PTreeSet<E, P> prototype = new PTreeSet<>();
    prototype.addAllFirst(elements);
    return prototype;
  }

  /**
   * Creates an empty prototype in the order of a comparator that pools know by a name, as {@link
   * PTreeMap#orderedBy} does.
   */
  public static <E, P> PTreeSet<E, P> orderedBy(String name, Comparator<? super E> comparator) {
    return new PTreeSet<>(
        TreeBody.prototype(
            Order.of(Objects.requireNonNull(name), Objects.requireNonNull(comparator))));
  }

  /**
   * Creates a prototype with these elements in the order of a comparator, as {@link
   * #orderedBy(String, Comparator)} does.
   */
  public static <E, P> PTreeSet<E, P> orderedBy(
      String name, Comparator<? super E> comparator, Collection<? extends E> elements) {
    PTreeSet<E, P> prototype = orderedBy(name, comparator);
    prototype.addAllFirst(elements);
    return prototype;
  }

  /** Adds elements to a prototype that nobody else knows yet. */
  void addAllFirst(Collection<? extends E> elements) {
    elements.forEach(each -> body().addFirst(Objects.requireNonNull(each), true));
  }

  TreeBody<E, Boolean> body() {
    return span().body();
  }

  /**
   * The bytes that this set takes of its pool: all blocks with their headers and what sizes are
   * rounded up by; 0 while it is a prototype. Locks it shared, to the end of the body that this
   * thread is in, or of the call. Time O(n).
   */
  public long footprint() {
    return body().anchor().footprint();
  }
}
