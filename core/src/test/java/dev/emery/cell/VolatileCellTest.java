package dev.emery.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.JournalEndedException;
import dev.emery.StaleReferenceException;
import dev.emery.WrongPoolException;
import dev.emery.pool.Pool;
import dev.emery.structure.PlaceValues;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Volatile values go with their place, their transaction or their opening, and never elsewhere. */
@Timeout(60)
final class VolatileCellTest {
  record Root(
      PLong<Root> number,
      VCell<StringBuilder, Root> text,
      LazyCell<Pattern, Root> pattern,
      TCell<Thread, Root> mark,
      PCell<Optional<Rule>, Root> rule,
      PCell<Optional<VCell<String, Root>>, Root> boxed) {}

  record Rule(VCell<String, Root> note, LazyCell<String, Root> lazy, TCell<String, Root> seen) {
    static Rule of(String note) {
      return new Rule(VCell.of(note), new LazyCell<>(), new TCell<>());
    }
  }

  @TempDir Path directory;
  private Pool<Root> pool;
  private Root root;

  @BeforeEach
  void open() {
    pool = Pool.open(directory.resolve("cells.pool"), Root.class);
    root = pool.root();
  }

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private Rule store(Rule rule) {
    pool.transaction(j -> root.rule().set(j, Optional.of(rule)));
    return root.rule().get().orElseThrow();
  }

  private int kept() {
    Memory m = Objects.requireNonNull(root.number().place().memory());
    return PlaceValues.of(m).size();
  }

  @Test
  void vCell_isSharedByAllHandles_andEmptyAfterReopening() {
    assertThat(root.text().get()).isEmpty();
    StringBuilder first = root.text().getOrInit(() -> new StringBuilder("a"));
    assertThat(pool.root().text().getOrInit(StringBuilder::new)).isSameAs(first);
    root.text().set(new StringBuilder("b"));
    assertThat(pool.root().text()).hasToString("b");
    root.text().invalidate();
    assertThat(root.text().get()).isEmpty();
    assertThat(kept()).isZero();
    root.text().set(first);
    close();
    open();
    assertThat(root.text().get()).isEmpty();
    assertThat(root.text()).hasToString("empty").isEqualTo(pool.root().text());
    assertThat(root.text()).isNotEqualTo(VCell.empty());
  }

  @Test
  void vCell_setWithAJournal_isUndone_unlessSomebodyHasSetAnother() {
    root.text().set(new StringBuilder("old"));
    pool.transaction(j -> {
      var savepoint = j.savepoint();
      root.text().set(j, new StringBuilder("new"));
      assertThat(root.text()).hasToString("new");
      j.rollbackTo(savepoint);
      assertThat(root.text()).hasToString("old");
      root.text().set(new StringBuilder("for good"));
      j.rollbackTo(savepoint);
      assertThat(root.text()).hasToString("for good");
    });
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              root.text().set(j, new StringBuilder("new"));
              CompletableFuture.runAsync(() -> root.text().set(new StringBuilder("other"))).join();
              throw new ArithmeticException();
            }))
        .isInstanceOf(ArithmeticException.class);
    assertThat(root.text()).hasToString("other");
    pool.transaction(j -> root.text().set(j, new StringBuilder("kept")));
    assertThat(root.text()).hasToString("kept");
  }

  @Test
  void e18_valuesOfPrototypes_goToTheirPlace_andNotIntoTheNextObjectThere() {
    Rule rule = Rule.of("first");
    rule.lazy().get(() -> "computed");
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              rule.seen().set(j, "seen");
              root.rule().set(j, Optional.of(rule));
              Rule stored = root.rule().get().orElseThrow();
              assertThat(stored.note().get()).contains("first");
              assertThat(stored.lazy().get(() -> "again")).isEqualTo("computed");
              assertThat(stored.seen().get(j)).contains("seen");
              stored.note().set(j, "second");
              stored.note().set("third");
              stored.seen().set(j, "twice");
              throw new ArithmeticException();
            }))
        .isInstanceOf(ArithmeticException.class);
    assertThat(kept()).as("values of what was rolled back").isZero();
    assertThat(rule.note().get()).contains("first");
    Rule next = store(new Rule(VCell.empty(), new LazyCell<>(), new TCell<>()));
    assertThat(next.note().get()).isEmpty();
    assertThat(next.lazy().isComputed()).isFalse();
    pool.transaction(j -> assertThat(next.seen().get(j)).isEmpty());
  }

  @Test
  void e18_savepointRollback_makesPrototypesAgain() {
    Rule rule = Rule.of("first");
    pool.transaction(j -> {
      rule.seen().set(j, "before");
      rule.note().set(j, "changed");
      var savepoint = j.savepoint();
      root.rule().set(j, Optional.of(rule));
      rule.note().set(j, "placed");
      rule.seen().set(j, "placed");
      j.rollbackTo(savepoint);
      assertThat(rule.seen().get(j)).contains("before");
      assertThat(rule.note().get()).contains("changed");
      assertThat(kept()).isZero();
    });
    assertThat(rule.note().get()).contains("changed");
  }

  @Test
  void e15_removedEntity_takesItsValuesWithIt() throws InterruptedException {
    List<Rule> removed = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Rule rule = store(Rule.of("note " + i));
      rule.lazy().get(() -> "lazy");
      removed.add(rule);
    }
    Rule last = removed.removeLast();
    for (int i = 0; i < 100 && kept() > 2; i++) {
      pool.transaction(j -> root.number().increment(j)); // each takes dropped objects apart
      Thread.sleep(2);
    }
    assertThat(kept()).as("values of the last alone").isEqualTo(2);
    assertThat(last.note().get()).contains("note 49");
    for (Rule rule : removed) {
      assertThatThrownBy(() -> rule.note().get()).isInstanceOf(StaleReferenceException.class);
      assertThatThrownBy(() -> rule.note().set("x")).isInstanceOf(StaleReferenceException.class);
      assertThatThrownBy(() -> rule.lazy().get(() -> "x"))
          .isInstanceOf(StaleReferenceException.class);
      assertThatThrownBy(() -> pool.transaction(j -> rule.seen().set(j, "x")))
          .isInstanceOf(StaleReferenceException.class);
    }
    assertThat(kept()).isEqualTo(2);
  }

  @Test
  void lazyCell_isComputedOnce_byWhicheverThreadComesFirst() throws Exception {
    var computed = new AtomicInteger();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Pattern>> all = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        all.add(
            executor.submit(() ->
                pool.root()
                    .pattern()
                    .get(() -> {
                      computed.incrementAndGet();
                      Thread.yield();
                      return Pattern.compile("a+");
                    })));
      }
      for (Future<Pattern> each : all) {
        assertThat(each.get()).isSameAs(all.getFirst().get());
      }
    }
    assertThat(computed).hasValue(1);
    assertThat(root.pattern().isComputed()).isTrue();
    close();
    open();
    assertThat(root.pattern()).hasToString("LazyCell[not computed]");
    assertThatThrownBy(() ->
            root.pattern()
                .get(() -> {
                  throw new ArithmeticException();
                }))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> root.pattern().get(() -> root.pattern().get(() -> null)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("asks for itself");
    assertThat(root.pattern().get(() -> Pattern.compile("b"))).hasToString("b");
  }

  @Test
  void tCell_isEmptyInTheNextTransaction_andOfNobodyElse() {
    List<Journal<Root>> kept = new ArrayList<>();
    pool.transaction(j -> {
      kept.add(j);
      assertThat(root.mark().get(j)).isEmpty();
      root.mark().set(j, Thread.currentThread());
      assertThat(pool.root().mark().get(j)).contains(Thread.currentThread());
      pool.transaction(k -> assertThat(root.mark().get(k)).contains(Thread.currentThread()));
      CompletableFuture.runAsync(
              () -> pool.transaction(k -> assertThat(root.mark().get(k)).isEmpty()))
          .join();
      var savepoint = j.savepoint();
      root.mark().invalidate(j);
      assertThat(root.mark().get(j)).isEmpty();
      j.rollbackTo(savepoint);
      assertThat(root.mark().getOrInit(j, () -> null)).isSameAs(Thread.currentThread());
    });
    pool.transaction(j -> assertThat(root.mark().get(j)).isEmpty());
    assertThatThrownBy(() -> root.mark().get(kept.getFirst()))
        .isInstanceOf(JournalEndedException.class);
    try (Pool<Root> other = Pool.inMemory(Root.class)) {
      other.transaction(j -> {
        assertThatThrownBy(() -> root.mark().get(j)).isInstanceOf(WrongPoolException.class);
        assertThatThrownBy(() -> root.text().set(j, new StringBuilder()))
            .isInstanceOf(WrongPoolException.class);
      });
    }
  }

  @Test
  void volatileCellAsAnArgument_hasABlockOfItsOwn() {
    pool.transaction(j -> root.boxed().set(j, Optional.of(VCell.of("x"))));
    VCell<String, Root> cell = root.boxed().get().orElseThrow();
    assertThat(cell.get()).contains("x");
    assertThat(kept()).isEqualTo(1);
    pool.transaction(j -> root.boxed().set(j, Optional.empty()));
    assertThat(kept()).isZero();
  }

  record Hiding(VCell<Optional<Weak<Hiding>>, Hiding> any, LazyCell<List<?>, Hiding> wild) {}

  record Weak<P>(String name) {}

  @Test
  void anyType_isAllowed() {
    try (Pool<Hiding> any = Pool.inMemory(Hiding.class)) {
      any.root().any().set(Optional.of(new Weak<>("x")));
      assertThat(any.root().wild().get(List::of)).isEmpty();
    }
  }
}
