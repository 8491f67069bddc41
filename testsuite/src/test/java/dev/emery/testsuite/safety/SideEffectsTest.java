package dev.emery.testsuite.safety;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.pool.Pool;
import dev.emery.pool.Pools;
import dev.emery.transaction.Journal;
import dev.emery.transaction.TransactionBody;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bodies that have captured what they could change outside the pool: a warning, once of each. */
class SideEffectsTest {
  private static final Logger LOGGER = Logger.getLogger("dev.emery.txin");

  @RegisterExtension final Vault vault = new Vault();

  private final List<String> warnings = new ArrayList<>();
  private final Handler collector =
      new Handler() {
        @Override
        public void publish(LogRecord warning) {
          assertThat(warning.getLevel()).isEqualTo(Level.WARNING);
          warnings.add(new SimpleFormatter().formatMessage(warning));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    LOGGER.addHandler(collector);
    LOGGER.setUseParentHandlers(false);
  }

  @AfterEach
  void listenNoMore() {
    LOGGER.removeHandler(collector);
    LOGGER.setUseParentHandlers(true);
  }

  @Test
  void txin_capturedAtomic_isWarnedOfOnce() {
    var attempts = new AtomicInteger();
    for (int i = 0; i < 3; i++) {
      vault
          .pool()
          .transaction(j -> {
            attempts.incrementAndGet();
            vault.bank().runs().add(j, 1);
          });
    }
    assertThat(warnings).hasSize(1);
    assertThat(warnings.getFirst())
        .startsWith("transaction body captures a variable that it can change outside the pool")
        .contains("type=java.util.concurrent.atomic.AtomicInteger")
        .contains("body=dev.emery.testsuite.safety.SideEffectsTest$$Lambda");
  }

  @Test
  void txin_capturedBuilder_isWarnedOf_inAResult() {
    var text = new StringBuilder();
    vault.pool().compute(_ -> text.append("x").length());
    assertThat(warnings).hasSize(1);
    assertThat(warnings.getFirst()).contains("type=java.lang.StringBuilder");
  }

  @Test
  void txin_capturedByAnAnonymousClass_isWarnedOf() {
    var attempts = new AtomicInteger();
    vault
        .pool()
        .transaction(
            new TransactionBody<Bank, RuntimeException>() {
              @Override
              public void run(Journal<Bank> j) {
                attempts.incrementAndGet();
              }
            });
    assertThat(warnings).hasSize(1);
  }

  @Test
  void txin_capturedInABodyOfTwoPools_isWarnedOf() {
    var attempts = new AtomicInteger();
    try (var other = Pool.inMemory(Bank.class)) {
      Pools.transaction(vault.pool(), other, (_, _) -> attempts.incrementAndGet());
    }
    assertThat(warnings).hasSize(1);
  }

  @Test
  void txin_bodiesWithoutSuchCaptures_areNotWarnedOf() {
    List<String> names = List.of("ada", "bob");
    long[] amounts = {1, 2};
    vault
        .pool()
        .transaction(j -> {
          vault.bank().audit().addAll(j, names);
          vault.bank().sums().add(j, amounts[0]);
        });
    vault.pool().read(_ -> names.size());
    assertThat(warnings).isEmpty();
  }
}
