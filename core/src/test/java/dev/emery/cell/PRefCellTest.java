package dev.emery.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.BorrowException;
import dev.emery.JournalEndedException;
import dev.emery.StaleReferenceException;
import dev.emery.WrongPoolException;
import dev.emery.WrongThreadException;
import dev.emery.pool.Pool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many may read or one may change, and nothing of that outlives its transaction. */
@Timeout(60)
final class PRefCellTest {
  private static final String LONG = "a text that is too long to lie in the slot of a cell";

  record Root(
      PRefCell<String, Root> name,
      PRefCell<String, Root> other,
      PCell<Optional<Person>, Root> person,
      PRefCell<Optional<Person>, Root> guest) {}

  record Person(PRefCell<Long, Root> age) {}

  @TempDir Path directory;
  private Pool<Root> pool;
  private Root root;

  @BeforeEach
  void open() {
    pool =
        Pool.open(
            directory.resolve("cells.pool"),
            Root.class,
            () ->
                new Root(
                    PRefCell.of(LONG),
                    PRefCell.of("other"),
                    PCell.of(Optional.empty()),
                    PRefCell.of(Optional.empty())));
    root = pool.root();
  }

  private static Pool<Root> copy() {
    return Pool.inMemory(
        Root.class,
        () ->
            new Root(
                PRefCell.of(""),
                PRefCell.of(""),
                PCell.of(Optional.empty()),
                PRefCell.of(Optional.empty())));
  }

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  @Test
  void borrows_readAndChange_andTheValueIsThereAfterReopening() {
    pool.transaction(j -> {
      try (Ref<String> one = root.name().borrow(j);
          Ref<String> two = pool.root().name().borrow(j);
          Ref<String> three = two.copy()) {
        assertThat(one.get()).isEqualTo(LONG);
        assertThat(three.get()).isEqualTo(LONG);
        assertThat(two).hasToString("Ref[" + LONG + "]");
      }
      try (RefMut<String> name = root.name().borrowMut(j)) {
        name.set("changed");
        assertThat(name.update(n -> n + "!")).isEqualTo("changed!");
        assertThat(name.get()).isEqualTo("changed!");
        assertThat(root.name().read()).isEqualTo("changed!");
      }
      assertThat(root.other().replace(j, "replaced")).isEqualTo("other");
      assertThat(root.other().replaceWith(j, o -> o + " with")).isEqualTo("replaced");
      root.name().swap(j, root.other());
    });
    close();
    open();
    assertThat(root.name().read()).isEqualTo("replaced with");
    assertThat(root.other().read()).isEqualTo("changed!");
    assertThat(root.other()).hasToString("changed!");
  }

  @Test
  void mutableBorrow_excludesAllOthers_throughAnyHandle() {
    pool.transaction(j -> {
      RefMut<String> name = root.name().borrowMut(j);
      PRefCell<String, Root> same = pool.root().name();
      assertThatThrownBy(() -> same.borrow(j))
          .isInstanceOf(BorrowException.class)
          .hasMessageStartingWith("already mutably borrowed: cell=0x")
          .hasMessageEndingWith("; close the RefMut before");
      assertThatThrownBy(() -> same.borrowMut(j))
          .isInstanceOf(BorrowException.class)
          .hasMessageStartingWith("already mutably borrowed");
      assertThat(same.tryBorrow(j)).isEmpty();
      assertThat(same.tryBorrowMut(j)).isEmpty();
      assertThatThrownBy(() -> same.replace(j, "")).isInstanceOf(BorrowException.class);
      assertThatThrownBy(() -> same.swap(j, root.other())).isInstanceOf(BorrowException.class);
      assertThatThrownBy(() -> root.other().swap(j, same)).isInstanceOf(BorrowException.class);
      assertThat(root.other().tryBorrowMut(j)).as("closed by the failed swap").isPresent();
      name.close();
      name.close();
      assertThat(same.tryBorrow(j)).isPresent();
    });
    pool.transaction(j -> assertThat(root.name().tryBorrowMut(j)).isPresent());
  }

  @Test
  void sharedBorrows_excludeTheMutableOne_untilTheLastIsClosed() {
    pool.transaction(j -> {
      Ref<String> one = root.name().borrow(j);
      Ref<String> two = one.copy();
      assertThatThrownBy(() -> root.name().borrowMut(j))
          .isInstanceOf(BorrowException.class)
          .hasMessageMatching(
              "already borrowed: cell=0x[0-9a-f]+, borrows=2; close each Ref before");
      one.close();
      one.close();
      assertThat(root.name().tryBorrowMut(j)).isEmpty();
      assertThatThrownBy(one::get)
          .isInstanceOf(BorrowException.class)
          .hasMessageStartingWith("borrow is over");
      assertThatThrownBy(one::copy).isInstanceOf(BorrowException.class);
      two.close();
      try (RefMut<String> name = root.name().borrowMut(j)) {
        assertThatThrownBy(() -> root.name().swap(j, root.name()))
            .isInstanceOf(BorrowException.class);
        name.set("x");
      }
      assertThatThrownBy(() ->
              root.name()
                  .replaceWith(
                      j,
                      n -> {
                        root.name().borrow(j);
                        return n;
                      }))
          .isInstanceOf(BorrowException.class);
      assertThat(root.name().tryBorrow(j)).isPresent();
    });
  }

  @Test
  void rollback_endsWhatWasBorrowedSince() {
    pool.transaction(j -> {
      Ref<String> before = root.name().borrow(j);
      var savepoint = j.savepoint();
      Ref<String> after = root.name().borrow(j);
      RefMut<String> other = root.other().borrowMut(j);
      other.set("lost");
      j.rollbackTo(savepoint);
      assertThat(before.get()).isEqualTo(LONG);
      assertThatThrownBy(after::get).isInstanceOf(BorrowException.class);
      assertThatThrownBy(() -> other.set("x")).isInstanceOf(BorrowException.class);
      other.close();
      assertThat(root.other().borrow(j).get()).isEqualTo("other");
      assertThat(root.name().tryBorrowMut(j)).isEmpty();
      before.close();
      assertThatThrownBy(() ->
              pool.transaction(k -> {
                root.name().borrowMut(k);
                throw new ArithmeticException();
              }))
          .isInstanceOf(ArithmeticException.class);
      assertThat(root.name().tryBorrowMut(j)).isPresent();
    });
  }

  @Test
  void transactionThatEnds_orIsRunAgain_leavesNothingBorrowed() throws Exception {
    List<RefMut<String>> kept = new ArrayList<>();
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              kept.add(root.name().borrowMut(j));
              throw new ArithmeticException();
            }))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> kept.getFirst().get()).isInstanceOf(JournalEndedException.class);
    pool.transaction(j -> {
      kept.getFirst().close();
      assertThat(root.name().tryBorrowMut(j)).isPresent();
      assertThat(kept.getFirst()).hasToString("RefMut[over]");
    });
    pool.transaction(j -> root.person().set(j, Optional.of(new Person(PRefCell.of(1L)))));
    PRefCell<Long, Root> age = root.person().get().orElseThrow().age();
    var barrier = new CyclicBarrier(2);
    var runs = new AtomicInteger();
    var other =
        CompletableFuture.runAsync(() -> {
          try {
            deadlock(true, age, barrier, runs);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
    deadlock(false, age, barrier, runs);
    other.join();
    assertThat(runs).hasValue(3);
    assertThat(age.read()).isEqualTo(3);
  }

  /** Borrows two cells in one order or the other, so that one of two threads is run again. */
  private void deadlock(
      boolean forth, PRefCell<Long, Root> age, CyclicBarrier barrier, AtomicInteger runs)
      throws Exception {
    pool.transaction(j -> {
      int run = runs.incrementAndGet();
      if (forth) {
        age.borrowMut(j).update(n -> n + 1);
      } else {
        root.name().borrowMut(j).set("x");
      }
      if (run <= 2) {
        barrier.await(10, TimeUnit.SECONDS);
      }
      if (forth) {
        root.name().borrowMut(j).set("y");
      } else {
        age.borrowMut(j).update(n -> n + 1);
      }
    });
  }

  @Test
  void borrowOnAnotherThread_orWithAnotherPool_throws() {
    pool.transaction(j -> {
      Ref<String> name = root.name().borrow(j);
      for (Runnable use : List.<Runnable>of(name::get, name::close, () -> root.name().borrow(j))) {
        assertThatThrownBy(() -> CompletableFuture.runAsync(use).join())
            .hasCauseInstanceOf(WrongThreadException.class);
      }
      assertThat(root.name().tryBorrowMut(j)).isEmpty();
    });
    try (Pool<Root> other = copy()) {
      other.transaction(j ->
          assertThatThrownBy(() -> root.name().borrow(j)).isInstanceOf(WrongPoolException.class));
    }
  }

  @Test
  void e18_prototype_keepsTheRules_andIsNotStoredWhileBorrowed() {
    Person person = new Person(PRefCell.of(1L));
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              try (RefMut<Long> age = person.age().borrowMut(j)) {
                age.set(2L);
                assertThat(person.age().tryBorrow(j)).isEmpty();
              }
              root.person().set(j, Optional.of(person));
              person.age().borrowMut(j).set(3L);
              throw new ArithmeticException();
            }))
        .isInstanceOf(ArithmeticException.class);
    assertThat(person.age().read()).isEqualTo(1);
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              Ref<Long> age = person.age().borrow(j);
              assertThat(age.get()).isEqualTo(1);
              root.person().set(j, Optional.of(person));
            }))
        .isInstanceOf(BorrowException.class)
        .hasMessage("already borrowed: cell=prototype, borrows=1; close each Ref before");
    assertThat(root.person().get()).isEmpty();
    pool.transaction(j -> root.guest().replace(j, Optional.of(person)));
    assertThat(root.guest().read().orElseThrow()).isEqualTo(person);
    pool.transaction(j -> root.person().set(j, PRefCell.take(root.guest(), j)));
    assertThat(root.guest().read()).isEmpty();
    assertThat(person.age().read()).isEqualTo(1);
    assertThat(PRefCell.of(1L)).isNotEqualTo(PRefCell.of(1L));
  }

  @Test
  void e15_cellOfARemovedEntity_isStale() {
    pool.transaction(j -> root.person().set(j, Optional.of(new Person(PRefCell.of(1L)))));
    Person person = root.person().get().orElseThrow();
    pool.transaction(j -> root.person().set(j, Optional.empty()));
    assertThatThrownBy(() -> person.age().read()).isInstanceOf(StaleReferenceException.class);
    assertThatThrownBy(() -> pool.transaction(j -> person.age().borrow(j)))
        .isInstanceOf(StaleReferenceException.class);
    assertThatThrownBy(() -> pool.transaction(j -> person.age().tryBorrowMut(j)))
        .isInstanceOf(StaleReferenceException.class);
  }

  @Test
  @SuppressWarnings("unchecked") // the misuse that is tested
  void valueOfAnotherType_throughRawTypes_rollsTheTransactionBack() {
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              root.other().replace(j, "lost");
              try (RefMut<?> name = root.name().borrowMut(j)) {
                assertThatThrownBy(() -> ((RefMut<Object>) name).set(7))
                    .isInstanceOf(ClassCastException.class);
              }
            }))
        .isInstanceOf(ClassCastException.class);
    assertThat(root.other().read()).isEqualTo("other");
    assertThat(root.name().read()).isEqualTo(LONG);
  }
}
