package dev.emery.testsuite.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.pool.Pool;
import dev.emery.testsuite.crash.CrashScript;
import dev.emery.testsuite.crash.CrashTest;
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

  @CrashTest(images = 8)
  void crashes_ofAList_leaveItWholeInBothDirections(CrashScript<Root> script) {
    script
        .initially(() -> new Root(LinkedList.empty()))
        .describedBy((root, scope) ->
            List.of(
                root.list().forwards().map(LinkedList.Node::element).toList(),
                root.list().backwards(scope).map(LinkedList.Node::element).toList()))
        .sync("add", (root, j) -> root.list().addLast(j, "b"))
        .relaxed("add before", (root, j) -> root.list().addFirst(j, "a"))
        .sync("add behind", (root, j) -> root.list().addLast(j, "an element of many letters"))
        .abort("clear and take back", (root, j) -> root.list().clear(j))
        .checkpoint()
        .sync(
            "remove",
            (root, j) ->
                root.list()
                    .forwards()
                    .skip(1)
                    .findFirst()
                    .ifPresent(node -> root.list().remove(j, node)))
        .reopen()
        .sync("clear", (root, j) -> root.list().clear(j));
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
