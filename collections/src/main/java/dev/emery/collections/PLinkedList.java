package dev.emery.collections;

import dev.emery.collections.auto.AutoList;
import dev.emery.collections.auto.Door;
import dev.emery.collections.sequence.Elements;
import dev.emery.collections.sequence.HeapSequence;
import dev.emery.collections.sequence.Range;
import dev.emery.schema.Kind;
import dev.emery.schema.Persistent;
import dev.emery.structure.Anchor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * A list in a pool that can be changed at both ends, and where a {@link java.util.ListIterator} is,
 * in O(1): an ordinary {@link List} to read, changed only with the {@link
 * dev.emery.transaction.Journal} of a transaction. Everywhere else a {@link PVec} is the better
 * list.
 *
 * <p>{@code new PLinkedList<>()} and {@code PLinkedList.of(…)} make a prototype, whose elements are
 * Java values until it is stored. A prototype is read and changed in the same way, and a rollback
 * undoes that too.
 *
 * {@snippet :
 * record Editor(PLinkedList<String, Editor> lines) {}
 *
 * pool.transaction(j -> {
 *   ListIterator<String> lines = editor.lines().edit(j).listIterator();
 *   while (lines.hasNext()) {
 *     if (lines.next().isBlank()) {
 *       lines.remove();
 *     }
 *   }
 *   lines.add("the end");
 * });
 * }
 *
 * <p>The elements lie in a chain of nodes of half a KiB, so an iterator needs one read of memory
 * for many elements, and reading an element by its index takes O(n) of nodes from the nearer end,
 * or from the place of the last such read. Inserting and removing at an index finds it in the same
 * way, and then moves no more than one node.
 *
 * <p>Bulk reads ({@code toArray}, {@code forEach}, {@code equals}, {@code stream}) copy the
 * elements at one moment and so see one state; iterators fail fast. Any thread may read. Outside a
 * transaction reads see committed elements only. Records among the elements are constructed at
 * every read.
 *
 * @param <E> the type of the elements: persistent-safe, and never null
 * @param <P> the root record of the pool
 */
@Persistent(Kind.Role.VALUE)
public final class PLinkedList<E, P> extends RangeList<E, P> {
  private final Elements<E> elements;

  /** Creates an empty prototype. */
  public PLinkedList() {
    this(new ArrayList<>());
  }

  private PLinkedList(ArrayList<E> list) {
    this(new Elements<>(new Anchor(), new HeapSequence<>(list)));
  }

  PLinkedList(Elements<E> elements) {
    super(new Range<>(elements));
    this.elements = elements;
  }

  /** Creates a prototype with copies of the references in {@code elements}. */
  public static <E, P> PLinkedList<E, P> of(Collection<? extends E> elements) {
    ArrayList<E> list = new ArrayList<>(elements);
    list.forEach(Objects::requireNonNull);
    return new PLinkedList<>(list);
  }

  /** Creates a prototype with these elements. */
  @SafeVarargs
  public static <E, P> PLinkedList<E, P> of(E... elements) {
    ArrayList<E> list = new ArrayList<>(elements.length);
    for (E element : elements) {
      list.add(Objects.requireNonNull(element));
    }
    return new PLinkedList<>(list);
  }

  Elements<E> elements() {
    return elements;
  }

  @Override
  public List<E> autoCommit() {
    return AutoList.sequential(Door.of(elements.anchor(), this, this::edit), elements::detached);
  }

  /**
   * The bytes that this list takes of its pool, with everything that it owns: all blocks with their
   * headers and what sizes are rounded up by; 0 while it is a prototype. Locks what it looks at
   * shared, to the end of the body that this thread is in, or of the call. Time O(n).
   */
  public long footprint() {
    return elements.anchor().footprint();
  }
}
