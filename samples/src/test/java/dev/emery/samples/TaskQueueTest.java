package dev.emery.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.pool.Pool;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The queue of tasks, which is killed while its workers have some in hand. */
@Timeout(180)
final class TaskQueueTest {
  @TempDir private Path folder;

  @Test
  void queue_killedAtWork_doesEachTaskThatWasAdded() throws Exception {
    for (int day = 0; day < 3; day++) {
      try (Child child = Child.start(folder, TaskQueue.class, "100000")) {
        assertThat(child.hear()).contains("tasks done");
        Thread.sleep(400);
        child.kill();
      }
    }
    int added;
    try (var pool = Pool.open(folder.resolve("tasks.pool"), TaskQueue.class)) {
      TaskQueue queue = pool.root();
      added = queue.added().get();
      assertThat(queue.results().size() + queue.waiting().size() + queue.inHand().size())
          .isEqualTo(added);
      assertThat(queue.results()).isNotEmpty();
      pool.transaction(j -> {
        // as many as can be done in this test
        while (queue.waiting().size() > 50) {
          queue.waiting().removeLast(j);
          queue.added().add(j, -1);
        }
      });
      added = queue.added().get();
    }
    try (Child child = Child.start(folder, TaskQueue.class, "0")) {
      assertThat(child.toTheEnd()).contains("all " + added + " tasks done");
    }
    try (var pool = Pool.open(folder.resolve("tasks.pool"), TaskQueue.class)) {
      TaskQueue queue = pool.root();
      assertThat(queue.results())
          .hasSize(added)
          .allSatisfy((number, result) -> assertThat(result).isEqualTo((long) number * number));
      assertThat(queue.waiting()).isEmpty();
      assertThat(queue.inHand()).isEmpty();
      assertThat(pool.check().problems()).isEmpty();
    }
  }
}
