package dev.emery.transaction;

import dev.emery.TxLocal;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.RandomAccess;

/**
 * An ordinary list on the Java heap for pointers, guards and whatever else lives no longer than a
 * transaction. The compile-time checker lets it hold them because it is confined as they are; an
 * {@link ArrayList} of pointers could be kept after the transaction, and does not compile there.
 *
 * {@snippet :
 * pool.transaction(j -> {
 *   var found = new TxList<Prc<Node, Graph>>();
 *   root.nodes().forEach(found::add);
 *   root.nodes().clear(j);
 *   root.nodes().addAll(j, found.reversed());
 * });
 * }
 *
 * <p>Costs and threads are those of {@link ArrayList}. It does not roll back with the transaction:
 * make it inside the body, which begins anew when it is run again.
 *
 * @param <E> the type of the elements
 */
@TxLocal
public final class TxList<E> extends AbstractList<E> implements RandomAccess {
  private final List<E> elements;

  /** An empty list. */
  public TxList() {
    elements = new ArrayList<>();
  }

  /** A list of the elements of another collection, in its order. */
  public TxList(Collection<? extends E> elements) {
    this.elements = new ArrayList<>(elements);
  }

  /** A list of these elements. */
  @SafeVarargs
  public static <E> TxList<E> of(E... elements) {
    var list = new TxList<E>();
    for (E each : elements) {
      list.add(each);
    }
    return list;
  }

  @Override
  public int size() {
    return elements.size();
  }

  @Override
  public E get(int index) {
    return elements.get(index);
  }

  @Override
  public E set(int index, E element) {
    return elements.set(index, element);
  }

  @Override
  public void add(int index, E element) {
    elements.add(index, element);
    modCount++;
  }

  @Override
  public E remove(int index) {
    modCount++;
    return elements.remove(index);
  }

  @Override
  public TxList<E> reversed() {
    return new TxList<>(elements.reversed());
  }
}
