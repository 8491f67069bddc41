package dev.emery.collections.sequence;

import dev.emery.TxScoped;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Savepoint;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A binary heap in a sequence: no element comes before its parent, which is at {@code (i - 1) / 2}.
 * Places are chosen as {@link java.util.PriorityQueue} chooses them (Williams, "Algorithm 232:
 * Heapsort", 1964), so both hold the same elements in the same order.
 *
 * @param <E> the type of the elements
 */
public final class Heap<E> {
  /*
   * A change compares first and moves then, since a comparison may throw: the heap is then as it
   * was. Elements move as bytes, by exchanges along a path of O(log n) places.
   */
  private final Range<E> range;
  private final Comparator<? super E> order;

  /** Creates the heap over the whole of a sequence that is one. */
  public Heap(Range<E> range, Comparator<? super E> order) {
    this.range = range;
    this.order = order;
  }

  /** The order by {@code compareTo}; other elements show as {@link ClassCastException}. */
  @SuppressWarnings("unchecked") // as PriorityQueue does
  public static <E> Comparator<E> naturalOrder() {
    return (Comparator<E>) (Comparator<?>) Comparator.naturalOrder();
  }

  /** The sequence that the heap is in. */
  public Range<E> range() {
    return range;
  }

  // ---- one element

  /** Adds an element. */
  public void offer(Journal<?> j, E element) {
    Objects.requireNonNull(element);
    int before = range.lock(j).modCount();
    int size = range.size();
    if (order.compare(element, element) != 0) { // at least that it can be compared
      throw new IllegalArgumentException("element does not equal itself in the order: " + element);
    }
    int[] path = up(size, element);
    unchanged(before);
    range.add(j, element);
    move(j, path);
  }

  /** Adds elements, all or none. */
  public boolean offerAll(Journal<?> j, Collection<? extends E> elements) {
    @SuppressWarnings("unchecked") // the collection's elements
    E[] array = (E[]) elements.toArray();
    range.lock(j);
    Savepoint savepoint = j.savepoint();
    try {
      for (E element : array) {
        offer(j, element);
      }
    } catch (RuntimeException | Error e) {
      undo(j, savepoint, e);
      throw e;
    }
    return array.length > 0;
  }

  @SuppressWarnings("ReferenceEquality") // the very same exception
  private static void undo(Journal<?> j, Savepoint savepoint, Throwable failure) {
    try {
      j.rollbackTo(savepoint);
    } catch (RuntimeException | Error e) {
      if (e != failure) { // a doomed transaction throws the same again
        failure.addSuppressed(e);
      }
    }
  }

  /** Removes the first element, and returns it; null where there is none. */
  public @Nullable E poll(Journal<?> j) {
    E first = range.lock(j).peek(false);
    if (first != null) {
      removeAt(j, 0);
    }
    return first;
  }

  /** Removes an element that equals {@code o}; true where there was one. */
  public boolean remove(Journal<?> j, Object o) {
    int found = range.lock(j).indexOf(o);
    if (found >= 0) {
      removeAt(j, found);
    }
    return found >= 0;
  }

  /**
   * Removes the element at {@code index}. The last one takes its place and goes on from there;
   * where that leads before {@code index}, it is returned, since who goes by indexes will not come
   * by it.
   */
  @Nullable E removeAt(Journal<?> j, int index) {
    int before = range.lock(j).modCount();
    int last = range.size() - 1;
    if (index == last) {
      range.remove(j, last);
      return null;
    }
    E moved = range.get(last);
    int[] path = down(index, last, moved);
    boolean up = path.length == 1;
    if (up) {
      path = up(index, moved);
    }
    unchanged(before);
    range.swap(j, index, last);
    range.remove(j, last);
    move(j, path);
    return up && path.length > 1 ? moved : null;
  }

  /** The places from {@code start} towards the root, as far as the element goes. */
  private int[] up(int start, E element) {
    int[] path = new int[Integer.SIZE + 1];
    int length = 0;
    int k = start;
    path[length++] = k;
    while (k > 0) {
      int parent = (k - 1) >>> 1;
      if (order.compare(element, range.get(parent)) >= 0) {
        break;
      }
      k = parent;
      path[length++] = k;
    }
    return Arrays.copyOf(path, length);
  }

  /** The places from {@code start} away from the root, in a heap of {@code size}. */
  private int[] down(int start, int size, E element) {
    int[] path = new int[Integer.SIZE + 1];
    int length = 0;
    int k = start;
    path[length++] = k;
    while (k < size >>> 1) {
      int child = 2 * k + 1;
      E least = range.get(child);
      if (child + 1 < size) {
        E right = range.get(child + 1);
        if (order.compare(least, right) > 0) {
          child++;
          least = right;
        }
      }
      if (order.compare(element, least) <= 0) {
        break;
      }
      k = child;
      path[length++] = k;
    }
    return Arrays.copyOf(path, length);
  }

  /** Brings the element at the beginning of a path to its end, each other one a step back. */
  private void move(Journal<?> j, int[] path) {
    for (int i = 1; i < path.length; i++) {
      range.swap(j, path[i - 1], path[i]);
    }
  }

  private void unchanged(int before) {
    if (range.modCount() != before) {
      throw new ConcurrentModificationException();
    }
  }

  // ---- many elements

  /** Removes the elements that {@code filter} accepts; it sees all of them before any goes. */
  public boolean removeIf(Journal<?> j, @TxScoped Predicate<? super E> filter) {
    int before = range.lock(j).modCount();
    @SuppressWarnings("unchecked") // what comes out of the sequence are elements
    E[] array = (E[]) range.toArray();
    BitSet marked = new BitSet();
    int kept = 0;
    for (int i = 0; i < array.length; i++) {
      if (filter.test(array[i])) {
        marked.set(i);
      } else {
        array[kept++] = array[i];
      }
    }
    int[] places = heapify(array, kept);
    unchanged(before);
    if (marked.isEmpty()) {
      return false;
    }
    int[] next = {0};
    range.removeIf(j, _ -> marked.get(next[0]++));
    range.permute(j, places);
    return true;
  }

  /** The order in which elements are a heap, by their present places. */
  private int[] heapify(E[] array, int size) {
    int[] places = new int[size];
    Arrays.setAll(places, i -> i);
    for (int start = (size >>> 1) - 1; start >= 0; start--) {
      int moved = places[start];
      int k = start;
      while (k < size >>> 1) {
        int child = 2 * k + 1;
        if (child + 1 < size && order.compare(array[places[child]], array[places[child + 1]]) > 0) {
          child++;
        }
        if (order.compare(array[moved], array[places[child]]) <= 0) {
          break;
        }
        places[k] = places[child];
        k = child;
      }
      places[k] = moved;
    }
    return places;
  }
}
