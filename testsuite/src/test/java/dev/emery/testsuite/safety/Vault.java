package dev.emery.testsuite.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.pool.Pool;
import dev.emery.testsuite.pool.PoolExtension;
import dev.emery.transaction.Journal;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A filled pool for each test, that says whether a misuse was refused and has left no trace. */
final class Vault implements BeforeEachCallback, AfterEachCallback {
  private final PoolExtension<Bank> extension = PoolExtension.crashable(Bank.class);

  /** What a program must not do, outside of a body or around one. */
  @FunctionalInterface
  interface Misuse {
    void run() throws Exception;
  }

  /** What a program must not do in a body. */
  @FunctionalInterface
  interface MisuseInBody {
    void run(Bank bank, Journal<Bank> j) throws Exception;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    extension.beforeEach(context);
    pool().transaction(j -> bank().fill(j));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    extension.afterEach(context);
  }

  Pool<Bank> pool() {
    return extension.pool();
  }

  Bank bank() {
    return pool().root();
  }

  void reopen() {
    extension.reopen();
  }

  void crash() {
    extension.crash();
  }

  /** A journal whose transaction has ended. */
  Journal<Bank> endedJournal() {
    return pool().compute(j -> j);
  }

  /** Asserts that a misuse is refused, and that the pool is as it was and works. */
  void refuses(Class<? extends Throwable> type, String message, Misuse misuse) {
    List<Object> before = bank().content();
    assertThatThrownBy(misuse::run).isExactlyInstanceOf(type).hasMessageContaining(message);
    assertIsAsBefore(before);
  }

  /**
   * Asserts that a misuse in a body is refused, and that the pool is as it was and works; also
   * where the body catches the exception and goes on, so that the transaction commits if it can.
   */
  void refusesInBody(Class<? extends Throwable> type, String message, MisuseInBody misuse) {
    Pool<Bank> pool = pool();
    refuses(type, message, () -> pool.transaction(j -> misuse.run(pool.root(), j)));
    List<Object> before = bank().content();
    try {
      pool.transaction(j ->
          assertThatThrownBy(() -> misuse.run(pool.root(), j))
              .isExactlyInstanceOf(type)
              .hasMessageContaining(message));
    } catch (RuntimeException e) { // the change was half done, and the commit refuses it again
      assertThat(e).isExactlyInstanceOf(type).hasMessageContaining(message);
    }
    assertIsAsBefore(before);
  }

  private void assertIsAsBefore(List<Object> before) {
    assertThat(pool().check().problems()).isEmpty();
    assertThat(bank().content()).isEqualTo(before);
    pool()
        .transaction(j -> {
          bank().audit().add(j, "goes on");
          bank().audit().removeLast(j);
          bank().runs().set(j, bank().runs().get());
        });
    assertThat(bank().content()).isEqualTo(before);
  }
}
