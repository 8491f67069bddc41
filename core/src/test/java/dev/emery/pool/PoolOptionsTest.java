package dev.emery.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.PoolFullException;
import dev.emery.TransactionConflictException;
import dev.emery.pool.Bank.Account;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Options that no other test looks at: what they change, and what they refuse. */
@Timeout(60)
final class PoolOptionsTest {
  private static final String SECRET = "the code of the safe is 4711. ".repeat(300);

  @TempDir Path directory;

  private Pool<Bank> open(PoolOptions options) {
    return Pool.open(directory.resolve("bank.pool"), Bank.class, Bank::initial, options);
  }

  @Test
  void zeroOnFree_removedTextIsNoLongerInTheFile() throws IOException {
    assertThat(fileAfterRemoval(PoolOptions.defaults())).contains("4711");
    Files.delete(directory.resolve("bank.pool"));
    assertThat(fileAfterRemoval(PoolOptions.defaults().zeroOnFree(true))).doesNotContain("4711");
  }

  private String fileAfterRemoval(PoolOptions options) throws IOException {
    try (var pool = open(options)) {
      pool.transaction(j -> pool.root().note().set(j, SECRET));
      pool.checkpoint();
      assertThat(file()).contains("4711");
      pool.transaction(j -> pool.root().note().set(j, ""));
    }
    return file();
  }

  private String file() throws IOException {
    return Files.readString(directory.resolve("bank.pool"), StandardCharsets.ISO_8859_1);
  }

  @Test
  void maximumSize_smallerThanAKilledPoolGrew_isRefused_andALargerOneRecoversIt()
      throws IOException {
    PoolOptions large = PoolOptions.defaults().maximumSize(64 << 20);
    Path copy = Files.createDirectory(directory.resolve("copy")).resolve("bank.pool");
    Path journal = copy.resolveSibling("bank.pool.journal");
    String note = "x".repeat(3 << 20);
    try (var pool = open(large)) {
      pool.transaction(j -> pool.root().note().set(j, note));
      Files.copy(directory.resolve("bank.pool"), copy);
      Files.copy(directory.resolve("bank.pool.journal"), journal);
    }
    byte[] file = Files.readAllBytes(copy);
    byte[] records = Files.readAllBytes(journal);
    PoolOptions small = PoolOptions.defaults().maximumSize(2 << 20);
    assertThatThrownBy(() -> Pool.open(copy, Bank.class, small))
        .isInstanceOf(PoolFullException.class)
        .hasMessageContaining("maximum=" + (2 << 20) + ", open it with a larger maximum size");
    assertThat(Files.readAllBytes(copy)).isEqualTo(file);
    assertThat(Files.readAllBytes(journal)).isEqualTo(records);
    for (PoolOptions options : new PoolOptions[] {large, small}) { // the file is that long by then
      try (Pool<Bank> pool = Pool.open(copy, Bank.class, options)) {
        assertThat(pool.root().note().get()).isEqualTo(note);
        assertThat(pool.check().problems()).isEmpty();
      }
    }
  }

  @Test
  void rerunLimit_zero_aDeadlockEndsInAnExceptionAtOnce() throws Exception {
    assertThat(conflictsAndRuns(0)).containsExactly(1, 2);
  }

  @Test
  void rerunLimit_one_theVictimOfADeadlockRunsAgain() throws Exception {
    assertThat(conflictsAndRuns(1)).containsExactly(0, 3);
  }

  /** Lets two transactions take two locks in opposite orders, and counts what came of it. */
  private int[] conflictsAndRuns(int rerunLimit) throws Exception {
    try (var pool = open(PoolOptions.defaults().rerunLimit(rerunLimit));
        var threads = Executors.newFixedThreadPool(2)) {
      pool.transaction(j -> {
        pool.root().first().set(j, Optional.of(Account.of("a", 0)));
        pool.root().second().set(j, Optional.of(Account.of("b", 0)));
      });
      Account a = pool.root().first().get().orElseThrow();
      Account b = pool.root().second().get().orElseThrow();
      var both = new CountDownLatch(2);
      var runs = new AtomicInteger();
      var one = threads.submit(() -> conflicts(pool, a, b, both, runs));
      var other = threads.submit(() -> conflicts(pool, b, a, both, runs));
      return new int[] {one.get() + other.get(), runs.get()};
    }
  }

  private static int conflicts(
      Pool<Bank> pool, Account from, Account to, CountDownLatch both, AtomicInteger runs) {
    try {
      pool.transaction(j -> {
        runs.incrementAndGet();
        from.cents().add(j, -1);
        both.countDown();
        both.await();
        to.cents().add(j, 1);
      });
      return 0;
    } catch (TransactionConflictException e) {
      return 1;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void valuesOutOfRange_areRefusedByName() {
    var options = PoolOptions.defaults();
    assertRefused(() -> options.initialSize(-1), "initialSize=-1");
    assertRefused(() -> options.maximumSize(4096), "maximumSize=4096");
    assertRefused(() -> options.maximumSize(1 << 20).initialSize(1 << 21), "initialSize=2097152");
    assertRefused(() -> options.checkpointThreshold(0), "checkpointThreshold=0");
    assertRefused(() -> options.memoryLimit(0), "memoryLimit=0");
    assertRefused(() -> options.lockWaitLimit(Duration.ZERO), "lockWaitLimit=0");
    assertRefused(() -> options.rerunLimit(-1), "rerunLimit=-1");
  }

  private static void assertRefused(Runnable option, String value) {
    assertThatThrownBy(option::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(value);
  }
}
