package dev.emery.testsuite.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.Durability;
import dev.emery.cell.PCell;
import dev.emery.pointer.Pbox;
import dev.emery.pool.Pool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A list of very many nodes, each of which owns the rest, is dropped with little stack and memory.
 * {@code -Demery.list.nodes} says how many.
 */
class LongListTest {
  private static final int NODES = Integer.getInteger("emery.list.nodes", 300_000);

  @TempDir private Path folder;

  record Root(PCell<Optional<Pbox<Node, Root>>, Root> head) {}

  record Node(long value, Optional<Pbox<Node, Root>> rest) {}

  /** Makes the list, reads it, drops it, and waits until its blocks are free. */
  static final class Main {
    private static final int BATCH = 1000;

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
      int nodes = Integer.parseInt(arguments[0]);
      try (Pool<Root> pool = Pool.open(Path.of("list.pool"), Root.class)) {
        var head = pool.root().head();
        for (int done = 0; done < nodes; done += BATCH) {
          long first = done;
          int count = Math.min(BATCH, nodes - done);
          pool.transaction(
              Durability.RELAXED,
              j -> {
                for (int i = 0; i < count; i++) {
                  head.set(j, Optional.of(Pbox.of(new Node(first + i, PCell.take(head, j)))));
                }
              });
        }
        long sum = 0;
        for (var at = head.get(); at.isPresent(); ) {
          Node node = at.get().get();
          sum += node.value();
          at = node.rest();
        }
        System.out.println("sum " + sum);
        long full = pool.statistics().usedBytes();
        pool.transaction(j -> head.set(j, Optional.empty()));
        while (pool.statistics().usedBytes() > 16 << 10) {
          Thread.sleep(10);
        }
        System.out.println("problems " + pool.check().problems().size());
        System.err.println("freed " + (full - pool.statistics().usedBytes()) + " bytes");
      }
    }
  }

  @Test
  void longList_isDroppedWithLittleStackAndMemory() throws Exception {
    long start = System.nanoTime();
    try (ChildJvm child =
        ChildJvm.start(
            folder, List.of("-Xss256k", "-Xmx256m"), Main.class, String.valueOf(NODES))) {
      String said = new String(child.output().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(child.exitCode()).as(child.errors()).isZero();
      assertThat(said.lines())
          .containsExactly("sum " + (long) NODES * (NODES - 1) / 2, "problems 0");
      System.out.printf(
          "list of %d nodes made, read and dropped in %.1f s: %s%n",
          NODES, (System.nanoTime() - start) / 1e9, child.errors().strip());
    }
  }
}
