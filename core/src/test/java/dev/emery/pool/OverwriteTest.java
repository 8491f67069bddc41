package dev.emery.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.CorruptPoolException;
import dev.emery.PoolException;
import dev.emery.PoolLockedException;
import dev.emery.cell.PLong;
import dev.emery.journal.PoolFile;
import dev.emery.journal.PoolIdentity;
import dev.emery.medium.Medium;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pools that begin anew in the place of another. */
@Timeout(60)
final class OverwriteTest {
  private static final PoolOptions OVERWRITE = PoolOptions.defaults().overwrite();

  /** Another root than the one that the pool had. */
  record Shop(PLong<Shop> sales) {}

  @TempDir Path directory;
  private Path path;

  @BeforeEach
  void makePool() {
    path = directory.resolve("bank.pool");
    try (Pool<Bank> pool = Pool.open(path, Bank.class, Bank::initial)) {
      pool.transaction(j -> pool.root().total().set(j, 42));
    }
  }

  private void assertOldPool() {
    try (Pool<Bank> pool = Pool.open(path, Bank.class)) {
      assertThat(pool.root().total().get()).isEqualTo(42);
      assertThat(pool.check().problems()).isEmpty();
    }
  }

  @Test
  void overwrite_ofAPool_beginsAnewWithAnyRoot() throws IOException {
    UUID old = Pool.info(path).id();
    try (Pool<Shop> pool = Pool.open(path, Shop.class, OVERWRITE)) {
      assertThat(pool.root().sales().get()).isZero();
      pool.transaction(j -> pool.root().sales().set(j, 1));
      assertThat(pool.check().problems()).isEmpty();
    }
    assertThat(Pool.info(path).id()).isNotEqualTo(old);
    assertThat(Pool.info(path).root()).contains("Shop");
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(path);
    }
    try (Pool<Shop> pool = Pool.open(path, Shop.class)) {
      assertThat(pool.root().sales().get()).isEqualTo(1);
    }
  }

  @Test
  void overwrite_ofNothing_makesThePool() {
    Path other = directory.resolve("other.pool");
    try (Pool<Shop> pool = Pool.open(other, Shop.class, OVERWRITE)) {
      assertThat(pool.root().sales().get()).isZero();
    }
  }

  @Test
  void overwrite_ofAnOpenPool_byAnyName_isRefused() throws IOException {
    Path link = Files.createLink(directory.resolve("hard.pool"), path);
    try (Pool<Bank> pool = Pool.open(path, Bank.class)) {
      for (Path name : new Path[] {path, link}) {
        assertThatThrownBy(() -> Pool.open(name, Shop.class, OVERWRITE))
            .isInstanceOf(PoolLockedException.class);
      }
      pool.transaction(j -> pool.root().total().add(j, 0));
    }
    assertOldPool();
  }

  @Test
  void overwrite_ofWhatIsNoPool_isRefused() throws IOException {
    Path text = Files.writeString(directory.resolve("thesis.txt"), "years of work\n".repeat(1000));
    assertThatThrownBy(() -> Pool.open(text, Shop.class, OVERWRITE))
        .isInstanceOf(CorruptPoolException.class)
        .hasMessage(
            "cannot overwrite pool: not a pool, path=%s; delete the file if it is not needed",
            text.toRealPath());
    assertThat(text).hasContent("years of work\n".repeat(1000));
  }

  @Test
  void overwrite_ofADamagedPool_works() throws IOException {
    try (var file = new RandomAccessFile(path.toFile(), "rw")) {
      for (long at : new long[] {100, 4096 + 100}) {
        file.seek(at);
        file.write(0x55);
      }
    }
    assertThatThrownBy(() -> Pool.open(path, Bank.class)).isInstanceOf(CorruptPoolException.class);
    Pool.open(path, Shop.class, OVERWRITE).close();
    Pool.open(path, Shop.class).close();
  }

  /** Copies the pool with a commit that is in its journal only. */
  private Path notClosed() throws IOException {
    Path copy = directory.resolve("copy.pool");
    try (Pool<Bank> pool = Pool.open(path, Bank.class)) {
      pool.transaction(j -> pool.root().total().set(j, 43));
      Files.copy(path, copy);
      Files.copy(directory.resolve("bank.pool.journal"), journalOf(copy));
    }
    return copy;
  }

  private static Path journalOf(Path pool) {
    return pool.resolveSibling(pool.getFileName() + ".journal");
  }

  @Test
  void overwrite_ofAPoolThatWasNotClosed_takesItsJournalAwayToo() throws IOException {
    Path copy = notClosed();
    PoolIdentity identity = PoolIdentity.create(26, new Random(1), 0);
    PoolFile.overwrite(Medium.files(), copy, identity, 1 << 20, file -> {}).close();
    assertThat(journalOf(copy)).doesNotExist();
    try (Pool<Shop> pool = Pool.open(copy, Shop.class, OVERWRITE)) {
      pool.transaction(j -> pool.root().sales().set(j, 1));
    }
    try (Pool<Shop> pool = Pool.open(copy, Shop.class)) {
      assertThat(pool.root().sales().get()).isEqualTo(1);
    }
  }

  @Test
  void overwrite_thatFailsAtTheRename_leavesTheOldPoolWithItsJournal() throws IOException {
    Path copy = notClosed();
    FaultyMedium medium = FaultyMedium.healthy();
    medium.breakDown("rename");
    assertThatThrownBy(() -> Pool.open(copy, Shop.class, OVERWRITE.medium(medium)))
        .isInstanceOf(PoolException.class)
        .hasMessageContaining("cannot overwrite pool");
    try (Pool<Bank> pool = Pool.open(copy, Bank.class)) {
      assertThat(pool.root().total().get()).isEqualTo(43);
    }
  }

  @Test
  void overwrite_withTypesThatCannotBeStored_keepsTheOldPool() {
    assertThatThrownBy(() -> Pool.open(path, NotPersistent.class, OVERWRITE))
        .isInstanceOf(dev.emery.NotPersistentSafeException.class);
    assertOldPool();
  }

  /** Refused before a byte is touched. */
  record NotPersistent(Thread thread) {}

  @Test
  void overwrite_readOnly_isRefused() {
    assertThatThrownBy(() -> OVERWRITE.readOnly(true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("pool options contradict each other: overwrite, readOnly");
  }
}
