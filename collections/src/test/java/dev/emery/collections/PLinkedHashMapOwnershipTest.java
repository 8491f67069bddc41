package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.AlreadyOwnedException;
import dev.emery.StaleReferenceException;
import dev.emery.cell.PLong;
import dev.emery.collections.HashTestRoot.Account;
import dev.emery.pool.CheckReport;
import dev.emery.pool.Pool;
import dev.emery.transaction.Memory;
import dev.emery.transaction.TransactionBody;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Prototypes, moves of entities, what is dropped, and what the check of the links finds. */
class PLinkedHashMapOwnershipTest {
  private final Pool<HashTestRoot> pool = HashTestRoot.inMemory();
  private final HashTestRoot root = pool.root();
  private final PLinkedHashMap<Long, Account, HashTestRoot> accounts = root.accounts();
  private final PLinkedHashMap<Long, Account, HashTestRoot> others = root.others();

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private void aborted(TransactionBody<HashTestRoot, RuntimeException> body) {
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              body.run(j);
              throw new IllegalStateException("planted");
            }))
        .hasMessage("planted");
  }

  private void fill(int count) {
    pool.transaction(j -> {
      for (long i = 0; i < count; i++) {
        accounts.put(j, i, Account.of("owner " + i, 100 * i));
      }
    });
  }

  /** What was dropped is taken apart step by step, beside other transactions. */
  private void drain() {
    for (int i = 0; i < 100_000 && pool.statistics().queuedObjects() > 0; i++) {
      pool.transaction(j -> root.numbers().put(j, 0L, 0L));
    }
    assertThat(pool.check().queued()).isZero();
  }

  @Test
  void e18_changesOfAPrototype_areUndoneWithTheOrder() {
    PLinkedHashMap<Long, Long, HashTestRoot> map = new PLinkedHashMap<>();
    pool.transaction(j -> {
      for (long i = 0; i < 6; i++) {
        map.put(j, i, i);
      }
    });
    String before = map.toString();
    aborted(j -> map.remove(j, 3L));
    assertThat(map).hasToString(before);
    aborted(j -> {
      map.removeIf(j, (k, _) -> k % 2 == 0);
      map.putFirst(j, 4L, 7L);
      map.putLast(j, 1L, 7L);
      map.clear(j);
      map.put(j, 9L, 9L);
      map.pollFirstEntry(j);
      map.put(j, 2L, 2L);
    });
    assertThat(map).hasToString(before);
    aborted(j -> {
      map.putFirst(j, 3L, 3L);
      root.maps().put(j, "it", map);
      map.putFirst(j, 5L, 5L);
      assertThat(root.maps().get("it")).hasToString("{5=5, 3=3, 0=0, 1=1, 2=2, 4=4}");
    });
    assertThat(map).hasToString(before);
    var keys = map.reversed().keySet();
    pool.transaction(j -> root.maps().put(j, "it", map));
    pool.transaction(j -> map.put(j, 6L, 6L));
    assertThat(keys).containsExactly(6L, 5L, 4L, 3L, 2L, 1L, 0L);
    assertThat(root.maps().get("it")).isEqualTo(map);
  }

  @Test
  void e17_moves_keepTheEntity() {
    fill(3);
    Account first = accounts.get(0L);
    pool.transaction(j -> accounts.putLast(j, 0L, first)); // the same under the same key
    assertThat(accounts.lastEntry().getValue()).isEqualTo(first);
    pool.transaction(j -> others.put(j, 7L, accounts.pollLastEntry(j).getValue()));
    assertThat(others.get(7L)).isEqualTo(first);
    pool.transaction(j -> accounts.put(j, 1L, accounts.put(j, 2L, accounts.get(1L)))); // swap
    assertThat(accounts.get(1L).owner()).isEqualTo("owner 2");
    assertThat(accounts.get(2L).owner()).isEqualTo("owner 1");
    pool.transaction(j -> {
      others.putAll(j, accounts);
      accounts.clear(j);
    });
    assertThat(others.keySet()).containsExactly(7L, 1L, 2L);
    aborted(j -> accounts.put(j, 1L, others.remove(j, 7L)));
    assertThat(others.keySet()).containsExactly(7L, 1L, 2L);
    assertThat(first.cents().get()).isZero();
  }

  @Test
  void e17_twoOwners_rollBack() {
    fill(2);
    assertThatThrownBy(() -> pool.transaction(j -> others.putFirst(j, 1L, accounts.get(1L))))
        .isInstanceOf(AlreadyOwnedException.class);
    assertThatThrownBy(() -> pool.transaction(j -> accounts.putFirst(j, 5L, accounts.get(1L))))
        .isInstanceOf(AlreadyOwnedException.class);
    assertThat(others).isEmpty();
    assertThat(accounts.keySet()).containsExactly(0L, 1L);
  }

  @Test
  void e16_whatIsRemovedOrCleared_isFreed() {
    long objects = pool.check().objects();
    for (int round = 0; round < 200; round++) {
      int which = round;
      fill(100);
      Account some = accounts.get(50L);
      pool.transaction(j -> {
        root.maps().put(j, "it", PLinkedHashMap.of(Map.of(1L, 2L)));
        root.texts().put(j, "a key that is too long for its slot " + which, "x".repeat(100));
        switch (which % 3) {
          case 0 -> accounts.clear(j);
          case 1 -> accounts.keySet().retainAll(j, Set.of());
          default -> {
            while (accounts.pollFirstEntry(j) != null) {}
          }
        }
      });
      pool.transaction(j -> {
        root.maps().clear(j);
        root.texts().clear(j);
      });
      if (round % 50 == 0) {
        drain();
        assertThatThrownBy(() -> some.cents().get()).isInstanceOf(StaleReferenceException.class);
      }
    }
    drain();
    assertThat(pool.check().objects()).isEqualTo(objects);
    assertThat(pool.statistics().usedBytes()).isLessThan(256 << 10);
  }

  @Test
  void e16_largeMap_isTakenApartInSteps() {
    PLinkedHashMap<Long, Long, HashTestRoot> map = new PLinkedHashMap<>();
    pool.transaction(j -> {
      for (long i = 0; i < 100_000; i++) {
        map.put(j, i, i);
      }
      root.maps().put(j, "large", map);
    });
    pool.transaction(j -> root.maps().remove(j, "large"));
    assertThat(pool.statistics().queuedObjects()).isPositive(); // too much for one step
    assertThat(pool.check().problems()).isEmpty();
    drain();
    assertThatThrownBy(() -> map.get(1L)).isInstanceOf(StaleReferenceException.class);
    assertThat(pool.statistics().usedBytes()).isLessThan(512 << 10);
  }

  @Test
  void storeThatFails_leavesTheMapAsItWas() {
    fill(3);
    pool.transaction(j -> root.numbers().put(j, 0L, 0L));
    CheckReport before = pool.check();
    pool.transaction(j -> {
      for (long i = 0; i < 150; i++) {
        long key = i;
        Account broken = new Account(null, PLong.of(1));
        assertThatThrownBy(() -> accounts.put(j, 10 + key, broken))
            .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> accounts.putFirst(j, 1L, broken))
            .isInstanceOf(NullPointerException.class);
      }
    });
    assertThat(accounts.keySet()).containsExactly(0L, 1L, 2L);
    assertThat(accounts.get(1L).cents().get()).isEqualTo(100);
    drain();
    assertThat(pool.check().objects()).isEqualTo(before.objects());
    assertThat(pool.check().parts()).isBetween(before.parts(), before.parts() + 1); // the queue
  }

  @Test
  void damagedLinks_areFoundByTheCheck() {
    pool.transaction(j -> {
      for (long i = 0; i < 5; i++) {
        root.numbers().put(j, i, i);
      }
    });
    long object = root.numbers().entries().anchor().block();
    Memory m = Objects.requireNonNull(root.numbers().entries().anchor().memory());
    long first = m.getLong(Memory.payload(object) + 24);
    long last = m.getLong(Memory.payload(object) + 32);
    long second = m.getLong(Memory.payload(first) + 8);
    long third = m.getLong(Memory.payload(second) + 8);
    problem(object, Memory.payload(object) + 24, second, "linked=4", "links disagree");
    problem(object, Memory.payload(object) + 24, 0, "linked=0");
    problem(object, Memory.payload(object) + 32, third, "last node");
    problem(first, Memory.payload(first) + 8, third, "linked=4", "links disagree");
    problem(second, Memory.payload(second), 0, "links disagree");
    problem(last, Memory.payload(last) + 8, first, "or more");
    problem(second, Memory.payload(second) + 8, object, "link to a node of no slot");
  }

  /** What the check says while a word of a block is another. */
  private void problem(long block, long at, long value, String... expected) {
    Memory m = Objects.requireNonNull(root.numbers().entries().anchor().memory());
    long before = m.getLong(at);
    pool.transaction(j -> m.setLong(j, block, at, value));
    List<String> problems = pool.check().problems();
    pool.transaction(j -> m.setLong(j, block, at, before));
    assertThat(problems).isNotEmpty();
    assertThat(String.join("; ", problems)).contains(expected);
  }
}
