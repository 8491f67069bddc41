package dev.emery.collections;

import dev.emery.collections.sequence.Elements;
import dev.emery.collections.sequence.HeapSequence;
import dev.emery.collections.sequence.Range;
import dev.emery.collections.sequence.Roomy;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * A growable array in a pool: an ordinary {@link List} to read, changed only with the {@link
 * dev.emery.transaction.Journal} of a transaction.
 *
 * <p>{@code new PVec<>()} and {@code PVec.of(…)} make a prototype, whose elements are Java values
 * until it is stored. A prototype is read and changed in the same way, and a rollback undoes that
 * too.
 *
 * {@snippet :
 * record Bank(PVec<String, Bank> audit) {}
 *
 * pool.transaction(j -> {
 *   bank.audit().add(j, "opened");
 *   bank.audit().addAll(j, List.of("b", "a"));
 *   Collections.sort(bank.audit().edit(j));
 * });
 * for (String line : bank.audit()) {
 *   IO.println(line);
 * }
 * }
 *
 * <p>Reading and replacing an element take O(1), adding at the end O(1) amortized, inserting and
 * removing O(n) of bytes moved. The vector grows by chunks of 16 KiB, and no step copies it whole.
 * Bulk reads ({@code toArray}, {@code forEach}, {@code equals}, {@code stream}) copy the elements
 * at one moment and so see one state; iterators fail fast.
 *
 * <p>Any thread may read. Outside a transaction reads see committed elements only. Records among
 * the elements are constructed at every read.
 *
 * @param <E> the type of the elements: persistent-safe, and never null
 * @param <P> the root record of the pool
 */
public final class PVec<E, P> extends RangeList<E, P> implements RandomAccess {
  private final Elements<E> elements;

  /** Creates an empty prototype. */
  public PVec() {
    this(new ArrayList<>());
  }

  private PVec(ArrayList<E> list) {
    this(new Elements<>(new Anchor(), new HeapSequence<>(list)));
  }

  PVec(Elements<E> elements) {
    super(new Range<>(elements));
    this.elements = elements;
  }

  /** Creates a prototype with copies of the references in {@code elements}. */
  public static <E, P> PVec<E, P> of(Collection<? extends E> elements) {
    ArrayList<E> list = new ArrayList<>(elements);
    list.forEach(Objects::requireNonNull);
    return new PVec<>(list);
  }

  /** Creates a prototype with these elements. */
  @SafeVarargs
  public static <E, P> PVec<E, P> of(E... elements) {
    ArrayList<E> list = new ArrayList<>(elements.length);
    for (E element : elements) {
      list.add(Objects.requireNonNull(element));
    }
    return new PVec<>(list);
  }

  Elements<E> elements() {
    return elements;
  }

  private Roomy room() {
    return (Roomy) elements.sequence(); // as all elements of vectors are
  }

  /**
   * The number of elements that there is room for; of a prototype, the number of its elements. More
   * than that costs an allocation and nothing else: from the first chunk on nothing is copied.
   */
  public int capacity() {
    return room().capacity(elements.anchor());
  }

  /**
   * Makes the first chunk as large as {@code capacity} elements need, up to the full 16 KiB, so
   * that adding them does not copy the first few again and again. Room for more is made when it is
   * needed, since later chunks are never copied. Of a prototype it does nothing. Time O(1).
   *
   * @throws IllegalArgumentException if {@code capacity} is negative
   * @throws dev.emery.PoolFullException if the pool has no room for the chunk
   */
  public void ensureCapacity(Journal<P> j, int capacity) {
    if (capacity < 0) {
      throw new IllegalArgumentException("negative capacity=" + capacity);
    }
    room().ensureCapacity(elements.anchor(), j, capacity);
  }

  /**
   * Gives back the chunk that is kept in reserve behind the last element, and cuts a first chunk
   * that is alone to what its elements take. Removing elements gives back all other chunks by
   * itself. In a full pool a first chunk stays as it is. Time O(1).
   */
  public void trimToSize(Journal<P> j) {
    room().trimToSize(elements.anchor(), j);
  }

  /**
   * Moves the elements from {@code at} on into a prototype, and returns it. It is to be stored in
   * this transaction where the elements own something: entities that nobody owns at its end are
   * dropped. A rollback brings the elements back and leaves the prototype empty. Time O(n) of
   * elements moved.
   *
   * @throws IndexOutOfBoundsException if {@code at} is negative or more than the size
   */
  public PVec<E, P> splitOff(Journal<P> j, int at) {
    PVec<E, P> tail = new PVec<>();
    elements.splitOff(j, at, tail.elements);
    return tail;
  }

  /**
   * Moves all elements of {@code other}, placed or not, to the end of this vector; {@code other} is
   * empty then. Entities keep their places. Time O(n) of elements moved; between two vectors in the
   * pool only their slots are copied.
   *
   * @throws IllegalArgumentException if {@code other} is this vector
   * @throws dev.emery.WrongPoolException if {@code other} is in another pool
   */
  public void append(Journal<P> j, PVec<E, P> other) {
    elements.append(j, other.elements);
  }

  /**
   * The bytes that this vector takes of its pool, with everything that it owns: all blocks with
   * their headers and what sizes are rounded up by; 0 while it is a prototype. Locks what it looks
   * at shared, to the end of the body that this thread is in, or of the call. Time O(n).
   */
  public long footprint() {
    return elements.anchor().footprint();
  }

  @Override
  public int size() {
    return elements.size();
  }

  @Override
  public E get(int index) {
    return elements.get(index);
  }
}
