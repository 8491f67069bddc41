package dev.emery.collections;

import dev.emery.collections.sequence.Elements;
import dev.emery.collections.sequence.HeapSequence;
import dev.emery.schema.Kind;
import dev.emery.schema.Persistent;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

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
@Persistent(Kind.Role.VALUE)
public final class PVec<E, P> extends WholeVec<E, P> {

  /** Creates an empty prototype. */
  public PVec() {
    this(new ArrayList<>());
  }

  private PVec(ArrayList<E> list) {
    this(new Elements<>(new Anchor(), new HeapSequence<>(list)));
  }

  PVec(Elements<E> elements) {
    super(elements);
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
    elements().splitOff(j, at, tail.elements());
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
    elements().append(j, other.elements());
  }
}
