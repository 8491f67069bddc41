package dev.emery.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.Durability;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The thread of a pool that works in the background is there only once it has work. */
@Timeout(300)
class UpkeepThreadTest {
  private static final PoolOptions OPTIONS =
      PoolOptions.defaults().durability(Durability.RELAXED).checkpointThreshold(64 << 10);

  @TempDir private Path folder;

  private Pool<Bank> open() {
    return Pool.open(folder.resolve("bank.pool"), Bank.class, Bank::initial, OPTIONS);
  }

  private List<Thread> threads() {
    String name = "emery " + folder.toAbsolutePath().resolve("bank.pool");
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(name))
        .toList();
  }

  private Thread onlyThread() {
    assertThat(threads()).hasSize(1);
    return threads().getFirst();
  }

  private static void commit(Pool<Bank> pool, int count) {
    for (int i = 0; i < count; i++) {
      pool.transaction(j -> pool.root().total().add(j, 1));
    }
  }

  /** Commits until a checkpoint was due, and was made. */
  private void commitPastCheckpoint(Pool<Bank> pool) throws InterruptedException {
    while (threads().isEmpty()) {
      commit(pool, 100);
    }
    while (pool.statistics().journalBytes() > 64 << 10) {
      Thread.sleep(1);
    }
  }

  @Test
  void poolWithLittleToDo_hasNone() {
    try (Pool<Bank> pool = open()) {
      commit(pool, 100);
      assertThat(pool.check().problems()).isEmpty();
      assertThat(threads()).isEmpty();
    }
  }

  @Test
  void firstCheckpoint_startsIt_andCloseEndsIt() throws InterruptedException {
    Thread upkeep;
    try (Pool<Bank> pool = open()) {
      commitPastCheckpoint(pool);
      upkeep = onlyThread();
      assertThat(upkeep.isDaemon()).isTrue();
      commit(pool, 10_000); // many more checkpoints, and the same thread
      assertThat(onlyThread()).isSameAs(upkeep);
    }
    assertThat(upkeep.join(Duration.ofSeconds(30))).as("ends").isTrue();
  }

  @Test
  void threadThatCommits_leavesItNothing() throws InterruptedException {
    AtomicInteger inherited = new AtomicInteger();
    var local =
        new InheritableThreadLocal<String>() {
          @Override
          protected String childValue(String parent) {
            inherited.incrementAndGet();
            return parent;
          }
        };
    try (Pool<Bank> pool = open()) {
      local.set("of the program");
      commitPastCheckpoint(pool);
      assertThat(threads()).hasSize(1);
      assertThat(inherited).hasValue(0);
    } finally {
      local.remove();
    }
  }

  @Test
  void virtualThread_startsAPlatformThread() throws InterruptedException {
    try (Pool<Bank> pool = open()) {
      Thread writer =
          Thread.ofVirtual()
              .start(() -> {
                while (threads().isEmpty()) {
                  commit(pool, 100);
                }
              });
      writer.join();
      Thread upkeep = onlyThread();
      assertThat(upkeep.isVirtual()).isFalse();
      assertThat(upkeep.isDaemon()).isTrue();
      commitPastCheckpoint(pool);
      assertThat(pool.check().problems()).isEmpty();
    }
  }

  @Test
  void closedWhileItStarts_isClosed() throws InterruptedException {
    for (int i = 0; i < 10; i++) {
      Thread last = null;
      try (Pool<Bank> pool = open()) {
        while (last == null) {
          commit(pool, 100);
          last = threads().isEmpty() ? null : onlyThread();
        }
      }
      assertThat(last.join(Duration.ofSeconds(30))).as("ends").isTrue();
    }
  }

  @Test
  void opening_withALittleMemoryLimit_isNotDisturbedByNewMappings() {
    PoolOptions options = OPTIONS.initialSize(0).memoryLimit(1).checkpointThreshold(1);
    for (int i = 0; i < 200; i++) {
      Path path = folder.resolve("bank" + i + ".pool");
      for (int opening = 0; opening < 2; opening++) {
        try (Pool<Bank> pool = Pool.open(path, Bank.class, Bank::initial, options)) {
          pool.transaction(j -> pool.root().total().add(j, 1));
          assertThat(pool.check().problems()).isEmpty();
        }
      }
    }
  }
}
