package dev.emery.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.Durability;
import dev.emery.PoolFullException;
import dev.emery.ReadOnlyPoolException;
import dev.emery.WrongPoolException;
import dev.emery.cell.PLong;
import dev.emery.pool.Bank.Account;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class PoolsTest {
  record Shop(PLong<Shop> takings) {}

  private static final String LONG = "a note that is far too long to lie in its slot";

  @TempDir private Path folder;
  private Pool<Bank> a;
  private Pool<Bank> b;

  @BeforeEach
  void open() {
    a = open("a");
    b = open("b");
  }

  private Pool<Bank> open(String name) {
    return open(name, PoolOptions.defaults());
  }

  private Pool<Bank> open(String name, PoolOptions options) {
    return Pool.open(folder.resolve(name + ".pool"), Bank.class, Bank::initial, options);
  }

  @AfterEach
  void close() {
    for (Pool<Bank> pool : List.of(a, b)) {
      if (pool.isOpen()) {
        assertThat(pool.check().problems()).isEmpty();
      }
      pool.close();
    }
  }

  private void reopen() {
    close();
    open();
  }

  private static long total(Pool<Bank> pool) {
    return pool.root().total().get();
  }

  @Test
  void transaction_overTwoPools_changesBoth_andTheyKeepIt() {
    Pools.transaction(
        a,
        b,
        (ja, jb) -> {
          a.root().total().set(ja, -5);
          a.root().note().set(ja, LONG);
          b.root().total().set(jb, 5);
          b.root().note().set(jb, LONG);
          b.root().first().set(jb, Optional.of(Account.of("ada", 7)));
        });
    for (int i = 0; i < 2; i++) {
      assertThat(total(a)).isEqualTo(-5);
      assertThat(total(b)).isEqualTo(5);
      assertThat(a.root().note().get()).isEqualTo(LONG);
      assertThat(b.root().note().get()).isEqualTo(LONG);
      assertThat(b.root().first().get().orElseThrow().cents().get()).isEqualTo(7);
      reopen();
    }
  }

  @Test
  void compute_overTwoPools_returnsTheResult() {
    long sum =
        Pools.compute(a, b, (ja, jb) -> a.root().total().add(ja, 1) + b.root().total().add(jb, 2));
    assertThat(sum).isEqualTo(3);
  }

  @Test
  void transaction_overPoolsOfSeveralTypesAndInMemory_changesAll() {
    try (Pool<Shop> shop = Pool.inMemory(Shop.class)) {
      Pools.transaction(
          a,
          shop,
          b,
          (ja, js, jb) -> {
            a.root().total().set(ja, 1);
            shop.root().takings().set(js, 2);
            b.root().total().set(jb, 3);
          });
      assertThat((long) Pools.compute(shop, a, (js, ja) -> shop.root().takings().add(js, 1)))
          .isEqualTo(3);
      assertThat(total(a) + total(b)).isEqualTo(4);
      assertThat(shop.check().problems()).isEmpty();
    }
  }

  @Test
  void transaction_overMemoryOnly_isAtomic() {
    try (Pool<Bank> one = Bank.inMemory();
        Pool<Bank> two = Bank.inMemory()) {
      assertThatThrownBy(() ->
              Pools.transaction(
                  one,
                  two,
                  (j, k) -> {
                    one.root().total().set(j, 1);
                    two.root().total().set(k, 1);
                    throw new IOException("x");
                  }))
          .isInstanceOf(IOException.class);
      assertThat(total(one) + total(two)).isZero();
      Pools.transaction(
          one,
          two,
          (j, k) -> {
            one.root().total().set(j, 1);
            two.root().note().set(k, LONG);
          });
      assertThat(total(one)).isEqualTo(1);
      assertThat(two.root().note().get()).isEqualTo(LONG);
    }
  }

  @Test
  void transaction_overAList_changesAll() {
    List<Pool<Bank>> pools = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      pools.add(open("list" + i));
    }
    for (int round = 0; round < 3; round++) {
      Pools.transaction(
          pools,
          journals -> {
            for (int i = 0; i < pools.size(); i++) {
              pools.get(i).root().total().add(journals.get(i), i);
            }
          });
    }
    for (int i = 0; i < pools.size(); i++) {
      assertThat(total(pools.get(i))).isEqualTo(3 * i);
      pools.get(i).close();
    }
    assertThatThrownBy(() -> Pools.transaction(List.<Pool<Bank>>of(), journals -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void exception_rollsBackAllSides_andIsRethrownUnchanged() {
    IOException thrown = new IOException("x");
    List<String> seen = new ArrayList<>();
    assertThatThrownBy(() ->
            Pools.transaction(
                a,
                b,
                (ja, jb) -> {
                  a.root().total().set(ja, 1);
                  b.root().note().set(jb, LONG);
                  ja.onAbort(() -> seen.add("a aborted " + total(a)));
                  jb.onAbort(() -> seen.add("b aborted"));
                  ja.onCommit(() -> seen.add("never"));
                  throw thrown;
                }))
        .isSameAs(thrown);
    assertThat(total(a)).isZero();
    assertThat(b.root().note().get()).isEmpty();
    assertThat(seen).containsExactlyInAnyOrder("a aborted 0", "b aborted");
  }

  @Test
  void e26_hooks_runOnceAfterTheCommit_outsideOfIt() {
    List<String> seen = new ArrayList<>();
    Pools.transaction(
        a,
        b,
        (ja, jb) -> {
          a.root().total().set(ja, 1);
          b.root().total().set(jb, 2);
          ja.onCommit(() -> seen.add("a " + total(a) + total(b)));
          jb.onCommit(() -> b.transaction(j -> b.root().total().add(j, 1)));
        });
    assertThat(seen).containsExactly("a 12");
    assertThat(total(b)).isEqualTo(3);
  }

  @Test
  void e30_sideThatWasOnlyRead_writesNothing() {
    a.transaction(j -> a.root().total().set(j, 4));
    long before = a.statistics().records();
    Pools.transaction(a, b, (ja, jb) -> b.root().total().set(jb, a.root().total().get() + 1));
    Pools.transaction(a, b, (ja, jb) -> {});
    assertThat(a.statistics().records()).isEqualTo(before);
    assertThat(total(b)).isEqualTo(5);
  }

  @Test
  @Timeout(60)
  void e40_retry_waitsForAChangeInAnyOfThePools() throws InterruptedException {
    var runs = new AtomicInteger();
    Thread consumer =
        Thread.ofVirtual()
            .start(() ->
                Pools.transaction(
                    a,
                    b,
                    (ja, jb) -> {
                      runs.incrementAndGet();
                      if (total(a) + total(b) < 2) {
                        jb.retry();
                      }
                      a.root().total().set(ja, 10);
                    }));
    while (runs.get() < 1) {
      Thread.sleep(1);
    }
    a.transaction(j -> a.root().note().set(j, "another object"));
    a.transaction(j -> a.root().total().add(j, 1));
    Pools.transaction(a, b, (ja, jb) -> b.root().total().add(jb, 1));
    consumer.join();
    assertThat(total(a)).isEqualTo(10);
    assertThat(runs).hasValueBetween(2, 4);
  }

  @Test
  void nestedTransactions_onTheSamePools_join() {
    Pools.transaction(
        a,
        b,
        (ja, jb) -> {
          a.transaction(j -> a.root().total().set(j, 1));
          assertThatThrownBy(() ->
                  Pools.transaction(
                      b,
                      a,
                      (kb, ka) -> {
                        a.root().total().set(ka, 2);
                        b.root().total().set(kb, 2);
                        throw new IOException("x");
                      }))
              .isInstanceOf(IOException.class);
          assertThat(total(a)).isEqualTo(1);
          assertThat(total(b)).isZero();
          Pools.transaction(b, a, (kb, ka) -> b.root().total().set(kb, 3));
          assertThat((long) b.query(r -> b.root().total().get())).isEqualTo(3);
        });
    assertThat(total(a) + total(b)).isEqualTo(4);
  }

  @Test
  void e29_transactionOverMorePoolsThanTheRunningOne_throws() {
    try (Pool<Bank> c = Bank.inMemory()) {
      Pools.transaction(
          a,
          b,
          (ja, jb) -> {
            assertThatThrownBy(() -> Pools.transaction(a, c, (k, l) -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("begin with Pools.transaction over all of them");
            assertThatThrownBy(() -> c.transaction(j -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Pools.transaction");
            assertThatThrownBy(() -> c.read(r -> {})).isInstanceOf(IllegalStateException.class);
          });
      a.transaction(j ->
          assertThatThrownBy(() -> Pools.transaction(a, b, (k, l) -> {}))
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("missing=" + folder));
      a.read(r ->
          assertThatThrownBy(() -> Pools.transaction(a, b, (k, l) -> {}))
              .isInstanceOf(IllegalStateException.class));
    }
  }

  @Test
  void misuse_isRefused() {
    assertThatThrownBy(() -> Pools.transaction(a, a, (j, k) -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pool is given twice");
    Pools.transaction(
        a,
        b,
        (ja, jb) -> {
          assertThatThrownBy(() -> a.root().total().set(jb, 1))
              .isInstanceOf(WrongPoolException.class);
          assertThatThrownBy(() -> b.root().total().set(ja, 1))
              .isInstanceOf(WrongPoolException.class);
          assertThatThrownBy(a::close).isInstanceOf(IllegalStateException.class);
        });
    b.close();
    try (Pool<Bank> reading = open("b", PoolOptions.defaults().readOnly(true))) {
      assertThatThrownBy(() -> Pools.transaction(a, reading, (j, k) -> {}))
          .isInstanceOf(ReadOnlyPoolException.class);
    }
    b = open("b");
    a.transaction(j -> a.root().total().set(j, 1)); // the thread is in no scope any more
    assertThat(total(a)).isEqualTo(1);
  }

  @Test
  void e24_conflictAcrossPools_isResolvedByReruns_andNothingIsLost() throws InterruptedException {
    int rounds = 100;
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch start = new CountDownLatch(1);
    Thread forth = Thread.ofPlatform().start(() -> move(a, b, rounds, start, runs));
    Thread back = Thread.ofPlatform().start(() -> move(b, a, rounds, start, runs));
    Thread alone =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; i < rounds; i++) {
                a.transaction(Durability.RELAXED, j -> a.root().total().add(j, 1));
              }
            });
    start.countDown();
    forth.join();
    back.join();
    alone.join();
    assertThat(total(a)).isEqualTo(2 * rounds);
    assertThat(total(b)).isEqualTo(rounds);
    assertThat(runs.get()).isGreaterThanOrEqualTo(2 * rounds);
    reopen();
    assertThat(total(a)).isEqualTo(2 * rounds);
    assertThat(total(b)).isEqualTo(rounds);
  }

  /** Adds one to the total of the second pool and one to the first note's length, read first. */
  private static void move(
      Pool<Bank> from, Pool<Bank> to, int rounds, CountDownLatch start, AtomicInteger runs) {
    try {
      start.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    for (int i = 0; i < rounds; i++) {
      Pools.transaction(
          from,
          to,
          (jf, jt) -> {
            runs.incrementAndGet();
            long before = to.root().total().get() + from.root().total().get();
            from.root().note().set(jf, LONG + before);
            to.root().total().add(jt, 1);
          });
    }
  }

  @Test
  void fullPoolOnOneSide_rollsBackBoth() {
    b.close();
    b = open("small", PoolOptions.defaults().initialSize(0).maximumSize(1 << 20));
    String large = "x".repeat(2 << 20);
    assertThatThrownBy(() ->
            Pools.transaction(
                a,
                b,
                (ja, jb) -> {
                  a.root().total().set(ja, 1);
                  b.root().note().set(jb, large);
                }))
        .isInstanceOf(PoolFullException.class);
    assertThat(total(a)).isZero();
    Pools.transaction(
        a,
        b,
        (ja, jb) -> {
          a.root().total().set(ja, 1);
          b.root().note().set(jb, LONG);
        });
    assertThat(total(a)).isEqualTo(1);
  }

  @Test
  void e22_sideThatOutgrowsItsMapping_isEnlargedAndTheBodyRunAgain() {
    try (Pool<Bank> memory = Bank.inMemory()) {
      AtomicInteger runs = new AtomicInteger();
      String large = "x".repeat(4 << 20);
      Pools.transaction(
          a,
          memory,
          (ja, jm) -> {
            runs.incrementAndGet();
            a.root().total().add(ja, 1);
            memory.root().note().set(jm, large);
          });
      assertThat(runs.get()).isGreaterThan(1);
      assertThat(total(a)).isEqualTo(1);
      assertThat(memory.root().note().get()).hasSize(large.length());
    }
  }
}
