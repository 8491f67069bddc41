package dev.emery.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.Durability;
import dev.emery.PoolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
  @TempDir private Path folder;
  private Path path;
  private Path target;

  @BeforeEach
  void names() {
    path = folder.resolve("bank.pool");
    target = folder.resolve("copy.pool");
  }

  private Pool<Bank> open() {
    return Pool.open(path, Bank.class, Bank::initial);
  }

  private long totalOfCopy() {
    try (Pool<Bank> copy =
        Pool.open(target, Bank.class, PoolOptions.defaults().mustExist().readOnly(true))) {
      assertThat(copy.check().problems()).isEmpty();
      assertThat(copy.root().note().get()).isEqualTo(note(copy.root().total().get()));
      return copy.root().total().get();
    }
  }

  private static String note(long number) {
    return "a note that needs a block of its own, since it is long, number=" + number;
  }

  private static void commit(Pool<Bank> pool, long number, Durability durability) {
    pool.transaction(
        durability,
        j -> {
          pool.root().total().set(j, number);
          pool.root().note().set(j, note(number));
        });
  }

  @Test
  void backup_whileWritersRun_hasEachCommitBeforeIt_andNoneInPart() throws Exception {
    var committed = new AtomicLong();
    var stop = new AtomicBoolean();
    try (Pool<Bank> pool =
        Pool.open(
            path,
            Bank.class,
            Bank::initial,
            PoolOptions.defaults().checkpointThreshold(1 << 16).memoryLimit(1 << 20))) {
      commit(pool, 1, Durability.SYNC);
      Thread writer =
          Thread.ofPlatform()
              .start(() -> {
                for (long i = 2; !stop.get(); i++) {
                  commit(pool, i, Durability.RELAXED);
                  committed.set(i);
                }
              });
      try {
        for (int i = 0; i < 20; i++) {
          long before = committed.get();
          pool.backup(target);
          assertThat(totalOfCopy()).isBetween(before, committed.get() + 1);
          Files.delete(target);
        }
      } finally {
        stop.set(true);
        writer.join();
      }
      assertThat(pool.check().problems()).isEmpty();
    }
    try (Pool<Bank> pool = open()) {
      assertThat(pool.root().total().get()).isEqualTo(committed.get());
    }
  }

  @Test
  void copy_isAPoolOfItsOwn_thatCanBeChanged_andPutInThePlaceOfTheOther() throws IOException {
    try (Pool<Bank> pool = open()) {
      commit(pool, 1, Durability.RELAXED);
      pool.backup(target);
      commit(pool, 2, Durability.SYNC);
      try (Pool<Bank> copy = Pool.open(target, Bank.class)) {
        assertThat(copy.root().total().get()).isEqualTo(1);
        commit(copy, 3, Durability.SYNC);
        assertThat(pool.root().total().get()).isEqualTo(2);
      }
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(path, target);
    }
    assertThat(totalOfCopy()).isEqualTo(3);
    Files.delete(path);
    Files.move(target, path);
    try (Pool<Bank> pool = open()) {
      assertThat(pool.root().total().get()).isEqualTo(3);
    }
  }

  @Test
  void poolThatWasNotChanged_andOneOpenForReading_areCopied() throws IOException {
    try (Pool<Bank> pool = open()) {
      commit(pool, 1, Durability.SYNC);
    }
    try (Pool<Bank> pool = open()) {
      pool.backup(target);
    }
    assertThat(totalOfCopy()).isEqualTo(1);
    Files.delete(target);
    try (Pool<Bank> pool =
        Pool.open(path, Bank.class, PoolOptions.defaults().mustExist().readOnly(true))) {
      pool.backup(target);
    }
    assertThat(totalOfCopy()).isEqualTo(1);
  }

  @Test
  void progress_goesFromNothingToAll() {
    List<Long> seen = new ArrayList<>();
    try (Pool<Bank> pool = open()) {
      commit(pool, 1, Durability.SYNC);
      pool.backup(
          target,
          (done, total) -> {
            assertThat(total).isEqualTo(PoolOptions.defaults().initialSize());
            seen.add(done);
          });
    }
    assertThat(seen)
        .isSorted()
        .hasSizeGreaterThan(1)
        .endsWith(PoolOptions.defaults().initialSize());
  }

  @Test
  void whatTheProgressThrows_endsTheCopy_andLeavesNothing() {
    try (Pool<Bank> pool = open()) {
      commit(pool, 1, Durability.SYNC);
      assertThatThrownBy(() ->
              pool.backup(
                  target,
                  (_, _) -> {
                    throw new IllegalStateException("enough");
                  }))
          .hasMessage("enough");
      assertThat(folder).isDirectoryNotContaining("glob:**copy*");
      commit(pool, 2, Durability.SYNC);
    }
  }

  @Test
  void nameThatIsTaken_isRefused() throws IOException {
    Files.writeString(target, "precious");
    try (Pool<Bank> pool = open()) {
      assertThatThrownBy(() -> pool.backup(target))
          .isInstanceOf(PoolException.class)
          .hasMessageContaining("cannot back up pool: the file exists");
      assertThatThrownBy(() -> pool.backup(path)).isInstanceOf(PoolException.class);
      commit(pool, 1, Durability.SYNC);
    }
    assertThat(target).hasContent("precious");
  }

  @Test
  void failureOfTheCopy_leavesThePoolAsItIs() {
    for (String kind : List.of("open", "extend", "rename", "sync of the directory")) {
      var medium = FaultyMedium.healthy();
      try (Pool<Bank> pool =
          Pool.open(path, Bank.class, Bank::initial, PoolOptions.defaults().medium(medium))) {
        pool.checkpoint();
        medium.breakDown(kind);
        assertThatThrownBy(() -> pool.backup(target)).isInstanceOf(PoolException.class);
        medium.breakDown("nothing");
        commit(pool, 1, Durability.SYNC);
        assertThat(pool.isOpen()).as(kind).isTrue();
      }
    }
  }

  @Test
  void poolInMemory_hasNoFileToCopy() {
    try (Pool<Bank> pool = Pool.inMemory(Bank.class, Bank::initial)) {
      assertThatThrownBy(() -> pool.backup(target))
          .isInstanceOf(PoolException.class)
          .hasMessageContaining("in memory");
    }
  }
}
