package dev.emery.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.CorruptPoolException;
import dev.emery.Durability;
import dev.emery.IncompatibleSchemaException;
import dev.emery.PoolException;
import dev.emery.PoolFullException;
import dev.emery.PoolLockedException;
import dev.emery.ReadOnlyPoolException;
import dev.emery.RecoveryNeededException;
import dev.emery.cell.PCell;
import dev.emery.cell.PLong;
import dev.emery.pool.Bank.Account;
import dev.emery.pool.Bank.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePoolTest {
  @TempDir private Path folder;
  private Path path;

  @BeforeEach
  void name() {
    path = folder.resolve("bank.pool");
  }

  private Pool<Bank> open() {
    return open(PoolOptions.defaults());
  }

  private Pool<Bank> open(PoolOptions options) {
    return Pool.open(path, Bank.class, Bank::initial, options);
  }

  private static void checkClean(Pool<?> pool) {
    assertThat(pool.check().problems()).isEmpty();
  }

  @Test
  void close_leavesOneFile_andReopenFindsEverything() throws IOException {
    try (Pool<Bank> pool = open()) {
      pool.transaction(j -> {
        pool.root().total().set(j, 42);
        pool.root().note().set(j, "a note that needs a block of its own, since it is long");
        pool.root().first().set(j, Optional.of(Account.of("ada", 7)));
      });
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rw-------");
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(path);
    }
    try (Pool<Bank> pool = open()) {
      checkClean(pool);
      assertThat(pool.root().total().get()).isEqualTo(42);
      assertThat(pool.root().note().get()).startsWith("a note that needs");
      assertThat(pool.root().first().get().orElseThrow().cents().get()).isEqualTo(7);
    }
  }

  @Test
  void relaxed_commits_areThereAfterReopen() {
    try (Pool<Bank> pool = open(PoolOptions.defaults().durability(Durability.RELAXED))) {
      for (int i = 0; i < 10_000; i++) {
        pool.transaction(j -> pool.root().total().add(j, 1));
      }
      pool.sync();
    }
    try (Pool<Bank> pool = open()) {
      assertThat(pool.root().total().get()).isEqualTo(10_000);
    }
  }

  @Test
  void checkpoints_inTheBackground_keepEverything() {
    PoolOptions often =
        PoolOptions.defaults().durability(Durability.RELAXED).checkpointThreshold(64 << 10);
    try (Pool<Bank> pool = open(often)) {
      for (int i = 0; i < 20_000; i++) {
        push(pool, i);
      }
      checkClean(pool);
    }
    try (Pool<Bank> pool = open()) {
      checkClean(pool);
      assertThat(length(pool)).isEqualTo(20_000);
    }
  }

  @Test
  void writersFasterThanCheckpoints_waitUntilTheJournalIsCopied() throws InterruptedException {
    long threshold = 64 << 10;
    PoolOptions options =
        PoolOptions.defaults().durability(Durability.RELAXED).checkpointThreshold(threshold);
    FaultyMedium medium = FaultyMedium.healthy();
    try (Pool<Bank> pool = open(options.medium(medium))) {
      medium.hold("read"); // a checkpoint reads the journal
      String text = "x".repeat(4096);
      var states = EnumSet.noneOf(Thread.State.class);
      Thread writer =
          Thread.ofPlatform()
              .daemon()
              .start(() -> {
                for (int i = 0; i < 400; i++) {
                  String note = text + i;
                  pool.transaction(j -> pool.root().note().set(j, note));
                }
              });
      try {
        while (pool.statistics().journalBytes() < 8 * threshold
            || writer.getState() != Thread.State.WAITING) {
          assertThat(writer.isAlive()).isTrue();
          states.add(writer.getState());
        }
        assertThat(states).contains(Thread.State.TIMED_WAITING); // a little at each commit, before
        assertThat(pool.statistics().journalBytes()).isLessThan(9 * threshold);
      } finally {
        medium.release();
      }
      writer.join();
      assertThat(pool.root().note().get()).endsWith("x399");
      checkClean(pool);
    }
  }

  @Test
  void e22_memoryLimit_swapsTheMappingAndKeepsEverything() {
    PoolOptions little =
        PoolOptions.defaults()
            .durability(Durability.RELAXED)
            .checkpointThreshold(256 << 10)
            .memoryLimit(256 << 10);
    try (Pool<Bank> pool = open(little)) {
      for (int i = 0; i < 30_000; i++) {
        push(pool, i);
      }
      assertThat(length(pool)).isEqualTo(30_000);
      checkClean(pool);
    }
    try (Pool<Bank> pool = open()) {
      checkClean(pool);
      assertThat(length(pool)).isEqualTo(30_000);
    }
  }

  private static void push(Pool<Bank> pool, long value) {
    PCell<Optional<Node>, Bank> head = pool.root().head();
    pool.transaction(j -> head.set(j, Optional.of(new Node(value, PCell.of(PCell.take(head, j))))));
  }

  private static int length(Pool<Bank> pool) {
    int count = 0;
    Optional<Node> node = pool.root().head().get();
    while (node.isPresent()) {
      count++;
      node = node.get().next().get();
    }
    return count;
  }

  @Test
  void secondOpening_byAnyName_isRefused() throws IOException {
    Path symlink = folder.resolve("link.pool");
    Path hard = folder.resolve("hard.pool");
    try (Pool<Bank> pool = open()) {
      Files.createSymbolicLink(symlink, path);
      Files.createLink(hard, path);
      assertThatThrownBy(this::open).isInstanceOf(PoolLockedException.class);
      assertThatThrownBy(() -> Pool.open(symlink, Bank.class))
          .isInstanceOf(PoolLockedException.class);
      assertThatThrownBy(() -> Pool.open(hard, Bank.class)).isInstanceOf(PoolException.class);
      assertThat(Files.readAllBytes(path)).isNotEmpty(); // closes a channel on the pool file
      assertThatThrownBy(this::open).isInstanceOf(PoolLockedException.class);
      pool.transaction(j -> pool.root().total().set(j, 1));
    }
  }

  @Test
  void options_mustExistAndMustBeNew_areKept() {
    assertThatThrownBy(() -> open(PoolOptions.defaults().mustExist()))
        .isInstanceOf(PoolException.class)
        .hasMessageContaining("does not exist");
    open(PoolOptions.defaults().mustBeNew()).close();
    assertThatThrownBy(() -> open(PoolOptions.defaults().mustBeNew()))
        .isInstanceOf(PoolException.class)
        .hasMessageContaining("exists already");
  }

  @Test
  void e11_readOnly_sharesAndRefusesChanges() {
    try (Pool<Bank> pool = open()) {
      pool.transaction(j -> pool.root().total().set(j, 3));
    }
    PoolOptions readOnly = PoolOptions.defaults().readOnly(true);
    try (Pool<Bank> one = open(readOnly);
        Pool<Bank> two = open(readOnly)) {
      assertThat(one.root().total().get() + two.root().total().get()).isEqualTo(6);
      assertThat((long) one.query(r -> one.root().total().get())).isEqualTo(3);
      assertThatThrownBy(() -> one.transaction(j -> {})).isInstanceOf(ReadOnlyPoolException.class);
      assertThatThrownBy(this::open).isInstanceOf(PoolLockedException.class);
      checkClean(one);
    }
  }

  @Test
  void e9_copyOfAnOpenPool_isRefused() throws IOException {
    Path copy = folder.resolve("copy.pool");
    try (Pool<Bank> pool = open()) {
      pool.transaction(j -> pool.root().total().set(j, 3));
      Files.copy(path, copy);
    }
    assertThatThrownBy(() -> Pool.open(copy, Bank.class))
        .isInstanceOf(RecoveryNeededException.class);
    assertThatThrownBy(() -> Pool.open(copy, Bank.class, PoolOptions.defaults().readOnly(true)))
        .isInstanceOf(RecoveryNeededException.class);
  }

  @Test
  void maximumSize_reached_abortsAndThePoolGoesOn() {
    try (Pool<Bank> pool = open(PoolOptions.defaults().maximumSize(2 << 20))) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 1_000_000; i++) {
                  int value = i;
                  pool.transaction(
                      Durability.RELAXED,
                      j -> {
                        PCell<Optional<Node>, Bank> head = pool.root().head();
                        head.set(j, Optional.of(new Node(value, PCell.of(PCell.take(head, j)))));
                      });
                }
              })
          .isInstanceOf(PoolFullException.class)
          .hasMessageContaining("maximum=");
      pool.transaction(j -> pool.root().total().set(j, 5));
      checkClean(pool);
      pool.transaction(j -> pool.root().head().set(j, Optional.empty()));
      pool.transaction(
          j -> pool.root().note().set(j, "small transactions still work after a full pool"));
      checkClean(pool);
    }
    try (Pool<Bank> pool = open()) {
      checkClean(pool);
      assertThat(pool.root().total().get()).isEqualTo(5);
    }
  }

  record Other(PLong<Other> total) {}

  @Test
  void otherRoot_isRefusedWithTheDifferences() {
    open().close();
    assertThatThrownBy(() -> Pool.open(path, Other.class))
        .isInstanceOf(IncompatibleSchemaException.class);
    open().close();
  }

  @Test
  void foreignFile_isRefused() throws IOException {
    Files.write(path, new byte[100_000]);
    assertThatThrownBy(this::open).isInstanceOf(CorruptPoolException.class);
    Files.write(path, new byte[0]);
    assertThatThrownBy(this::open).isInstanceOf(PoolException.class);
  }

  @Test
  void info_readsTheFileWithoutOpening() throws IOException {
    try (Pool<Bank> pool = open()) {
      pool.transaction(j -> pool.root().total().set(j, 3));
      pool.checkpoint(); // the types are in the file, and may change there at any time
      PoolInfo info = Pool.info(path);
      assertThat(info.closed()).isFalse();
      assertThat(info.journal()).isTrue();
      assertThat(info.root()).isEmpty();
      assertThat(info.schema()).isEmpty();
      assertThat(pool.name()).isEqualTo(path.toRealPath().toString());
    }
    PoolInfo info = Pool.info(path);
    assertThat(info.closed()).isTrue();
    assertThat(info.journal()).isFalse();
    assertThat(info.format()).isEqualTo(1);
    assertThat(info.fileBytes()).isEqualTo(Files.size(path));
    assertThat(info.root()).contains("Bank");
    assertThat(info.schema().orElseThrow()).contains("entity Account(owner: String, cents: PLong)");
  }

  @Test
  void interrupt_closesNothing() {
    try (Pool<Bank> pool = open()) {
      Thread.currentThread().interrupt();
      pool.transaction(j -> pool.root().total().set(j, 8));
      pool.checkpoint();
      assertThat(Thread.interrupted()).isTrue();
      assertThat(pool.root().total().get()).isEqualTo(8);
    }
  }
}
