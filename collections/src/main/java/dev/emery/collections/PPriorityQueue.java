package dev.emery.collections;

import dev.emery.TxScoped;
import dev.emery.collections.auto.AutoQueue;
import dev.emery.collections.auto.Door;
import dev.emery.collections.sequence.ArrayOf;
import dev.emery.collections.sequence.Elements;
import dev.emery.collections.sequence.Heap;
import dev.emery.collections.sequence.HeapSequence;
import dev.emery.collections.sequence.QueueEdit;
import dev.emery.collections.sequence.Range;
import dev.emery.collections.sequence.RangeIterator;
import dev.emery.collections.sequence.SnapshotSpliterator;
import dev.emery.schema.Kind;
import dev.emery.schema.Persistent;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A queue in a pool whose head is the least of its elements in their natural order: an ordinary
 * {@link Queue} to read, changed only with the {@link Journal} of a transaction.
 *
 * <p>{@code new PPriorityQueue<>()} and {@code PPriorityQueue.of(…)} make a prototype, whose
 * elements are Java values until it is stored. A prototype is read and changed in the same way, and
 * a rollback undoes that too.
 *
 * {@snippet :
 * record Job(long due, String name) implements Comparable<Job> {
 *   public int compareTo(Job other) {
 *     return Long.compare(due, other.due);
 *   }
 * }
 *
 * record Schedule(PPriorityQueue<Job, Schedule> jobs) {}
 *
 * pool.transaction(j -> schedule.jobs().offer(j, new Job(17, "water the plants")));
 * Job next = pool.compute(j -> schedule.jobs().poll(j)); // the one that is due first
 * }
 *
 * <p>Reading the head takes O(1), adding and removing it O(log n), removing or finding any other
 * element O(n), {@code removeIf} and its like O(n). The elements lie as those of a {@link PVec} do,
 * in the order in which {@link PriorityQueue} has them, which is that of iterators too: the head
 * first, and the others in no order that means anything. As there, {@code equals} is identity: of
 * handles, so two handles of one queue in a pool are equal.
 *
 * <p>The order of two elements must never change while they are in the queue. Values never change;
 * elements may also be entities, which then compare by those components that cannot change, and not
 * by their cells. The order of enum constants is kept by the pool. {@code Pool.check} reports a
 * queue that is not in order.
 *
 * <p>Bulk reads ({@code toArray}, {@code forEach}, {@code stream}) copy the elements at one moment
 * and so see one state; iterators fail fast. Any thread may read. Outside a transaction reads see
 * committed elements only. Records among the elements are constructed at every read.
 *
 * @param <E> the type of the elements: persistent-safe, {@link Comparable}, and never null
 * @param <P> the root record of the pool
 */
@Persistent(Kind.Role.ORDERED)
public final class PPriorityQueue<E, P> extends ClosedQueue<E, P> {
  private final Elements<E> elements;
  private final Heap<E> heap;

  /** Creates an empty prototype. */
  public PPriorityQueue() {
    this(new ArrayList<>());
  }

  private PPriorityQueue(ArrayList<E> inOrder) {
    this(new Elements<>(new Anchor(), new HeapSequence<>(inOrder)));
  }

  PPriorityQueue(Elements<E> elements) {
    this.elements = elements;
    this.heap = new Heap<>(new Range<>(elements), Heap.naturalOrder());
  }

  /**
   * Creates a prototype with these elements. Time O(n).
   *
   * @throws ClassCastException if they cannot be compared with each other
   */
  public static <E, P> PPriorityQueue<E, P> of(Collection<? extends E> elements) {
    PriorityQueue<E> inOrder =
        new PriorityQueue<>(Math.max(1, elements.size()), Heap.<E>naturalOrder());
    inOrder.addAll(elements);
    return new PPriorityQueue<>(new ArrayList<>(inOrder));
  }

  Elements<E> elements() {
    return elements;
  }

  /**
   * The bytes that this queue takes of its pool, with everything that it owns: all blocks with
   * their headers and what sizes are rounded up by; 0 while it is a prototype. Locks what it looks
   * at shared, to the end of the body that this thread is in, or of the call. Time O(n).
   */
  public long footprint() {
    return elements.anchor().footprint();
  }

  /** This queue as a complete mutable one, for as long as the transaction is open. */
  @Override
  public Queue<E> edit(Journal<P> j) {
    return new QueueEdit<>(heap, j);
  }

  @Override
  public Queue<E> autoCommit() {
    return AutoQueue.over(Door.of(elements.anchor(), this, this::edit), elements::detached);
  }

  // ---- reads

  @Override
  public int size() {
    return elements.size();
  }

  @Override
  public @Nullable E peek() {
    return heap.range().peek(false);
  }

  @Override
  public E element() {
    return present(peek());
  }

  private static <E> E present(@Nullable E element) {
    if (element == null) {
      throw new NoSuchElementException("queue is empty");
    }
    return element;
  }

  /** Whether an element equals {@code o}. Time O(n). */
  @Override
  public boolean contains(Object o) {
    return heap.range().indexOf(o) >= 0;
  }

  /** Fails fast, and sees the queue as it is at each step. */
  @Override
  public Iterator<E> iterator() {
    return new RangeIterator<>(heap.range(), null, 0);
  }

  /** Takes the elements as they are at its first use, all at one moment. */
  @Override
  public Spliterator<E> spliterator() {
    return new SnapshotSpliterator<>(heap.range()::toArray, 0);
  }

  @Override
  public Object[] toArray() {
    return heap.range().toArray();
  }

  @Override
  public <T> T[] toArray(T[] target) {
    return ArrayOf.elements(toArray(), target);
  }

  @Override
  public <T> T[] toArray(@TxScoped IntFunction<T[]> generator) {
    return toArray(generator.apply(0));
  }

  @Override
  public void forEach(@TxScoped Consumer<? super E> action) {
    ArrayOf.forEach(toArray(), action);
  }

  /** Whether {@code o} is this very queue: the same prototype, or the same place of a pool. */
  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof PPriorityQueue<?, ?> other && elements.isSameAs(other.elements);
  }

  @Override
  public int hashCode() {
    return elements.identityHash();
  }

  /** The elements in brackets, of a long queue the first 1,000. */
  @Override
  public String toString() {
    return Shown.of(toArray());
  }

  // ---- changes

  /**
   * Adds an element; always true.
   *
   * @throws ClassCastException if it cannot be compared with those that are there
   */
  @Override
  public boolean offer(Journal<P> j, E element) {
    heap.offer(j, element);
    return true;
  }

  @Override
  public boolean add(Journal<P> j, E element) {
    return offer(j, element);
  }

  /** Adds elements, all or none; true where there were any. */
  @Override
  public boolean addAll(Journal<P> j, Collection<? extends E> added) {
    return heap.offerAll(j, added);
  }

  @Override
  public @Nullable E poll(Journal<P> j) {
    return heap.poll(j);
  }

  @Override
  public E remove(Journal<P> j) {
    return present(heap.poll(j));
  }

  @Override
  public boolean remove(Journal<P> j, Object o) {
    return heap.remove(j, o);
  }

  @Override
  public boolean removeIf(Journal<P> j, @TxScoped Predicate<? super E> filter) {
    return heap.removeIf(j, filter);
  }

  @Override
  public void clear(Journal<P> j) {
    heap.range().clear(j);
  }
}
