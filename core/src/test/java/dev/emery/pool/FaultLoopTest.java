package dev.emery.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.PoolException;
import dev.emery.cell.PCell;
import dev.emery.pool.Bank.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fails the first, second, third … call on the medium, and looks at what is left. */
@Timeout(300)
class FaultLoopTest {
  private static final int TRANSACTIONS = 20;

  @TempDir private Path folder;

  /** What a run has done before it ended. */
  private record Done(int acknowledged, int attempted) {}

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void e8_failingCall_losesNothingAcknowledgedAndLeavesAnAtomicState(boolean forGood) {
    int call = 1;
    for (; ; call++) {
      Path path = folder.resolve("bank" + call + (forGood ? "g" : "o") + ".pool");
      FaultyMedium medium = new FaultyMedium(call, forGood);
      Done done = run(path, medium);
      verify(path, done, call);
      if (!medium.hasFailed()) {
        break;
      }
    }
    assertThat(call).as("calls of the workload").isGreaterThan(40);
  }

  private static PoolOptions options() {
    return PoolOptions.defaults()
        .maximumSize(8 << 20)
        .initialSize(1 << 18)
        .checkpointThreshold(16 << 10);
  }

  private static Done run(Path path, FaultyMedium medium) {
    int acknowledged = 0;
    int attempted = 0;
    Pool<Bank> pool;
    try {
      pool = Pool.open(path, Bank.class, Bank::initial, options().medium(medium));
    } catch (PoolException e) {
      return new Done(0, 0);
    }
    for (int i = 0; i < TRANSACTIONS; i++) {
      attempted++;
      try {
        step(pool);
        acknowledged++;
        if (i % 7 == 6) {
          pool.checkpoint();
        }
      } catch (PoolException e) {
        if (!pool.isOpen()) {
          break;
        }
        attempted = acknowledged; // a clean abort: the pool goes on
      }
    }
    try {
      pool.close();
    } catch (PoolException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
    return new Done(acknowledged, Math.max(acknowledged, attempted));
  }

  private static void step(Pool<Bank> pool) {
    Bank bank = pool.root();
    pool.transaction(j -> {
      long next = bank.total().add(j, 1);
      bank.note().set(j, "note number " + next + " is long enough for a block");
      bank.head().set(j, Optional.of(new Node(next, PCell.of(PCell.take(bank.head(), j)))));
    });
  }

  private static void verify(Path path, Done done, int call) {
    if (done.acknowledged() == 0 && !Files.exists(path)) {
      return;
    }
    try (Pool<Bank> pool = Pool.open(path, Bank.class, Bank::initial, options())) {
      Bank bank = pool.root();
      long total = bank.total().get();
      assertThat(total)
          .as("commits after failing call %d", call)
          .isBetween((long) done.acknowledged(), (long) done.attempted());
      if (total > 0) {
        assertThat(bank.note().get())
            .isEqualTo("note number " + total + " is long enough for a block");
      }
      assertThat(length(bank)).isEqualTo(total);
      assertThat(pool.check().problems()).as("after failing call %d", call).isEmpty();
      step(pool);
    }
  }

  private static long length(Bank bank) {
    long count = 0;
    for (Optional<Node> node = bank.head().get();
        node.isPresent();
        node = node.get().next().get()) {
      count++;
    }
    return count;
  }
}
