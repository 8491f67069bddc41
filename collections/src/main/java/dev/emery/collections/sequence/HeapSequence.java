package dev.emery.collections.sequence;

import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a prototype, on the Java heap. A rollback undoes changes here as it does in a
 * pool (E18): each change leaves its inverse with the journal.
 *
 * @param <E> the type of the elements
 */
@SuppressWarnings("emery.txin") // each change of a prototype registers what undoes it
public sealed class HeapSequence<E> implements Sequence<E>, Roomy permits HeapPrimitives {
  private final List<E> list;
  private int modCount;

  /** Takes over a list that nobody else changes. */
  public HeapSequence(List<E> list) {
    this.list = list;
  }

  @Override
  public int size(Anchor a) {
    return list.size();
  }

  @Override
  public E get(Elements<E> body, int index) {
    return list.get(index);
  }

  @Override
  public @Nullable E peek(Elements<E> body, boolean last) {
    return list.isEmpty() ? null : last ? list.getLast() : list.getFirst();
  }

  @Override
  public Object[] toArray(Anchor a, int from, int to) {
    return to < 0 && from == 0 ? list.toArray() : range(from, to).toArray();
  }

  @Override
  public int indexOf(Anchor a, Object element, int from, int to) {
    int found = range(from, to).indexOf(element);
    return found < 0 ? -1 : from + found;
  }

  private List<E> range(int from, int to) {
    return list.subList(from, to < 0 ? list.size() : to);
  }

  @Override
  public int modCount(Anchor a) {
    return modCount;
  }

  @Override
  public E detached(E element) {
    return element; // it is in no pool
  }

  @Override
  public int capacity(Anchor a) {
    return list.size();
  }

  @Override
  public void lock(Anchor a, Journal<?> j) {}

  final void changes(Journal<?> j, Runnable undo) {
    Memory.onRollback(
        j,
        () -> {
          undo.run();
          modCount++;
        });
    modCount++;
  }

  @Override
  public void append(Anchor a, Journal<?> j, E element) {
    changes(j, list::removeLast);
    list.add(element);
  }

  @Override
  public void insert(Elements<E> body, Journal<?> j, int index, Object[] elements) {
    int at = index < 0 ? list.size() : Objects.checkIndex(index, list.size() + 1);
    changes(j, () -> list.subList(at, at + elements.length).clear());
    list.addAll(at, cast(elements));
  }

  @Override
  public E set(Elements<E> body, Journal<?> j, int index, E element) {
    return replace(j, index, element);
  }

  private E replace(Journal<?> j, int index, E element) {
    E old = list.get(index);
    Memory.onRollback(j, () -> list.set(index, old));
    return list.set(index, element);
  }

  @Override
  public E remove(Elements<E> body, Journal<?> j, int index) {
    E old = list.get(index);
    changes(j, () -> list.add(index, old));
    return list.remove(index);
  }

  @Override
  public void removeRange(Anchor a, Journal<?> j, int from, int to) {
    List<E> range = list.subList(from, to);
    List<E> old = new ArrayList<>(range);
    changes(j, () -> list.addAll(from, old));
    range.clear();
  }

  @Override
  public void removeMarked(Anchor a, Journal<?> j, int from, BitSet marked) {
    snapshot(j);
    int kept = from + marked.nextSetBit(0);
    for (int i = kept; i < list.size(); i++) {
      if (!marked.get(i - from)) {
        list.set(kept++, list.get(i));
      }
    }
    list.subList(kept, list.size()).clear();
  }

  @Override
  public void permute(Anchor a, Journal<?> j, int from, int[] order) {
    List<E> old = snapshot(j);
    for (int i = 0; i < order.length; i++) {
      list.set(from + i, old.get(from + order[i]));
    }
  }

  @Override
  public void swap(Anchor a, Journal<?> j, int one, int other) {
    E moved = list.get(other);
    replace(j, other, replace(j, one, moved));
  }

  @Override
  public void clear(Anchor a, Journal<?> j) {
    snapshot(j);
    list.clear();
  }

  @Override
  public void ensureCapacity(Anchor a, Journal<?> j, int capacity) {}

  @Override
  public void trimToSize(Anchor a, Journal<?> j) {}

  private List<E> snapshot(Journal<?> j) {
    List<E> old = new ArrayList<>(list);
    changes(
        j,
        () -> {
          list.clear();
          list.addAll(old);
        });
    return old;
  }

  @SuppressWarnings("unchecked") // the arrays hold elements
  private static <E> List<E> cast(Object[] elements) {
    return (List<E>) Arrays.asList(elements);
  }
}
