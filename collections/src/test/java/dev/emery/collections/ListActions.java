package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.transaction.Journal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.ListIterator;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/** Random changes made to a vector, through either door, and to its model alike. */
record ListActions<E, V>(ListKind<E, V> kind) {
  private static final int MOST = 50_000;

  List<V> views(List<E> elements) {
    List<V> views = new ArrayList<>();
    elements.forEach(e -> views.add(kind.view().apply(e)));
    return views;
  }

  /** Makes up to five changes, some of them on a part. */
  void several(Random r, Journal<VecShelf> j, JournaledList<E, VecShelf> list, List<V> model) {
    int count = 1 + r.nextInt(5);
    for (int i = 0; i < count; i++) {
      int from = r.nextInt(model.size() + 1);
      int to = from + r.nextInt(model.size() - from + 1);
      switch (r.nextInt(9)) {
        case 0, 1, 2 -> journaled(r, j, list, model);
        case 3 -> journaled(r, j, list.subList(from, to), model.subList(from, to));
        case 4 -> edit(r, list.edit(j).subList(from, to), model.subList(from, to));
        case 5 -> {
          if (list instanceof PVec<E, VecShelf> vector) {
            whole(r, j, vector, model);
          }
        }
        default -> edit(r, list.edit(j), model);
      }
      assertThat(list).hasSize(model.size());
    }
  }

  private List<V> fresh(Random r, int size) {
    int most = size > MOST ? 1 : r.nextInt(10) == 0 ? 6_000 : 12;
    List<V> values = new ArrayList<>();
    int count = r.nextInt(most);
    for (int i = 0; i < count; i++) {
      values.add(kind.random().apply(r));
    }
    return values;
  }

  private List<E> elements(List<V> values) {
    List<E> elements = new ArrayList<>();
    values.forEach(v -> elements.add(kind.element().apply(v)));
    return elements;
  }

  private V view(E element) {
    return kind.view().apply(element);
  }

  private Comparator<E> order() {
    return Comparator.comparing(this::view, kind.order());
  }

  private Predicate<V> every(int n) {
    return v -> Math.floorMod(v.hashCode(), n) == 0; // all plain values have stable hash codes
  }

  /** One change by a method that takes the journal. */
  private void journaled(
      Random r, Journal<VecShelf> j, JournaledList<E, VecShelf> list, List<V> model) {
    int size = model.size();
    V v = kind.random().apply(r);
    E e = kind.element().apply(v);
    List<V> more = fresh(r, size);
    int place = r.nextInt(size + 1);
    switch (size == 0 ? r.nextInt(6) : r.nextInt(18)) {
      case 0 -> assertThat(list.add(j, e)).isEqualTo(model.add(v));
      case 1 -> {
        list.add(j, place, e);
        model.add(place, v);
      }
      case 2 -> assertThat(list.addAll(j, elements(more))).isEqualTo(model.addAll(more));
      case 3 ->
          assertThat(list.addAll(j, place, elements(more))).isEqualTo(model.addAll(place, more));
      case 4 -> {
        list.addFirst(j, e);
        model.addFirst(v);
      }
      case 5 -> {
        list.addLast(j, e);
        model.addLast(v);
      }
      default -> replacing(r, j, list, model);
    }
  }

  private void replacing(
      Random r, Journal<VecShelf> j, JournaledList<E, VecShelf> list, List<V> model) {
    int size = model.size();
    int at = r.nextInt(size);
    int other = r.nextInt(size);
    V v = kind.random().apply(r);
    int n = 2 + r.nextInt(5);
    switch (r.nextInt(14)) {
      case 0 -> {
        V old = model.set(at, v);
        assertThat(view(list.set(j, at, kind.element().apply(v)))).isEqualTo(old);
      }
      case 1 -> assertThat(view(list.removeAt(j, at))).isEqualTo(model.remove(at));
      case 2 -> assertThat(view(list.removeFirst(j))).isEqualTo(model.removeFirst());
      case 3 -> assertThat(view(list.removeLast(j))).isEqualTo(model.removeLast());
      case 4 -> {
        E present = list.get(at);
        assertThat(list.remove(j, present)).isTrue();
        model.remove(model.get(at));
      }
      case 5 -> {
        int from = Math.min(at, other);
        int to = Math.max(at, other);
        list.removeRange(j, from, to);
        model.subList(from, to).clear();
      }
      case 6 ->
          assertThat(list.removeIf(j, e -> every(n).test(view(e))))
              .isEqualTo(model.removeIf(every(n)));
      case 7 -> {
        list.sort(j, order());
        model.sort(kind.order());
      }
      case 8 -> {
        list.swap(j, at, other);
        Collections.swap(model, at, other);
      }
      case 9 -> {
        list.reverse(j);
        Collections.reverse(model);
      }
      case 10 -> {
        list.rotate(j, at - other);
        Collections.rotate(model, at - other);
      }
      case 11 -> {
        list.truncate(j, at);
        model.subList(Math.min(at, size), size).clear();
      }
      case 12 -> {
        V removed = model.get(at);
        model.set(at, model.getLast());
        model.removeLast();
        assertThat(view(list.swapRemove(j, at))).isEqualTo(removed);
      }
      default -> {
        if (r.nextInt(3) == 0) {
          list.clear(j);
          model.clear();
        }
      }
    }
  }

  /** One change that only a whole vector has. */
  private void whole(Random r, Journal<VecShelf> j, PVec<E, VecShelf> vector, List<V> model) {
    int at = r.nextInt(model.size() + 1);
    List<V> more = fresh(r, model.size());
    switch (r.nextInt(4)) {
      case 0 -> {
        List<V> tail = new ArrayList<>(model.subList(at, model.size()));
        PVec<E, VecShelf> off = vector.splitOff(j, at);
        assertThat(views(off)).isEqualTo(tail);
        assertThat(vector).hasSize(at);
        off.append(j, vector);
        assertThat(vector).isEmpty();
        vector.append(j, off);
        assertThat(off).isEmpty();
        Collections.rotate(model, -at);
      }
      case 1 -> {
        PVec<E, VecShelf> prototype = PVec.of(elements(more));
        vector.append(j, prototype);
        assertThat(prototype).isEmpty();
        model.addAll(more);
      }
      case 2 -> vector.ensureCapacity(j, r.nextInt(3_000));
      default -> vector.trimToSize(j);
    }
    assertThat(vector.capacity()).isGreaterThanOrEqualTo(model.size());
  }

  /** One change by a method of {@code java.util.List}. */
  private void edit(Random r, List<E> edit, List<V> model) {
    int size = model.size();
    List<V> more = fresh(r, size);
    int place = r.nextInt(size + 1);
    V v = kind.random().apply(r);
    switch (size == 0 ? r.nextInt(3) : r.nextInt(13)) {
      case 0 -> assertThat(edit.addAll(place, elements(more))).isEqualTo(model.addAll(place, more));
      case 1 -> {
        edit.add(place, kind.element().apply(v));
        model.add(place, v);
      }
      case 2, 3 -> iterate(r, edit, model);
      case 4 -> {
        long seed = r.nextLong();
        Random one = new Random(seed);
        Random other = new Random(seed);
        edit.replaceAll(
            e -> every(3).test(view(e)) ? kind.element().apply(kind.random().apply(one)) : e);
        model.replaceAll(x -> every(3).test(x) ? kind.random().apply(other) : x);
      }
      case 5 -> {
        edit.sort(order());
        model.sort(kind.order());
      }
      case 6 -> {
        Set<E> some = new HashSet<>(edit.subList(place / 2, place));
        Set<V> same = new HashSet<>(model.subList(place / 2, place));
        boolean retain = r.nextBoolean();
        assertThat(retain ? edit.retainAll(some) : edit.removeAll(some))
            .isEqualTo(retain ? model.retainAll(same) : model.removeAll(same));
      }
      case 7 -> {
        long seed = r.nextLong();
        int end = Math.min(size, 300);
        Collections.shuffle(edit.subList(0, end), new Random(seed));
        Collections.shuffle(model.subList(0, end), new Random(seed));
      }
      case 8 -> {
        edit.subList(place / 2, place).clear();
        model.subList(place / 2, place).clear();
      }
      case 9 -> edit(r, edit.subList(place / 2, place), model.subList(place / 2, place));
      case 10 ->
          assertThat(view(edit.remove(place / 2 % size))).isEqualTo(model.remove(place / 2 % size));
      case 11 -> assertThat(view(edit.getLast())).isEqualTo(model.getLast());
      default -> {
        E present = edit.get(place % size);
        assertThat(edit.remove(present)).isEqualTo(model.remove(model.get(place % size)));
      }
    }
  }

  /** Goes forth and back with list iterators that change what they pass. */
  private void iterate(Random r, List<E> edit, List<V> model) {
    int start = r.nextInt(model.size() + 1);
    ListIterator<E> it = edit.listIterator(start);
    ListIterator<V> same = model.listIterator(start);
    boolean returned = false;
    for (int i = 0; i < 20; i++) {
      assertThat(it.nextIndex()).isEqualTo(same.nextIndex());
      assertThat(it.previousIndex()).isEqualTo(same.previousIndex());
      V v = kind.random().apply(r);
      int choice = r.nextInt(6);
      if (choice < 2 && same.hasNext()) {
        assertThat(view(it.next())).isEqualTo(same.next());
        returned = true;
      } else if (choice == 2 && same.hasPrevious()) {
        assertThat(view(it.previous())).isEqualTo(same.previous());
        returned = true;
      } else if (choice == 3 && returned) {
        it.remove();
        same.remove();
        returned = false;
      } else if (choice == 4) {
        it.add(kind.element().apply(v));
        same.add(v);
        returned = false;
      } else if (choice == 5 && returned) {
        it.set(kind.element().apply(v));
        same.set(v);
      }
      assertThat(it.hasNext()).isEqualTo(same.hasNext());
      assertThat(it.hasPrevious()).isEqualTo(same.hasPrevious());
    }
  }
}
