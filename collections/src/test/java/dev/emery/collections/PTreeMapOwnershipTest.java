package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.AlreadyOwnedException;
import dev.emery.StaleReferenceException;
import dev.emery.WrongPoolException;
import dev.emery.collections.TreeTestRoot.Account;
import dev.emery.collections.tree.SmallNodes;
import dev.emery.pool.Pool;
import dev.emery.transaction.TransactionBody;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Prototypes of maps, and entities as their values (E17, E18). */
@ExtendWith(SmallNodes.class)
class PTreeMapOwnershipTest {
  private final Pool<TreeTestRoot> pool = TreeTestRoot.inMemory();
  private final TreeTestRoot root = pool.root();
  private final PTreeMap<Long, Account, TreeTestRoot> accounts = root.accounts();
  private final PTreeMap<Long, Account, TreeTestRoot> others = root.others();

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private void aborted(TransactionBody<TreeTestRoot, RuntimeException> body) {
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              body.run(j);
              throw new IllegalStateException("planted");
            }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("planted");
  }

  private void store(long key, String owner, long cents) {
    pool.transaction(j -> accounts.put(j, key, Account.of(owner, cents)));
  }

  private static long cents(PTreeMap<Long, Account, TreeTestRoot> map, long key) {
    return map.get(key).cents().get();
  }

  // ---- prototypes

  @Test
  void prototype_isReadAndChangedBeforeItIsStored() {
    PTreeMap<Long, Long, TreeTestRoot> map = new PTreeMap<>();
    assertThat(map).isEmpty();
    pool.transaction(j -> {
      assertThat(map.put(j, 1L, 10L)).isNull();
      assertThat(map.put(j, 1L, 11L)).isEqualTo(10);
      assertThat(map.merge(j, 2L, 5L, Long::sum)).isEqualTo(5);
      assertThat(map.computeIfAbsent(j, 3L, k -> k)).isEqualTo(3);
      assertThat(map.remove(j, 3L)).isEqualTo(3);
      map.edit(j).entrySet().forEach(each -> each.setValue(each.getValue() + 1));
      assertThat(map).isEqualTo(Map.of(1L, 12L, 2L, 6L));
    });
    pool.transaction(j -> root.maps().put(j, 1L, map));
    assertThat(root.maps().get(1L)).isEqualTo(map).isEqualTo(Map.of(1L, 12L, 2L, 6L));
    pool.transaction(j -> map.put(j, 9L, 9L));
    assertThat(root.maps().get(1L).get(9L)).isEqualTo(9);
  }

  @Test
  void prototype_ofAMap_isACopy() {
    Map<Long, Long> source = new HashMap<>(Map.of(1L, 1L));
    PTreeMap<Long, Long, TreeTestRoot> map = PTreeMap.of(source);
    source.put(2L, 2L);
    assertThat(map).isEqualTo(Map.of(1L, 1L));
  }

  @Test
  void e18_changesOfAPrototype_areUndoneByAnAbort() {
    PTreeMap<Long, Long, TreeTestRoot> map = PTreeMap.of(Map.of(1L, 1L, 2L, 2L, 3L, 3L));
    Map<Long, Long> before = Map.copyOf(map);
    aborted(j -> map.put(j, 4L, 4L));
    assertThat(map).isEqualTo(before);
    aborted(map::clear);
    assertThat(map).isEqualTo(before);
    aborted(j -> {
      map.removeIf(j, (k, _) -> k < 3);
      map.put(j, 3L, 30L);
      map.put(j, 1L, 10L);
      map.replaceAll(j, (_, v) -> v + 1);
      map.edit(j).keySet().iterator().next();
      map.clear(j);
      map.put(j, 7L, 7L);
    });
    assertThat(map).isEqualTo(before);
  }

  @Test
  void e18_storing_isUndoneByAnAbort() {
    PTreeMap<Long, Long, TreeTestRoot> map = PTreeMap.of(Map.of(1L, 1L, 2L, 2L));
    aborted(j -> {
      map.put(j, 3L, 3L);
      root.maps().put(j, 1L, map);
      map.put(j, 4L, 4L);
      map.remove(j, 1L);
      assertThat(root.maps().get(1L)).isEqualTo(Map.of(2L, 2L, 3L, 3L, 4L, 4L));
    });
    assertThat(root.maps()).isEmpty();
    assertThat(map).isEqualTo(Map.of(1L, 1L, 2L, 2L));
    pool.transaction(j -> root.maps().put(j, 1L, map));
    assertThat(root.maps().get(1L)).isEqualTo(Map.of(1L, 1L, 2L, 2L));
  }

  @Test
  void e18_storing_isUndoneByASavepoint() {
    PTreeMap<Long, Long, TreeTestRoot> map = PTreeMap.of(Map.of(1L, 1L));
    pool.transaction(j -> {
      var savepoint = j.savepoint();
      root.maps().put(j, 1L, map);
      map.put(j, 2L, 2L);
      j.rollbackTo(savepoint);
      assertThat(root.maps()).isEmpty();
      assertThat(map).isEqualTo(Map.of(1L, 1L));
      root.maps().put(j, 2L, map);
    });
    assertThat(root.maps().get(2L)).isEqualTo(map).isEqualTo(Map.of(1L, 1L));
  }

  @Test
  void views_ofAPrototype_followWhenItIsStored() {
    PTreeMap<Long, Long, TreeTestRoot> map = PTreeMap.of(Map.of(1L, 1L));
    var keys = map.keySet();
    pool.transaction(j -> {
      root.maps().put(j, 1L, map);
      root.maps().get(1L).put(j, 2L, 2L);
    });
    assertThat(keys).containsExactlyInAnyOrder(1L, 2L);
  }

  @Test
  void prototypeWithEntities_isStoredWithThem() {
    PTreeMap<Long, Account, TreeTestRoot> map = PTreeMap.of(Map.of(1L, Account.of("ada", 5)));
    pool.transaction(j -> accounts.putAll(j, map));
    assertThat(cents(accounts, 1)).isEqualTo(5);
  }

  // ---- moving

  @Test
  void e17_moveToAnotherMap_keepsTheEntity() {
    store(1, "ada", 100);
    Account ada = accounts.get(1L);
    pool.transaction(j -> others.put(j, 7L, accounts.remove(j, 1L)));
    assertThat(accounts).isEmpty();
    assertThat(others.get(7L)).isEqualTo(ada);
    assertThat(ada.cents().get()).isEqualTo(100);
  }

  @Test
  void e17_moveToAnotherKey_keepsTheEntity() {
    store(1, "ada", 100);
    store(2, "bob", 200);
    Account ada = accounts.get(1L);
    pool.transaction(j -> accounts.put(j, 3L, accounts.remove(j, 1L)));
    assertThat(accounts.get(3L)).isEqualTo(ada);
    pool.transaction(j -> accounts.put(j, 2L, accounts.remove(j, 3L))); // bob is dropped
    assertThat(accounts).hasSize(1).containsEntry(2L, ada);
    pool.transaction(j -> accounts.put(j, 2L, accounts.get(2L)));
    assertThat(ada.cents().get()).isEqualTo(100);
  }

  @Test
  void e17_swapOfTwoValues_isNoSecondOwner() {
    store(1, "ada", 100);
    store(2, "bob", 200);
    pool.transaction(j -> accounts.put(j, 1L, accounts.put(j, 2L, accounts.get(1L))));
    assertThat(accounts.get(1L).owner()).isEqualTo("bob");
    assertThat(accounts.get(2L).owner()).isEqualTo("ada");
    pool.transaction(j -> {
      Account one = accounts.get(1L);
      Account two = accounts.get(2L);
      accounts.replaceAll(j, (k, _) -> k == 1 ? two : one);
    });
    assertThat(accounts.get(1L).owner()).isEqualTo("ada");
    assertThat(cents(accounts, 2)).isEqualTo(200);
  }

  @Test
  void e17_moveOfAll_byPutAllAndClear() {
    for (long i = 0; i < 500; i++) {
      store(i, "owner of a rather long name " + i, i);
    }
    pool.transaction(j -> {
      others.putAll(j, accounts);
      accounts.clear(j);
    });
    assertThat(accounts).isEmpty();
    assertThat(others).hasSize(500);
    for (long i = 0; i < 500; i++) {
      assertThat(cents(others, i)).isEqualTo(i);
    }
  }

  @Test
  void e17_twoOwners_rollBack() {
    store(1, "ada", 100);
    Account eve = Account.of("eve", 1);
    twoOwners(j -> others.put(j, 1L, accounts.get(1L)));
    twoOwners(j -> accounts.put(j, 2L, accounts.get(1L)));
    twoOwners(j -> others.putAll(j, Map.of(1L, eve, 2L, eve)));
    twoOwners(j -> others.putAll(j, accounts));
    assertThat(others).isEmpty();
    assertThat(accounts).hasSize(1);
    assertThat(cents(accounts, 1)).isEqualTo(100);
    pool.transaction(j -> others.put(j, 1L, eve));
    assertThat(cents(others, 1)).isEqualTo(1);
  }

  private void twoOwners(TransactionBody<TreeTestRoot, RuntimeException> body) {
    assertThatThrownBy(() -> pool.transaction(body))
        .isInstanceOf(AlreadyOwnedException.class)
        .hasMessageContaining("two owners");
  }

  @Test
  void e17_abortOfAMove_leavesAllWhereItWas() {
    store(1, "ada", 100);
    aborted(j -> {
      Account ada = accounts.remove(j, 1L);
      ada.cents().set(j, 5);
      others.put(j, 1L, ada);
    });
    assertThat(cents(accounts, 1)).isEqualTo(100);
    assertThat(others).isEmpty();
  }

  @Test
  void e13_entityOfAnotherPool_isRefused() {
    store(1, "ada", 100);
    try (Pool<TreeTestRoot> other = TreeTestRoot.inMemory()) {
      var target = other.root().accounts();
      assertThatThrownBy(() -> other.transaction(j -> target.put(j, 1L, accounts.get(1L))))
          .isInstanceOf(WrongPoolException.class);
      assertThat(target).isEmpty();
      assertThatThrownBy(() -> other.transaction(j -> accounts.clear(j)))
          .isInstanceOf(WrongPoolException.class);
      assertThat(other.check().problems()).isEmpty();
    }
    assertThat(accounts).hasSize(1);
  }

  // ---- dropping

  @Test
  void removedEntity_isReadableToTheEndOfTheTransaction_thenStale() {
    store(1, "ada", 100);
    Account ada =
        pool.compute(j -> {
          Account removed = accounts.remove(j, 1L);
          assertThat(removed.cents().get()).isEqualTo(100);
          return removed;
        });
    assertThat(ada.owner()).isEqualTo("ada");
    assertThatThrownBy(() -> ada.cents().get()).isInstanceOf(StaleReferenceException.class);
  }

  @Test
  void whatIsOverwrittenRemovedOrCleared_isStale() {
    for (long i = 0; i < 6; i++) {
      store(i, "ada", i);
    }
    Map<Long, Account> before = new HashMap<>(accounts);
    pool.transaction(j -> {
      accounts.put(j, 0L, Account.of("bob", 1));
      accounts.replace(j, 1L, Account.of("bob", 1));
      accounts.compute(j, 2L, (_, _) -> null);
      accounts.removeIf(j, (k, _) -> k == 3);
    });
    for (long i = 0; i < 4; i++) {
      Account gone = before.get(i);
      assertThatThrownBy(() -> gone.cents().get()).isInstanceOf(StaleReferenceException.class);
    }
    assertThat(before.get(4L).cents().get()).isEqualTo(4);
    pool.transaction(accounts::clear);
    assertThatThrownBy(() -> before.get(4L).cents().get())
        .isInstanceOf(StaleReferenceException.class);
  }

  @Test
  void mapThatWasRemoved_isStale() {
    pool.transaction(j -> root.maps().put(j, 1L, PTreeMap.of(Map.of(1L, 1L))));
    PTreeMap<Long, Long, TreeTestRoot> map = root.maps().get(1L);
    var keys = map.keySet();
    pool.transaction(j -> root.maps().remove(j, 1L));
    assertThatThrownBy(map::size).isInstanceOf(StaleReferenceException.class);
    assertThatThrownBy(() -> map.get(1L)).isInstanceOf(StaleReferenceException.class);
    assertThatThrownBy(keys::iterator).isInstanceOf(StaleReferenceException.class);
    assertThatThrownBy(() -> pool.transaction(j -> map.put(j, 1L, 1L)))
        .isInstanceOf(StaleReferenceException.class);
  }

  @Test
  void fillingAndClearing_aThousandTimes_losesNoSpace() {
    long objects = pool.check().objects();
    for (int round = 0; round < 1_000; round++) {
      fillAndClear(round);
    }
    // What was dropped is taken apart step by step, and the queue for that keeps its length.
    for (int i = 0; i < 100_000 && pool.statistics().queuedObjects() > 0; i++) {
      pool.transaction(j -> root.numbers().put(j, 0L, 0L));
    }
    assertThat(pool.check().queued()).isZero();
    assertThat(pool.check().objects()).isEqualTo(objects);
    assertThat(pool.statistics().usedBytes()).isLessThan(256 << 10);
  }

  private void fillAndClear(int round) {
    pool.transaction(j -> {
      for (int i = 0; i < 40; i++) {
        String text = "a text that does not fit into its slot, number " + i + " of " + round;
        root.texts().put(j, text, text + text);
        accounts.put(j, (long) i, Account.of(text, i));
        root.lists().put(j, (long) i, PVec.of(1L, 2L, 3L));
        root.maps().put(j, (long) i, PTreeMap.of(Map.of(1L, 2L)));
      }
    });
    pool.transaction(j -> {
      if (round % 2 == 0) {
        root.texts().clear(j);
        accounts.clear(j);
      } else {
        root.texts().removeIf(j, (_, _) -> true);
        accounts.keySet().retainAll(j, Set.of());
      }
      root.lists().clear(j);
      root.maps().clear(j);
    });
  }
}
