package dev.emery.testsuite.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.PoolException;
import dev.emery.PoolLockedException;
import dev.emery.pool.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others do to the file of an open pool, by its name or another. */
final class HeldFileTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("books.pool");
  }

  private Pool<Books> open(Path path) {
    return Pool.open(path, Books.class, Books::initial);
  }

  private static void take(Pool<Books> pool, long step) {
    pool.transaction(j -> pool.root().take(j, step));
  }

  @Test
  void deletedWhileOpen_goesOn_andClosesWithoutTheName() throws IOException {
    Pool<Books> pool = open(file);
    take(pool, 1);
    Files.delete(file);
    take(pool, 2);
    pool.checkpoint();
    assertThat(Books.stepsOf(pool)).containsExactly(1L, 2L);
    assertThat(pool.check().problems()).isEmpty();
    assertEnds(pool);
    try (Pool<Books> fresh = open(file)) {
      assertThat(Books.stepsOf(fresh)).isEmpty();
      take(fresh, 1);
    }
  }

  @Test
  void renamedWhileOpen_goesOn_andIsWholeUnderItsNewName() throws IOException {
    Path renamed = folder.resolve("other.pool");
    Pool<Books> pool = open(file);
    take(pool, 1);
    Files.move(file, renamed);
    assertThatThrownBy(() -> open(renamed))
        .isInstanceOf(PoolLockedException.class)
        .hasMessageContaining("open in this process");
    take(pool, 2);
    pool.checkpoint();
    take(pool, 3);
    assertEnds(pool);
    try (Pool<Books> again = open(renamed)) {
      assertThat(Books.stepsOf(again)).containsExactly(1L, 2L, 3L);
      assertThat(again.check().problems()).isEmpty();
    }
  }

  /** A close returns, or says in a typed exception what it could not do. */
  private static void assertEnds(Pool<Books> pool) {
    try {
      pool.close();
    } catch (PoolException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
    assertThat(pool.isOpen()).isFalse();
  }

  @Test
  void openedAgain_byAnyName_isRefusedWithTheWayOut() throws IOException {
    Path hard = folder.resolve("hard.pool");
    Path symbolic = folder.resolve("symbolic.pool");
    Path detour = folder.resolve("..").resolve(folder.getFileName()).resolve("books.pool");
    try (Pool<Books> pool = open(file)) {
      Files.createLink(hard, file);
      Files.createSymbolicLink(symbolic, file);
      for (Path name : List.of(file, hard, symbolic, detour)) {
        assertThatThrownBy(() -> open(name))
            .as(name.toString())
            .isInstanceOf(PoolLockedException.class)
            .hasMessageContaining("close it there first");
      }
      take(pool, 1);
    }
    for (Path name : List.of(hard, symbolic, detour)) {
      try (Pool<Books> pool = open(name)) {
        assertThat(Books.stepsOf(pool)).containsExactly(1L);
      }
    }
  }

  @Test
  void journalDeletedWhileOpen_isATypedExceptionAtTheNextOpening_orClosesWhole()
      throws IOException {
    Pool<Books> pool = open(file);
    take(pool, 1);
    Files.delete(folder.resolve("books.pool.journal"));
    take(pool, 2);
    assertEnds(pool);
    try (Pool<Books> again = open(file)) {
      assertThat(Books.stepsOf(again)).containsExactly(1L, 2L);
    }
  }
}
