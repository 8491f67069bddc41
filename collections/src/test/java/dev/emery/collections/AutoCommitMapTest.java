package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.PoolClosedException;
import dev.emery.StaleReferenceException;
import dev.emery.collections.MapTestRoot.Account;
import dev.emery.pool.Pool;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A map each call on which is a transaction of its own. */
class AutoCommitMapTest {
  private final Pool<MapTestRoot> pool = MapTestRoot.inMemory();
  private final MapTestRoot root = pool.root();
  private final ConcurrentMap<Long, Long> numbers = root.numbers().autoCommit();
  private final ConcurrentMap<Long, Account> accounts = root.accounts().autoCommit();

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private static Map<Long, Long> squares(int size) {
    return LongStream.range(0, size).boxed().collect(Collectors.toMap(i -> i, i -> i * i));
  }

  private void isOneTransaction(Runnable call) {
    long before = pool.statistics().committed();
    call.run();
    assertThat(pool.statistics().committed()).isEqualTo(before + 1);
  }

  // ---- each call is a transaction

  @Test
  void bulkCall_any_isOneTransaction() {
    isOneTransaction(() -> numbers.putAll(squares(500)));
    assertThat(root.numbers()).isEqualTo(squares(500));
    isOneTransaction(() -> numbers.replaceAll((key, value) -> value + key));
    assertThat(numbers.get(10L)).isEqualTo(110);
    isOneTransaction(() -> numbers.keySet().removeIf(key -> key % 2 == 1));
    isOneTransaction(() -> numbers.values().removeAll(Set.of(110L, 4_000L)));
    isOneTransaction(() -> numbers.entrySet().retainAll(Set.of(Map.entry(2L, 6L))));
    assertThat(root.numbers()).isEqualTo(Map.of(2L, 6L));
    isOneTransaction(() -> numbers.keySet().clear());
    assertThat(root.numbers()).isEmpty();
  }

  @Test
  void computeIfAbsent_ofAPresentKey_needsNoTransaction() {
    isOneTransaction(() -> numbers.computeIfAbsent(1L, key -> key + 1));
    long before = pool.statistics().committed();
    assertThat(numbers.computeIfAbsent(1L, _ -> 7L)).isEqualTo(2);
    assertThat(pool.statistics().committed()).isEqualTo(before);
  }

  @Test
  void function_thatThrows_changesNothing() {
    numbers.putAll(squares(100));
    assertThatThrownBy(() ->
            numbers.replaceAll((key, value) -> {
              if (key == 50) {
                throw new IllegalArgumentException("planted");
              }
              return 0L;
            }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("planted");
    assertThat(root.numbers()).isEqualTo(squares(100));
  }

  @Test
  void callThatFailsHalfWay_changesNothing() {
    numbers.put(1L, 1L);
    Map<Long, Long> wrong = new java.util.LinkedHashMap<>(squares(10));
    wrong.put(11L, null);
    assertThatThrownBy(() -> numbers.putAll(wrong)).isInstanceOf(NullPointerException.class);
    assertThat(root.numbers()).isEqualTo(Map.of(1L, 1L));
  }

  @Test
  void insideATransaction_callsJoinIt() {
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              numbers.put(1L, 1L);
              root.numbers().put(j, 2L, 2L);
              assertThat(numbers).isEqualTo(Map.of(1L, 1L, 2L, 2L));
              throw new IllegalStateException("planted");
            }))
        .hasMessage("planted");
    assertThat(numbers).isEmpty();
    isOneTransaction(() ->
        pool.transaction(_ -> {
          numbers.put(1L, 1L);
          numbers.computeIfAbsent(2L, key -> key);
          assertThatThrownBy(() -> numbers.put(3L, null)).isInstanceOf(NullPointerException.class);
        }));
    assertThat(numbers).isEqualTo(Map.of(1L, 1L, 2L, 2L));
  }

  // ---- where there can be no transaction

  @Test
  void e28_insideARead_changesThrowAndReadsDoNot() {
    numbers.put(1L, 1L);
    pool.read(_ -> {
      assertThat(numbers.get(1L)).isEqualTo(1);
      assertThat(numbers.keySet()).containsExactly(1L);
      assertThatThrownBy(() -> numbers.put(1L, 2L))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("transaction inside pool.read");
      assertThatThrownBy(() -> numbers.computeIfAbsent(1L, _ -> 2L))
          .isInstanceOf(IllegalStateException.class);
    });
    assertThat(numbers.get(1L)).isEqualTo(1);
  }

  @Test
  void e29_insideATransactionOfAnotherPool_changesThrow() {
    try (var other = MapTestRoot.inMemory()) {
      other.transaction(_ ->
          assertThatThrownBy(() -> numbers.put(1L, 2L))
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("use Pools.transaction"));
    }
  }

  @Test
  void prototype_hasNoDoor() {
    PHashMap<Long, Long, MapTestRoot> prototype = new PHashMap<>();
    String message = "collection is a prototype and in no pool: store it first";
    assertThatThrownBy(prototype::autoCommit)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(message);
    assertThatThrownBy(() -> prototype.keySet().autoCommit()).hasMessageStartingWith(message);
    pool.transaction(j -> {
      var start = j.savepoint();
      root.maps().put(j, 1L, prototype);
      ConcurrentMap<Long, Long> door = prototype.autoCommit();
      door.put(1L, 1L);
      j.rollbackTo(start);
      assertThatThrownBy(() -> door.put(1L, 1L)).hasMessageStartingWith(message);
    });
  }

  @Test
  void removedOrClosed_throwsWhatTheMapThrows() {
    pool.transaction(j -> root.maps().put(j, 1L, PHashMap.of(squares(3))));
    ConcurrentMap<Long, Long> door = root.maps().get(1L).autoCommit();
    pool.transaction(j -> root.maps().remove(j, 1L));
    assertThatThrownBy(() -> door.put(1L, 1L)).isInstanceOf(StaleReferenceException.class);
    Pool<MapTestRoot> other = MapTestRoot.inMemory();
    ConcurrentMap<Long, Long> closed = other.root().numbers().autoCommit();
    other.close();
    assertThatThrownBy(() -> closed.put(1L, 1L)).isInstanceOf(PoolClosedException.class);
    assertThatThrownBy(() -> closed.get(1L)).isInstanceOf(PoolClosedException.class);
  }

  @Test
  void journalAsAnArgument_isRefused() {
    pool.transaction(j -> {
      assertThatThrownBy(() -> numbers.remove(j, 1L)).hasMessageStartingWith("arguments swapped");
      assertThatThrownBy(() -> numbers.get(j)).hasMessageStartingWith("arguments swapped");
      assertThatThrownBy(() -> numbers.keySet().remove(j))
          .hasMessageStartingWith("arguments swapped");
    });
  }

  // ---- entities

  @Test
  void entityThatLeavesTheMap_isReturnedAsACopy() {
    accounts.put(1L, Account.of("ada", 5));
    Account stored = accounts.get(1L);
    Account put = accounts.put(1L, Account.of("bob", 6));
    Account replaced = accounts.replace(1L, Account.of("cay", 7));
    Account removed = accounts.remove(1L);
    assertThatThrownBy(() -> stored.cents().get()).isInstanceOf(StaleReferenceException.class);
    assertThat(List.of(put.owner(), replaced.owner(), removed.owner()))
        .containsExactly("ada", "bob", "cay");
    assertThat(put.cents().get() + replaced.cents().get() + removed.cents().get()).isEqualTo(18);
    accounts.put(2L, removed);
    pool.transaction(j -> removed.cents().add(j, 1));
    assertThat(accounts.get(2L).cents().get()).isEqualTo(8);
  }

  @Test
  void entityThatStaysInTheMap_isReturnedAsItIs() {
    accounts.put(1L, Account.of("ada", 5));
    Account present = accounts.putIfAbsent(1L, Account.of("bob", 6));
    assertThat(present).isEqualTo(accounts.get(1L));
    pool.transaction(j -> present.cents().add(j, 1));
    assertThat(accounts.get(1L).cents().get()).isEqualTo(6);
    assertThat(accounts.computeIfAbsent(1L, _ -> Account.of("cay", 1))).isEqualTo(present);
    assertThat(accounts.compute(1L, (_, old) -> old)).isEqualTo(present);
    assertThat(accounts.remove(1L, present)).isTrue();
  }

  @Test
  void entityByAnEntry_isReplacedAndReturnedAsACopy() {
    accounts.put(1L, Account.of("ada", 5));
    Map.Entry<Long, Account> entry = accounts.entrySet().iterator().next();
    Account old = entry.setValue(Account.of("bob", 6));
    assertThat(old.cents().get()).isEqualTo(5);
    assertThat(accounts.get(1L).owner()).isEqualTo("bob");
  }

  // ---- views

  @Test
  void views_areViewsOfTheDoor() {
    root.numbers().keySet().autoCommit();
    numbers.putAll(squares(10));
    assertThat(root.numbers().keySet().autoCommit().remove(3L)).isTrue();
    assertThat(root.numbers().values().autoCommit().remove(16L)).isTrue();
    assertThat(root.numbers().entrySet().autoCommit().remove(Map.entry(5L, 25L))).isTrue();
    assertThat(root.numbers().entrySet().autoCommit().remove(Map.entry(6L, 25L))).isFalse();
    root.numbers().entrySet().autoCommit().stream().forEach(each -> each.setValue(each.getKey()));
    assertThat(numbers.keySet()).containsExactlyInAnyOrder(0L, 1L, 2L, 6L, 7L, 8L, 9L);
    assertThat(numbers.values()).containsExactlyInAnyOrder(0L, 1L, 2L, 6L, 7L, 8L, 9L);
    assertThat(Arrays.asList(numbers.entrySet().toArray())).contains(Map.entry(9L, 9L)).hasSize(7);
    assertThatThrownBy(() -> numbers.keySet().add(1L))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(Collections.max(numbers.values())).isEqualTo(9);
  }

  @Test
  void equalsAndText_areThoseOfTheMap() {
    numbers.putAll(squares(5));
    assertThat(numbers.equals(root.numbers())).isTrue();
    assertThat(root.numbers().equals(numbers)).isTrue();
    assertThat(numbers.equals(root.numbers().autoCommit())).isTrue();
    assertThat(numbers.hashCode()).isEqualTo(squares(5).hashCode());
    assertThat(numbers.toString()).isEqualTo(root.numbers().toString());
    assertThat(numbers.entrySet()).isEqualTo(squares(5).entrySet());
  }
}
