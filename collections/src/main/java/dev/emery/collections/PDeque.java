package dev.emery.collections;

import dev.emery.TxScoped;
import dev.emery.collections.auto.AutoDeque;
import dev.emery.collections.auto.Door;
import dev.emery.collections.sequence.ArrayOf;
import dev.emery.collections.sequence.DequeEdit;
import dev.emery.collections.sequence.Descending;
import dev.emery.collections.sequence.Elements;
import dev.emery.collections.sequence.HeapSequence;
import dev.emery.collections.sequence.Range;
import dev.emery.collections.sequence.RangeIterator;
import dev.emery.collections.sequence.SnapshotSpliterator;
import dev.emery.schema.Kind;
import dev.emery.schema.Persistent;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A double-ended queue in a pool: an ordinary {@link Deque} to read, changed only with the {@link
 * Journal} of a transaction. A queue, and a stack, without a limit.
 *
 * <p>{@code new PDeque<>()} and {@code PDeque.of(…)} make a prototype, whose elements are Java
 * values until it is stored. A prototype is read and changed in the same way, and a rollback undoes
 * that too.
 *
 * {@snippet :
 * record Office(PDeque<String, Office> letters) {}
 *
 * pool.transaction(j -> office.letters().addLast(j, "to Ada"));
 * String next = pool.compute(j -> {
 *   if (office.letters().isEmpty()) {
 *     j.retry(); // waits until there is one
 *   }
 *   return office.letters().removeFirst(j);
 * });
 * }
 *
 * <p>At both ends reading, adding and removing take O(1); a single operation never copies more than
 * 4 KiB, since the elements lie in a chain of nodes whose ends advance. Removing from the middle
 * takes O(n) to find the element and O(1) to close the gap. As with {@code ArrayDeque}, {@code
 * equals} is identity: of handles, so two handles of one deque in a pool are equal.
 *
 * <p>Bulk reads ({@code toArray}, {@code forEach}, {@code stream}) copy the elements at one moment
 * and so see one state; iterators fail fast. Any thread may read. Outside a transaction reads see
 * committed elements only. Records among the elements are constructed at every read.
 *
 * @param <E> the type of the elements: persistent-safe, and never null
 * @param <P> the root record of the pool
 */
@Persistent(Kind.Role.VALUE)
public final class PDeque<E, P> extends ClosedDeque<E, P> {
  private final Elements<E> elements;
  private final Range<E> range;

  /** Creates an empty prototype. */
  public PDeque() {
    this(new ArrayList<>());
  }

  private PDeque(ArrayList<E> list) {
    this(new Elements<>(new Anchor(), new HeapSequence<>(list)));
  }

  PDeque(Elements<E> elements) {
    this.elements = elements;
    this.range = new Range<>(elements);
  }

  /** Creates a prototype with copies of the references in {@code elements}. */
  public static <E, P> PDeque<E, P> of(Collection<? extends E> elements) {
    ArrayList<E> list = new ArrayList<>(elements);
    list.forEach(Objects::requireNonNull);
    return new PDeque<>(list);
  }

  /** Creates a prototype with these elements. */
  @SafeVarargs
  public static <E, P> PDeque<E, P> of(E... elements) {
    ArrayList<E> list = new ArrayList<>(elements.length);
    for (E element : elements) {
      list.add(Objects.requireNonNull(element));
    }
    return new PDeque<>(list);
  }

  Elements<E> elements() {
    return elements;
  }

  /**
   * The bytes that this deque takes of its pool, with everything that it owns: all blocks with
   * their headers and what sizes are rounded up by; 0 while it is a prototype. Locks what it looks
   * at shared, to the end of the body that this thread is in, or of the call. Time O(n).
   */
  public long footprint() {
    return elements.anchor().footprint();
  }

  /** This deque as a complete mutable one, for as long as the transaction is open. */
  @Override
  public Deque<E> edit(Journal<P> j) {
    return new DequeEdit<>(range, j);
  }

  @Override
  public Deque<E> autoCommit() {
    return new AutoDeque<>(Door.of(elements.anchor(), this, this::edit), elements::detached);
  }

  @Override
  public JournaledDeque<E, P> reversed() {
    return new ReversedDeque<>(this);
  }

  // ---- reads

  @Override
  public int size() {
    return elements.size();
  }

  @Override
  public @Nullable E peekFirst() {
    return range.peek(false);
  }

  @Override
  public @Nullable E peekLast() {
    return range.peek(true);
  }

  /** Whether an element equals {@code o}. Time O(n). */
  @Override
  public boolean contains(Object o) {
    return range.indexOf(o) >= 0;
  }

  /** Fails fast, and sees the deque as it is at each step. */
  @Override
  public Iterator<E> iterator() {
    return new RangeIterator<>(range, null, 0);
  }

  /** Fails fast, and sees the deque as it is at each step. */
  @Override
  public Iterator<E> descendingIterator() {
    return Descending.of(range, null);
  }

  /** Takes the elements as they are at its first use, all at one moment. */
  @Override
  public Spliterator<E> spliterator() {
    return new SnapshotSpliterator<>(range::toArray, Spliterator.ORDERED);
  }

  @Override
  public Object[] toArray() {
    return range.toArray();
  }

  @Override
  public <T> T[] toArray(T[] target) {
    return ArrayOf.elements(range.toArray(), target);
  }

  @Override
  public <T> T[] toArray(@TxScoped IntFunction<T[]> generator) {
    return toArray(generator.apply(0));
  }

  @Override
  public void forEach(@TxScoped Consumer<? super E> action) {
    ArrayOf.forEach(range.toArray(), action);
  }

  /** Whether {@code o} is this very deque: the same prototype, or the same place of a pool. */
  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof PDeque<?, ?> other && elements.isSameAs(other.elements);
  }

  @Override
  public int hashCode() {
    return elements.identityHash();
  }

  /** The elements in brackets, of a long deque the first 1,000. */
  @Override
  public String toString() {
    return Shown.of(range.toArray());
  }

  // ---- changes

  @Override
  public boolean add(Journal<P> j, E element) {
    range.add(j, element);
    return true;
  }

  @Override
  public boolean offer(Journal<P> j, E element) {
    return add(j, element);
  }

  @Override
  public boolean offerLast(Journal<P> j, E element) {
    return add(j, element);
  }

  @Override
  public void addLast(Journal<P> j, E element) {
    range.add(j, element);
  }

  @Override
  public void addFirst(Journal<P> j, E element) {
    range.insert(j, 0, new Object[] {element});
  }

  @Override
  public boolean offerFirst(Journal<P> j, E element) {
    addFirst(j, element);
    return true;
  }

  @Override
  public void push(Journal<P> j, E element) {
    addFirst(j, element);
  }

  @Override
  public boolean addAll(Journal<P> j, Collection<? extends E> added) {
    return range.insert(j, -1, added.toArray());
  }

  @Override
  public @Nullable E poll(Journal<P> j) {
    return range.poll(j, false);
  }

  @Override
  public @Nullable E pollFirst(Journal<P> j) {
    return range.poll(j, false);
  }

  @Override
  public @Nullable E pollLast(Journal<P> j) {
    return range.poll(j, true);
  }

  @Override
  public E remove(Journal<P> j) {
    return removeFirst(j);
  }

  @Override
  public E pop(Journal<P> j) {
    return removeFirst(j);
  }

  @Override
  public E removeFirst(Journal<P> j) {
    return present(range.poll(j, false));
  }

  @Override
  public E removeLast(Journal<P> j) {
    return present(range.poll(j, true));
  }

  private static <E> E present(@Nullable E element) {
    if (element == null) {
      throw new NoSuchElementException("deque is empty");
    }
    return element;
  }

  @Override
  public boolean removeIf(Journal<P> j, @TxScoped Predicate<? super E> filter) {
    return range.removeIf(j, filter);
  }

  @Override
  public void clear(Journal<P> j) {
    range.clear(j);
  }
}
