package dev.emery.collections.auto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ListIterator;
import java.util.NoSuchElementException;
import java.util.function.ObjIntConsumer;

/**
 * Goes through a list as it was when the iterator was made, with what was changed through it since.
 *
 * @param <E> the type of the elements
 */
final class AutoListIterator<E> implements ListIterator<E> {
  private final Door<List<E>> door;
  private final List<E> shown;
  private int cursor;
  private int last = -1;

  @SuppressWarnings("unchecked") // what the list holds
  AutoListIterator(Door<List<E>> door, int index) {
    this.door = door;
    this.shown = new ArrayList<>((List<E>) Arrays.asList(door.<Object[]>read(List::toArray)));
    if (index < 0 || index > shown.size()) {
      throw new IndexOutOfBoundsException("index=%d, size=%d".formatted(index, shown.size()));
    }
    this.cursor = index;
  }

  @Override
  public boolean hasNext() {
    return cursor < shown.size();
  }

  @Override
  public boolean hasPrevious() {
    return cursor > 0;
  }

  @Override
  public int nextIndex() {
    return cursor;
  }

  @Override
  public int previousIndex() {
    return cursor - 1;
  }

  @Override
  public E next() {
    if (!hasNext()) {
      throw new NoSuchElementException("index=" + cursor);
    }
    last = cursor++;
    return shown.get(last);
  }

  @Override
  public E previous() {
    if (!hasPrevious()) {
      throw new NoSuchElementException("index=" + (cursor - 1));
    }
    last = --cursor;
    return shown.get(last);
  }

  @Override
  public void remove() {
    int index = returned();
    changeShown(index, List::remove);
    shown.remove(index);
    cursor = index;
    last = -1;
  }

  @Override
  public void set(E element) {
    int index = returned();
    changeShown(index, (list, at) -> list.set(at, element));
    shown.set(index, element);
  }

  @Override
  @SuppressWarnings("emery.txin") // the list is that in the pool
  public void add(E element) {
    door.change((list, _) -> {
      list.add(Math.min(cursor, list.size()), element);
      return true;
    });
    shown.add(cursor++, element);
    last = -1;
  }

  private int returned() {
    if (last < 0) {
      throw new IllegalStateException("no element was returned since the last change");
    }
    return last;
  }

  private void changeShown(int index, ObjIntConsumer<List<E>> change) {
    E element = shown.get(index);
    door.change((list, _) -> {
      int at = present(list, index, element);
      if (at >= 0) {
        change.accept(list, at);
      }
      return at >= 0;
    });
  }

  /** Where an element is now that was at {@code index}, or -1. */
  private static <E> int present(List<E> list, int index, E element) {
    if (index < list.size() && element.equals(list.get(index))) {
      return index;
    }
    return list.indexOf(element);
  }
}
