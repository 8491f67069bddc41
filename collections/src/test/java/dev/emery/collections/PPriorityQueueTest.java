package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.cell.PLong;
import dev.emery.collections.ChainShelf.Job;
import dev.emery.collections.ChainShelf.Task;
import dev.emery.pool.Pool;
import java.util.ArrayList;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Priority queues: order, ownership, and what happens where a comparison fails. */
class PPriorityQueueTest {
  private final Pool<ChainShelf> pool = ChainShelf.inMemory();
  private final ChainShelf shelf = pool.root();
  private final PPriorityQueue<Long, ChainShelf> numbers = shelf.numbers();

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  @Test
  void poll_givesTheElementsInOrder() {
    List<Long> shuffled = new ArrayList<>(LongStream.range(0, 20_000).boxed().toList());
    Collections.shuffle(shuffled, new Random(1));
    pool.transaction(j -> numbers.addAll(j, shuffled));
    assertThat(numbers.peek()).isZero();
    assertThat(numbers.toArray()).isEqualTo(inserted(shuffled));
    pool.transaction(j -> {
      for (long i = 0; i < 20_000; i++) {
        assertThat(numbers.poll(j)).isEqualTo(i);
      }
      assertThat(numbers.poll(j)).isNull();
      assertThatThrownBy(() -> numbers.remove(j)).isInstanceOf(NoSuchElementException.class);
    });
  }

  private static Object[] inserted(List<Long> elements) {
    PriorityQueue<Long> queue = new PriorityQueue<>();
    queue.addAll(elements);
    return queue.toArray();
  }

  @Test
  void prototype_isInOrder_andStaysSo() {
    PPriorityQueue<Long, ChainShelf> prototype = PPriorityQueue.of(List.of(5L, 3L, 4L));
    assertThat(prototype.peek()).isEqualTo(3);
    pool.transaction(j -> {
      prototype.offer(j, 1L);
      assertThat(prototype.poll(j)).isEqualTo(1);
      assertThat(prototype.poll(j)).isEqualTo(3);
    });
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              prototype.poll(j);
              throw new IllegalStateException();
            }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(prototype).containsExactly(4L, 5L);
  }

  @Test
  void e17_entities_moveBetweenQueues() {
    pool.transaction(j -> {
      for (long due : new long[] {5, 1, 4, 2, 3}) {
        shelf.tasks().offer(j, Task.of(due));
      }
    });
    Task first = shelf.tasks().peek();
    pool.transaction(j -> {
      Task task = shelf.tasks().poll(j);
      task.runs().add(j, 1);
      shelf.later().offer(j, task);
    });
    assertThat(shelf.later()).containsExactly(first);
    assertThat(first.runs().get()).isOne();
    assertThat(shelf.tasks().peek().due()).isEqualTo(2);
    Task last = shelf.tasks().stream().filter(task -> task.due() == 5).findFirst().orElseThrow();
    pool.transaction(j -> assertThat(shelf.tasks().remove(j, last)).isTrue());
    assertThat(shelf.tasks()).hasSize(3);
  }

  @Test
  void comparisonThatFails_leavesTheQueue() {
    try (Pool<Grudges> second = Pool.inMemory(Grudges.class)) {
      PPriorityQueue<Grudge, Grudges> queue = second.root().queue();
      second.transaction(j -> {
        for (int i = 0; i < 50; i++) {
          queue.offer(j, new Grudge(i));
        }
        List<Grudge> before = List.copyOf(queue);
        assertGrudge(() -> queue.offer(j, new Grudge(-1)));
        assertGrudge(() -> queue.addAll(j, List.of(new Grudge(3), new Grudge(-1))));
        assertThat(List.copyOf(queue)).isEqualTo(before);
        Grudge.bound = 20; // comparisons of what is there fail now
        try {
          assertGrudge(() -> queue.poll(j));
          assertGrudge(() -> queue.removeIf(j, grudge -> grudge.value() == 1));
        } finally {
          Grudge.bound = Integer.MAX_VALUE;
        }
        assertThat(List.copyOf(queue)).isEqualTo(before);
      });
      assertThat(second.check().problems()).isEmpty();
    }
  }

  private static void assertGrudge(Runnable call) {
    assertThatThrownBy(call::run).isInstanceOf(ArithmeticException.class);
  }

  record Grudges(PPriorityQueue<Grudge, Grudges> queue) {}

  record Grudge(int value) implements Comparable<Grudge> {
    static int bound = Integer.MAX_VALUE;

    @Override
    public int compareTo(Grudge other) {
      if (value < 0 || value > bound || other.value > bound) {
        throw new ArithmeticException("cannot be compared");
      }
      return Integer.compare(value, other.value);
    }
  }

  @Test
  void comparisonOrFilterThatChangesTheQueue_isFound() {
    try (Pool<Meddlers> second = Pool.inMemory(Meddlers.class)) {
      PPriorityQueue<Meddler, Meddlers> queue = second.root().queue();
      second.transaction(j -> {
        for (int i = 0; i < 10; i++) {
          queue.offer(j, new Meddler(i));
        }
        Runnable change = () -> queue.offer(j, new Meddler(20));
        assertFound(change, () -> queue.offer(j, new Meddler(5)));
        assertThat(queue).hasSize(11);
        assertFound(change, () -> queue.poll(j));
        assertThat(queue).hasSize(12);
        assertFound(change, () -> queue.remove(j, new Meddler(3)));
        assertThat(queue).hasSize(13);
        assertThatThrownBy(
                () -> queue.removeIf(j, each -> each.value() == 3 && queue.poll(j) != null))
            .isInstanceOf(ConcurrentModificationException.class);
        assertThat(queue).hasSize(12);
      });
      assertThat(second.check().problems()).isEmpty();
    }
  }

  private static void assertFound(Runnable change, Runnable call) {
    Meddler.next = change;
    assertThatThrownBy(call::run).isInstanceOf(ConcurrentModificationException.class);
  }

  record Meddlers(PPriorityQueue<Meddler, Meddlers> queue) {}

  /** Whose next comparison does something else, too. */
  record Meddler(int value) implements Comparable<Meddler> {
    static Runnable next = () -> {};

    @Override
    public int compareTo(Meddler other) {
      Runnable now = next;
      next = () -> {};
      now.run();
      return Integer.compare(value, other.value);
    }
  }

  @Test
  void e31_iterator_failsFast_andRemovesOnce() {
    pool.transaction(j -> {
      numbers.addAll(j, LongStream.range(0, 20).boxed().toList());
      Iterator<Long> it = numbers.edit(j).iterator();
      it.next();
      it.remove();
      assertThatThrownBy(it::remove).isInstanceOf(IllegalStateException.class);
      it.next();
      numbers.offer(j, 100L);
      assertThatThrownBy(it::remove).isInstanceOf(ConcurrentModificationException.class);
      assertThatThrownBy(it::next).isInstanceOf(ConcurrentModificationException.class);
    });
    assertThat(numbers).hasSize(20);
  }

  @Test
  void elementsWithoutAnOrder_areRefused() {
    try (Pool<Plains> second = Pool.inMemory(Plains.class)) {
      second.transaction(j ->
          assertThatThrownBy(() -> second.root().queue().offer(j, new Plain(1)))
              .isInstanceOf(ClassCastException.class));
      assertThat(second.root().queue()).isEmpty();
    }
  }

  record Plains(PPriorityQueue<Plain, Plains> queue) {}

  record Plain(int value) {}

  @Test
  void orderThatChanges_isReportedByTheCheck() {
    try (Pool<Shaky> second = Pool.inMemory(Shaky.class)) {
      second.transaction(j -> {
        for (long i = 0; i < 10; i++) {
          second.root().queue().offer(j, new Weight(PLong.of(i)));
        }
      });
      assertThat(second.check().problems()).isEmpty();
      second.transaction(j -> second.root().queue().peek().grams().set(j, 100));
      assertThat(second.check().problems())
          .singleElement()
          .asString()
          .contains("queue is not in order at index 1");
    }
  }

  record Shaky(PPriorityQueue<Weight, Shaky> queue) {}

  /** An entity that compares by what changes, as it should not. */
  record Weight(PLong<Shaky> grams) implements Comparable<Weight> {
    @Override
    public int compareTo(Weight other) {
      return Long.compare(grams.get(), other.grams.get());
    }
  }

  @Test
  void iterator_removesOnce_alsoWhatARemovalBroughtBeforeIt() {
    pool.transaction(j -> {
      numbers.addAll(j, List.of(0L, 10L, 1L, 11L, 12L, 2L, 3L));
      Iterator<Long> it = numbers.edit(j).iterator();
      long last = it.next();
      while (it.hasNext()) {
        last = it.next();
        if (last == 11) {
          it.remove(); // the 3 comes to its place, and goes on before the 10
        }
      }
      assertThat(last).isEqualTo(3);
      it.remove();
      assertThatThrownBy(it::remove).isInstanceOf(IllegalStateException.class);
    });
    assertThat(numbers).containsExactlyInAnyOrder(0L, 1L, 2L, 10L, 12L);
  }

  @Test
  void autoCommit_pollsDetachedCopies() {
    shelf.tasks().autoCommit().addAll(List.of(Task.of(2), Task.of(1)));
    Task first = shelf.tasks().autoCommit().poll();
    assertThat(first.due()).isOne();
    assertThat(first.runs().get()).isZero(); // and is not stale
  }

  @Test
  void equalElements_areAllThere() {
    pool.transaction(j -> {
      for (int i = 0; i < 100; i++) {
        shelf.jobs().offer(j, new Job(i % 3, "job"));
      }
      var it = shelf.jobs().edit(j).iterator();
      int removed = 0;
      while (it.hasNext()) {
        if (it.next().due() == 1) {
          it.remove();
          removed++;
        }
      }
      assertThat(removed).isEqualTo(33);
      assertThat(shelf.jobs()).hasSize(67).noneMatch(job -> job.due() == 1);
    });
  }
}
