package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.collections.ChainShelf.Job;
import dev.emery.collections.ChainShelf.Task;
import dev.emery.transaction.Journal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Priority queues beside {@link PriorityQueue}: the same elements, in the same places. */
class PriorityQueueModelTest {
  @TempDir private Path folder;

  /** A type of element, and the plain values that stand for its elements in a model. */
  record Type<E, V>(
      String name,
      Function<ChainShelf, PPriorityQueue<E, ChainShelf>> queue,
      Function<Random, V> random,
      Function<V, E> element,
      Function<E, V> view) {

    @Override
    public String toString() {
      return name;
    }

    private V view(E element) {
      return element == null ? null : view.apply(element);
    }

    private List<E> elements(List<V> values) {
      return values.stream().map(element).toList();
    }

    @SuppressWarnings("unchecked") // they are elements
    private void compare(ChainShelf shelf, PriorityQueue<V> model) {
      Object[] present = queue.apply(shelf).toArray();
      assertThat(Arrays.stream(present).map(e -> view.apply((E) e)).toArray())
          .isEqualTo(model.toArray());
      assertThat(view(queue.apply(shelf).peek())).isEqualTo(model.peek());
    }

    private void several(
        Random r, ChainShelf shelf, Journal<ChainShelf> j, PriorityQueue<V> model) {
      PPriorityQueue<E, ChainShelf> present = queue.apply(shelf);
      int count = 1 + r.nextInt(8);
      for (int i = 0; i < count; i++) {
        V v = random.apply(r);
        int n = 2 + r.nextInt(4);
        switch (r.nextInt(9)) {
          case 0, 1 -> assertThat(present.offer(j, element.apply(v))).isEqualTo(model.offer(v));
          case 2 -> {
            List<V> more = Stream.generate(() -> random.apply(r)).limit(r.nextInt(300)).toList();
            assertThat(present.addAll(j, elements(more))).isEqualTo(model.addAll(more));
          }
          case 3 -> assertThat(view(present.poll(j))).isEqualTo(model.poll());
          case 4 -> {
            int times = r.nextInt(model.size() + 1) / 2;
            for (int k = 0; k < times; k++) {
              assertThat(view(present.remove(j))).isEqualTo(model.remove());
            }
          }
          case 5 -> removeAny(r, j, present, model);
          case 6 -> iterate(r, present.edit(j), model);
          case 7 ->
              assertThat(present.removeIf(j, e -> view.apply(e).hashCode() % n == 0))
                  .isEqualTo(model.removeIf(x -> x.hashCode() % n == 0));
          default -> {
            if (r.nextInt(6) == 0) {
              present.clear(j);
              model.clear();
            }
          }
        }
        assertThat(present).hasSize(model.size());
      }
    }

    private void removeAny(
        Random r,
        Journal<ChainShelf> j,
        PPriorityQueue<E, ChainShelf> queue,
        PriorityQueue<V> model) {
      if (!model.isEmpty()) {
        E e = List.copyOf(queue).get(r.nextInt(model.size()));
        assertThat(model.remove(view.apply(e))).isTrue();
        assertThat(queue.remove(j, e)).isTrue();
      }
    }

    private void iterate(Random r, Queue<E> edit, PriorityQueue<V> model) {
      int share = 1 + r.nextInt(6);
      Iterator<E> it = edit.iterator();
      Iterator<V> same = model.iterator();
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

    private ModelRun<ChainShelf, PriorityQueue<V>> run() {
      return new ModelRun<>(
          ChainShelf.class,
          new PriorityQueue<>(),
          PriorityQueue::new,
          shelf -> (long) queue.apply(shelf).size(),
          this::several,
          this::compare);
    }
  }

  static Stream<Type<?, ?>> types() {
    return Stream.of(
        new Type<>(
            "longs",
            ChainShelf::numbers,
            Random::nextLong, // of equal ones an iterator removes any, PriorityQueue the very one
            Function.identity(),
            Function.identity()),
        new Type<>(
            "jobs",
            ChainShelf::jobs,
            r -> new Job(r.nextInt(50), ChainShelf.text(r) + r.nextLong()),
            Function.identity(),
            Function.identity()),
        new Type<Task, Long>("tasks", ChainShelf::tasks, Random::nextLong, Task::of, Task::due));
  }

  @ParameterizedTest
  @MethodSource("types")
  void randomActions_inMemory_matchPriorityQueue(Type<?, ?> type) {
    type.run().inMemory(6);
  }

  @ParameterizedTest
  @MethodSource("types")
  void randomActions_inAFileThatIsReopened_matchPriorityQueue(Type<?, ?> type) {
    type.run().reopening(folder, 5);
  }
}
