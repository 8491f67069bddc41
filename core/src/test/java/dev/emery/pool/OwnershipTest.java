package dev.emery.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.AlreadyOwnedException;
import dev.emery.StaleReferenceException;
import dev.emery.WrongPoolException;
import dev.emery.cell.PCell;
import dev.emery.cell.PLong;
import dev.emery.pool.Bank.Account;
import dev.emery.pool.Bank.Node;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OwnershipTest {
  private final Pool<Bank> pool = Bank.inMemory();
  private final Bank bank = pool.root();

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private void storeAda() {
    pool.transaction(j -> bank.first().set(j, Optional.of(Account.of("ada", 100))));
  }

  @Test
  void e17_moveInsideATransaction_keepsTheEntity() {
    storeAda();
    PLong<Bank> cents = bank.first().get().orElseThrow().cents();
    pool.transaction(j -> bank.second().set(j, PCell.take(bank.first(), j)));
    assertThat(bank.first().get()).isEmpty();
    assertThat(bank.second().get().orElseThrow().cents()).isEqualTo(cents);
    assertThat(cents.get()).isEqualTo(100);
  }

  @Test
  void e17_swapOfTwoPlaces_isNoSecondOwner() {
    storeAda();
    pool.transaction(j -> bank.second().set(j, Optional.of(Account.of("bob", 1))));
    pool.transaction(j -> bank.first().swap(j, bank.second()));
    assertThat(bank.first().get().orElseThrow().owner()).isEqualTo("bob");
    assertThat(bank.second().get().orElseThrow().owner()).isEqualTo("ada");
  }

  @Test
  void e17_twoOwnersAtCommit_rollsBack() {
    storeAda();
    assertThatThrownBy(() -> pool.transaction(j -> bank.second().set(j, bank.first().get())))
        .isInstanceOf(AlreadyOwnedException.class)
        .hasMessageContaining("two owners");
    assertThat(bank.second().get()).isEmpty();
  }

  @Test
  void e17_prototypeStoredTwice_rollsBack() {
    Account ada = Account.of("ada", 1);
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              bank.first().set(j, Optional.of(ada));
              bank.second().set(j, Optional.of(ada));
            }))
        .isInstanceOf(AlreadyOwnedException.class);
    assertThat(bank.first().get()).isEmpty();
  }

  @Test
  void e17_popOfALinkedStack_movesTheRest() {
    push(1);
    push(2);
    push(3);
    pool.transaction(j -> {
      Node top = PCell.take(bank.head(), j).orElseThrow();
      bank.head().set(j, PCell.take(top.next(), j));
      assertThat(top.value()).isEqualTo(3);
    });
    assertThat(bank.head().get().orElseThrow().value()).isEqualTo(2);
  }

  @Test
  void e17_placeInWhatIsDropped_givesWay() {
    push(1);
    push(2);
    pool.transaction(j -> {
      Node top = bank.head().get().orElseThrow();
      Optional<Node> rest = top.next().get(); // not taken out: its place is dropped with its holder
      bank.head().set(j, rest);
    });
    assertThat(bank.head().get().orElseThrow().value()).isEqualTo(1);
  }

  private void push(long value) {
    pool.transaction(j ->
        bank.head().set(j, Optional.of(new Node(value, PCell.of(PCell.take(bank.head(), j))))));
  }

  @Test
  void e16_droppedEntity_isFreedShortlyAndItsHandleIsStale() {
    storeAda();
    long used = pool.statistics().usedBytes();
    Account ada = bank.first().get().orElseThrow();
    pool.transaction(j -> bank.first().set(j, Optional.empty()));
    assertThat(ada.owner()).isEqualTo("ada");
    assertThatThrownBy(() -> ada.cents().get()).isInstanceOf(StaleReferenceException.class);
    assertThat(pool.statistics().usedBytes()).isLessThan(used + 4096);
  }

  @Test
  void e15_handleToAFreedAndReusedBlock_isStale() {
    storeAda();
    PLong<Bank> stale = bank.first().get().orElseThrow().cents();
    for (int i = 0; i < 1000; i++) {
      storeAda(); // drops the one before, and reuses its block sooner or later
    }
    assertThatThrownBy(stale::get).isInstanceOf(StaleReferenceException.class);
    assertThatThrownBy(() -> pool.transaction(j -> stale.set(j, 1)))
        .isInstanceOf(StaleReferenceException.class);
  }

  @Test
  void e16_longList_isDroppedInSteps() {
    for (int i = 0; i < 20_000; i++) {
      push(i);
    }
    long used = pool.statistics().usedBytes();
    pool.transaction(j -> bank.head().set(j, Optional.empty()));
    for (int i = 0; i < 20_000 && pool.statistics().usedBytes() > used / 10; i++) {
      pool.transaction(j -> bank.total().add(j, 1));
    }
    assertThat(pool.statistics().usedBytes()).isLessThan(used / 10);
  }

  @Test
  void e17_abort_leavesTheEntityWhereItWas() {
    storeAda();
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              bank.second().set(j, PCell.take(bank.first(), j));
              throw new IllegalStateException();
            }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(bank.first().get().orElseThrow().cents().get()).isEqualTo(100);
    assertThat(bank.second().get()).isEmpty();
  }

  @Test
  void e13_entityOfAnotherPool_isRefused() {
    storeAda();
    try (Pool<Bank> other = Bank.inMemory()) {
      Bank target = other.root();
      assertThatThrownBy(() -> other.transaction(j -> target.first().set(j, bank.first().get())))
          .isInstanceOf(WrongPoolException.class);
    }
  }
}
