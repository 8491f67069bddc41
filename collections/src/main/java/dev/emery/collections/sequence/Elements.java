package dev.emery.collections.sequence;

import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a handle of a list or deque holds: the tie to its place and the elements, which are Java
 * values until it is placed. Views hold it too, and follow when it is placed or a rollback unties
 * it.
 *
 * @param <E> the type of the elements
 */
public sealed class Elements<E> permits Primitives {
  private final Anchor anchor;
  private Sequence<E> sequence;
  volatile @Nullable Located located; // of any thread: its stamp says whether it holds
  volatile @Nullable Finger finger; // of any thread: its count says whether it holds

  /** Creates the body of a handle. */
  public Elements(Anchor anchor, Sequence<E> sequence) {
    this.anchor = anchor;
    this.sequence = sequence;
  }

  /**
   * The same for a user of its own, such as an iterator, where it pays to remember its place: in a
   * chain, which has no other way to an index than node by node.
   */
  Elements<E> beside() {
    return sequence instanceof PooledNodes ? new Elements<>(anchor, sequence) : this;
  }

  /** The tie to the place. */
  public Anchor anchor() {
    return anchor;
  }

  /** The elements as they are reached now. */
  public Sequence<E> sequence() {
    return sequence;
  }

  /** The number of elements. */
  public int size() {
    return sequence.size(anchor);
  }

  /** The element at {@code index}. */
  public E get(int index) {
    return sequence.get(this, index);
  }

  /** A copy of an element that outlives the transaction that removed it. */
  public E detached(E element) {
    return sequence.detached(element);
  }

  /** A number that changes with each structural change. */
  public int modCount() {
    return sequence.modCount(anchor);
  }

  /**
   * Moves all elements of {@code other} to the end. Where that fails, both are as they were.
   *
   * @throws IllegalArgumentException if it is the same vector
   */
  public void append(Journal<?> j, Elements<E> other) {
    if (isSameAs(other)) {
      throw new IllegalArgumentException("a vector cannot be appended to itself");
    }
    other.sequence.lock(other.anchor, j); // refuses one of another pool before anything is changed
    if (sequence == other.sequence && sequence instanceof PooledSequence<E> pooled) {
      pooled.appendAll(anchor, j, other.anchor);
    } else {
      insert(j, other, 0, other.size());
      other.sequence.clear(other.anchor, j);
    }
  }

  /** Whether both are of the same object: one prototype, or one place of a pool. */
  public boolean isSameAs(Elements<?> other) {
    return this == other
        || anchor.isPlaced()
            && anchor.memory() == other.anchor.memory()
            && anchor.block() == other.anchor.block();
  }

  /** A hash code that agrees with {@link #isSameAs}. */
  public int identityHash() {
    return anchor.isPlaced() ? Long.hashCode(anchor.id()) : System.identityHashCode(this);
  }

  /** Moves the elements from {@code at} on to the end of {@code tail}, a prototype. */
  public void splitOff(Journal<?> j, int at, Elements<E> tail) {
    sequence.lock(anchor, j);
    int size = size();
    Objects.checkIndex(at, size + 1);
    tail.insert(j, this, at, size);
    sequence.removeRange(anchor, j, at, size);
  }

  /** Inserts elements of another body, one of which is a prototype, at the end. */
  void insert(Journal<?> j, Elements<E> other, int from, int to) {
    sequence.insert(this, j, -1, other.sequence.toArray(other.anchor, from, to));
  }

  /** Brings a prototype into its block; a rollback makes it a prototype again (E18). */
  @SuppressWarnings("emery.txin") // a rollback brings the prototype back
  public void place(Memory m, Journal<?> j, long block, long container, PooledElements<E> pooled) {
    Sequence<E> prototype = sequence;
    Memory.onRollback(
        j,
        () -> {
          sequence = prototype;
          located = null;
          finger = null;
        });
    anchor.place(m, j, block, container);
    sequence = pooled;
    fill(m, j, block, pooled, prototype);
  }

  /** Writes the elements of a prototype into its new block. */
  void fill(Memory m, Journal<?> j, long block, PooledElements<E> pooled, Sequence<E> prototype) {
    pooled.fill(m, j, block, prototype.toArray(anchor, 0, -1));
  }
}
