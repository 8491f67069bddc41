package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.collections.ChainShelf.Item;
import dev.emery.collections.ChainShelf.Plain;
import dev.emery.collections.ChainShelf.Point;
import dev.emery.transaction.Journal;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Deques through all their doors, beside {@link ArrayDeque}. */
class DequeModelTest {
  @TempDir private Path folder;

  /** A type of element, and the plain values that stand for its elements in a model. */
  record Type<E, V>(
      String name,
      Function<ChainShelf, PDeque<E, ChainShelf>> deque,
      Function<Random, V> random,
      Function<V, E> element,
      Function<E, V> view) {

    @Override
    public String toString() {
      return name;
    }

    private List<E> elements(List<V> values) {
      return values.stream().map(element).toList();
    }

    private void compare(ChainShelf shelf, Deque<V> model) {
      PDeque<E, ChainShelf> present = deque.apply(shelf);
      assertThat(present.stream().map(view).toList()).isEqualTo(List.copyOf(model));
      List<V> backwards = new ArrayList<>();
      present.descendingIterator().forEachRemaining(e -> backwards.add(view.apply(e)));
      assertThat(backwards).isEqualTo(List.copyOf(model.reversed()));
      assertThat(view(present.peekFirst())).isEqualTo(model.peekFirst());
      assertThat(view(present.reversed().peekFirst())).isEqualTo(model.peekLast());
    }

    private V view(E element) {
      return element == null ? null : view.apply(element);
    }

    private void several(Random r, ChainShelf shelf, Journal<ChainShelf> j, Deque<V> model) {
      int count = 1 + r.nextInt(8);
      for (int i = 0; i < count; i++) {
        JournaledDeque<E, ChainShelf> all = deque.apply(shelf);
        boolean reversed = r.nextInt(4) == 0;
        Deque<V> same = reversed ? model.reversed() : model;
        JournaledDeque<E, ChainShelf> to = reversed ? all.reversed() : all;
        switch (r.nextInt(4)) {
          case 0 -> edit(r, to.edit(j), same);
          case 1 -> bulk(r, j, to, same);
          default -> journaled(r, j, to, same);
        }
        assertThat(all).hasSize(model.size());
      }
    }

    private void journaled(
        Random r, Journal<ChainShelf> j, JournaledDeque<E, ChainShelf> deque, Deque<V> model) {
      V v = random.apply(r);
      E e = element.apply(v);
      switch (model.isEmpty() ? r.nextInt(7) : r.nextInt(12)) {
        case 0 -> assertThat(deque.add(j, e)).isEqualTo(model.add(v));
        case 1 -> {
          deque.addFirst(j, e);
          model.addFirst(v);
        }
        case 2 -> {
          deque.addLast(j, e);
          model.addLast(v);
        }
        case 3 -> assertThat(deque.offer(j, e)).isEqualTo(model.offer(v));
        case 4 -> assertThat(deque.offerFirst(j, e)).isEqualTo(model.offerFirst(v));
        case 5 -> {
          deque.push(j, e);
          model.push(v);
        }
        case 6 -> assertThat(view(deque.poll(j))).isEqualTo(model.poll());
        case 7 -> assertThat(view(deque.pollLast(j))).isEqualTo(model.pollLast());
        case 8 -> assertThat(view(deque.removeFirst(j))).isEqualTo(model.removeFirst());
        case 9 -> assertThat(view(deque.removeLast(j))).isEqualTo(model.removeLast());
        case 10 -> assertThat(view(deque.pop(j))).isEqualTo(model.pop());
        default -> assertThat(view(deque.remove(j))).isEqualTo(model.remove());
      }
    }

    private void bulk(
        Random r, Journal<ChainShelf> j, JournaledDeque<E, ChainShelf> deque, Deque<V> model) {
      int n = 2 + r.nextInt(4);
      int size = model.size();
      switch (r.nextInt(6)) {
        case 0, 1 -> {
          List<V> more =
              Stream.generate(() -> random.apply(r))
                  .limit(r.nextInt(size > 5_000 ? 3 : 900))
                  .toList();
          assertThat(deque.addAll(j, elements(more))).isEqualTo(model.addAll(more));
        }
        case 2 -> {
          int times = r.nextInt(size + 1);
          for (int i = 0; i < times; i++) {
            assertThat(view(deque.pollFirst(j))).isEqualTo(model.pollFirst());
          }
        }
        case 3 ->
            assertThat(deque.removeIf(j, e -> view.apply(e).hashCode() % n == 0))
                .isEqualTo(model.removeIf(v -> v.hashCode() % n == 0));
        case 4 -> { // a queue that is used for a while
          for (int i = 0; i < 400; i++) {
            V v = random.apply(r);
            deque.addLast(j, element.apply(v));
            model.addLast(v);
            assertThat(view(deque.removeFirst(j))).isEqualTo(model.removeFirst());
          }
        }
        default -> {
          if (r.nextInt(4) == 0) {
            deque.clear(j);
            model.clear();
          }
        }
      }
    }

    private void edit(Random r, Deque<E> edit, Deque<V> model) {
      switch (r.nextInt(4)) {
        case 0 -> remove(r, edit.iterator(), model.iterator());
        case 1 -> remove(r, edit.descendingIterator(), model.descendingIterator());
        case 2 -> {
          if (!model.isEmpty()) {
            List<E> present = List.copyOf(edit);
            E e = present.get(r.nextInt(present.size()));
            V v = view.apply(e);
            boolean last = r.nextBoolean();
            assertThat(last ? edit.removeLastOccurrence(e) : edit.removeFirstOccurrence(e))
                .isTrue();
            assertThat(last ? model.removeLastOccurrence(v) : model.removeFirstOccurrence(v))
                .isTrue();
          }
        }
        default -> {
          V v = random.apply(r);
          edit.addFirst(element.apply(v));
          model.addFirst(v);
        }
      }
    }

    private void remove(Random r, Iterator<E> it, Iterator<V> same) {
      int share = 1 + r.nextInt(10);
      while (same.hasNext()) {
        assertThat(it.hasNext()).isTrue();
        assertThat(view(it.next())).isEqualTo(same.next());
        if (r.nextInt(share) == 0) {
          it.remove();
          same.remove();
        }
      }
      assertThat(it.hasNext()).isFalse();
    }

    private ModelRun<ChainShelf, Deque<V>> run() {
      return new ModelRun<>(
          ChainShelf.class,
          new ArrayDeque<>(),
          ArrayDeque::new,
          shelf -> (long) deque.apply(shelf).size(),
          this::several,
          this::compare);
    }
  }

  static Stream<Type<?, ?>> types() {
    return Stream.of(
        new Type<>(
            "longs",
            ChainShelf::longs,
            r -> (long) r.nextInt(1000),
            Function.identity(),
            Function.identity()),
        new Type<>(
            "texts", ChainShelf::texts, ChainShelf::text, Function.identity(), Function.identity()),
        new Type<>(
            "points", ChainShelf::points, Point::random, Function.identity(), Function.identity()),
        new Type<Item, Plain>(
            "items", ChainShelf::items, DequeModelTest::unique, Item::of, Item::plain),
        new Type<PDeque<Long, ChainShelf>, List<Long>>(
            "nested",
            ChainShelf::nested,
            r -> List.of(r.nextLong()), // unlike all others, since deques are equal by place
            PDeque::of,
            List::copyOf));
  }

  private static Plain unique(Random r) {
    return new Plain(ChainShelf.text(r) + r.nextLong(), r.nextInt(50));
  }

  @ParameterizedTest
  @MethodSource("types")
  void randomActions_inMemory_matchArrayDeque(Type<?, ?> type) {
    type.run().inMemory(6);
  }

  @ParameterizedTest
  @MethodSource("types")
  void randomActions_inAFileThatIsReopened_matchArrayDeque(Type<?, ?> type) {
    type.run().reopening(folder, 5);
  }
}
