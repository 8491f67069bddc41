package dev.emery.testsuite.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.pool.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The linked list beside an ArrayList. */
class LinkedListTest {
  record Root(LinkedList<String, Root> list) {}

  private final long seed = Long.getLong("emery.seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);
  private final Pool<Root> pool = Pool.inMemory(Root.class, () -> new Root(LinkedList.empty()));
  private final LinkedList<String, Root> list = pool.root().list();

  @AfterEach
  void check() {
    assertThat(pool.check().problems()).isEmpty();
    assertThat(pool.collectCycles().freed()).isZero();
    pool.close();
  }

  @Test
  void changes_random_areAsInAnArrayList() {
    List<String> model = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      String element = "element " + i;
      switch (random.nextInt(5)) {
        case 0 -> {
          pool.transaction(j -> list.addFirst(j, element));
          model.addFirst(element);
        }
        case 1, 2 -> {
          pool.transaction(j -> list.addLast(j, element));
          model.addLast(element);
        }
        default -> {
          if (!model.isEmpty()) {
            int at = random.nextInt(model.size());
            pool.transaction(
                j -> list.remove(j, list.forwards().skip(at).findFirst().orElseThrow()));
            model.remove(at);
          }
        }
      }
      pool.read(r -> {
        assertThat(list.forwards().map(LinkedList.Node::element)).isEqualTo(model);
        assertThat(list.backwards(r).map(LinkedList.Node::element)).isEqualTo(model.reversed());
      });
    }
  }

  @Test
  void list_dropped_leavesNothingBehind() throws Exception {
    long objects = pool.check().objects();
    pool.transaction(j -> {
      for (int i = 0; i < 500; i++) list.addLast(j, "element " + i);
    });
    assertThat(pool.check().objects()).isEqualTo(objects + 500);
    pool.transaction(list::clear);
    pool.transaction(j -> list.addLast(j, "another"));
    pool.transaction(list::clear);
    while (pool.check().queued() > 0) {
      Thread.sleep(1);
    }
    assertThat(pool.check().objects()).isEqualTo(objects);
  }
}
