package dev.emery.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.PoolBrokenException;
import dev.emery.PoolException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever fails of the medium while a pool is opened or closed is an exception with a type. */
@Timeout(60)
final class MediumAtOpenAndCloseTest {
  @TempDir private Path folder;
  private final FaultyMedium medium = FaultyMedium.healthy();

  private Pool<Bank> open() {
    PoolOptions options = PoolOptions.defaults().medium(medium);
    return Pool.open(folder.resolve("bank.pool"), Bank.class, Bank::initial, options);
  }

  private static void add(Pool<Bank> pool) {
    pool.transaction(j -> pool.root().total().add(j, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"real path", "key", "lock", "open", "read", "map"})
  void opening_whereACallFails_isAPoolException_andLetsGo(String kind) {
    try (Pool<Bank> pool = open()) {
      add(pool);
    }
    int failed = 0;
    for (; ; failed++) {
      medium.breakDown(kind, failed);
      try {
        open().close();
        break; // it has no further call of this kind
      } catch (PoolException e) {
        assertThat(e)
            .hasMessageContaining("path=" + folder.resolve("bank.pool"))
            .hasMessageContaining("open it again")
            .hasRootCauseMessage("planted failure of " + kind);
      }
      medium.repair();
      try (Pool<Bank> pool = open()) { // which it could not if it were held
        assertThat(pool.root().total().get()).isEqualTo(1);
      }
    }
    medium.repair();
    assertThat(failed).isGreaterThan(kind.equals("key") ? 1 : 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"close", "unlock", "delete", "write", "sync"})
  void close_whereACallFails_isAPoolException_andLosesNothing(String kind) {
    Pool<Bank> pool = open();
    add(pool);
    medium.breakDown(kind, 0);
    assertThatThrownBy(pool::close)
        .isInstanceOf(PoolException.class)
        .hasMessageContaining("planted failure of " + kind)
        .hasRootCauseMessage("planted failure of " + kind);
    assertThat(pool.isOpen()).isFalse();
    medium.repair();
    pool.close();
    try (Pool<Bank> again = open()) {
      assertThat(again.root().total().get()).isEqualTo(1);
      assertThat(again.check().problems()).isEmpty();
    }
  }

  /** A failure that nobody can put into words, since there is no memory for them. */
  private static final class Unspeakable extends IOException {
    private static final long serialVersionUID = 1;

    @Override
    public String toString() {
      throw new OutOfMemoryError("planted");
    }
  }

  @Test
  void e8_memoryThatRunsOutWhileAPoolIsMarkedAsBroken_leavesItBroken() {
    Pool<Bank> pool = open();
    add(pool);
    medium.breakDown("sync", new Unspeakable());
    assertThatThrownBy(() -> add(pool)).isInstanceOf(OutOfMemoryError.class);
    assertThat(pool.isOpen()).isFalse();
    assertBroken(pool);
    medium.repair();
    assertBroken(pool);
    pool.close();
    try (Pool<Bank> again = open()) {
      assertThat(again.root().total().get()).isBetween(1L, 2L);
      assertThat(again.check().problems()).isEmpty();
    }
  }

  @Test
  void e8_memoryThatRunsOutInTheMessage_doesNotHideThatAPoolIsBroken() {
    try (Pool<Bank> pool = Bank.inMemory()) {
      assertThatThrownBy(() -> pool.engine().breakDown(new Unspeakable()))
          .isInstanceOf(OutOfMemoryError.class);
      assertThat(pool.isOpen()).isFalse();
      assertBroken(pool);
    }
  }

  /** The words of the exception fail as well here; that it is usable must not be the answer. */
  private static void assertBroken(Pool<Bank> pool) {
    assertThatThrownBy(() -> add(pool))
        .isInstanceOfAny(PoolBrokenException.class, OutOfMemoryError.class);
    assertThatThrownBy(() -> pool.root())
        .isInstanceOfAny(PoolBrokenException.class, OutOfMemoryError.class);
  }
}
