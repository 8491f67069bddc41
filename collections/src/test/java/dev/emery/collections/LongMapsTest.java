package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.StaleReferenceException;
import dev.emery.WrongPoolException;
import dev.emery.collections.Numbers.Account;
import dev.emery.pool.Pool;
import dev.emery.transaction.Journal;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LongMapsTest {
  /** Entries in many segments. */
  private static final int SIZE = 5_000;

  private Pool<Numbers> pool;
  private PLongLongMap<Numbers> counts;
  private PLongMap<String, Numbers> names;

  @BeforeEach
  void open() {
    pool = Numbers.inMemory();
    counts = pool.root().counts();
    names = pool.root().names();
  }

  @AfterEach
  void check() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  @Test
  void newPool_hasEmptyMaps() {
    assertThat(counts).isEmpty();
    assertThat(counts.toKeyArray()).isEmpty();
    assertThat(counts.valueStream()).isEmpty();
    assertThat(counts.getOrDefault(0, -7)).isEqualTo(-7);
    assertThat(names.get(0)).isNull();
    assertThat(names.containsKey(0)).isFalse();
    pool.transaction(j -> {
      assertThat(counts.remove(j, 0)).isFalse();
      assertThat(counts.getAndRemove(j, 0, 9)).isEqualTo(9);
      assertThat(names.remove(j, 0)).isNull();
    });
  }

  @Test
  void entries_comeBackUnboxedAndBoxed() {
    pool.transaction(j -> {
      counts.put(j, Long.MIN_VALUE, Long.MAX_VALUE);
      counts.put(j, 0, -1);
      assertThat(counts.getAndPut(j, 0, 5, 9)).isEqualTo(-1);
      assertThat(counts.getAndPut(j, 1, 6, 9)).isEqualTo(9);
      assertThat(counts.addTo(j, 1, 4)).isEqualTo(10);
      assertThat(counts.addTo(j, 2, 4)).isEqualTo(4);
      assertThat(names.put(j, 1, "one")).isNull();
      assertThat(names.put(j, 1, "uno, which is too long for a slot")).isEqualTo("one");
    });
    assertThat(counts)
        .isEqualTo(Map.of(Long.MIN_VALUE, Long.MAX_VALUE, 0L, 5L, 1L, 10L, 2L, 4L))
        .hasSize(4);
    assertThat(counts.getLong(Long.MIN_VALUE)).isEqualTo(Long.MAX_VALUE);
    assertThat(counts.get(0)).isEqualTo(5);
    assertThat(counts.get((Object) 0L)).isEqualTo(5);
    assertThat(names.get(1)).isEqualTo(names.get((Object) 1L)).startsWith("uno");
    assertThat(names.getOrDefault(2, "none")).isEqualTo("none");
  }

  @Test
  void numberOfAnotherType_isLookedUpByValue() {
    pool.transaction(j -> {
      counts.put(j, 5, 6);
      names.put(j, 5, "five");
      // With the methods of Map alone these would be an Integer each, which no Long equals.
      assertThat(counts.containsKey(5)).isTrue();
      assertThat(counts.containsValue(6)).isTrue();
      assertThat(names.get(5)).isEqualTo("five");
      assertThat(counts.remove(j, 5, 7)).isFalse();
      assertThat(counts.remove(j, 5, 6)).isTrue();
      assertThat(names.remove(j, 5)).isEqualTo("five");
      counts.put(j, 5, 6);
      assertThat(counts.remove(j, (Object) 5)).isNull();
    });
    assertThat(counts.get((Object) 5)).isNull();
    assertThat(counts.containsKey((Object) 5)).isFalse();
    assertThat(counts).hasSize(1);
    assertThat(names).isEmpty();
  }

  @Test
  void getLong_ofAMissingKey_throws_whateverTheValuesAre() {
    pool.transaction(j -> {
      counts.put(j, 10, 0);
      counts.put(j, 11, 1);
    });
    assertThat(counts.getLong(10)).isZero();
    assertThat(counts.getLong(11)).isOne();
    assertThatThrownBy(() -> counts.getLong(12))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("no value, use getOrDefault(key, other), key=12");
  }

  @Test
  void manyEntries_overManySegments_comeAndGo() {
    pool.transaction(j -> {
      for (long i = 0; i < SIZE; i++) {
        counts.put(j, i * i, i);
        names.put(j, -i, "n" + i);
      }
    });
    assertThat(pool.check().problems()).isEmpty();
    for (int round = 0; round < 3; round++) { // the handles keep more from round to round
      for (long i = 0; i < SIZE; i++) {
        assertThat(counts.getLong(i * i)).isEqualTo(i);
        assertThat(counts.getOrDefault(-1 - i, 7)).isEqualTo(7);
        assertThat(names.get(-i)).isEqualTo("n" + i);
      }
    }
    assertThat(counts.valueStream().sum()).isEqualTo((long) SIZE * (SIZE - 1) / 2);
    assertThat(counts.keyStream().parallel().max()).hasValue((SIZE - 1L) * (SIZE - 1));
    pool.transaction(j -> {
      for (long i = 0; i < SIZE; i += 2) {
        assertThat(counts.remove(j, i * i)).isTrue();
        assertThat(names.remove(j, -i)).isEqualTo("n" + i);
      }
    });
    assertThat(counts).hasSize(SIZE / 2);
    assertThat(names.toKeyArray())
        .containsExactlyInAnyOrder(LongStream.range(0, SIZE / 2).map(i -> -2 * i - 1).toArray());
  }

  @Test
  void bulkReads_agreeWithEachOther() {
    pool.transaction(j -> {
      for (long i = 0; i < SIZE; i++) {
        counts.put(j, i * 31, i);
        names.put(j, i * 31, "n" + i);
      }
    });
    Map<Long, Long> each = new HashMap<>();
    counts.forEachLong(each::put);
    assertThat(each).isEqualTo(counts).hasSize(SIZE);
    Map<Long, String> eachName = new HashMap<>();
    names.forEachLong((name, key) -> eachName.put(key, name));
    assertThat(eachName).isEqualTo(names).hasSize(SIZE);
    long[] keys = counts.toKeyArray();
    long[] values = counts.toValueArray();
    for (int i = 0; i < SIZE; i++) {
      assertThat(keys[i]).isEqualTo(31 * values[i]);
    }
  }

  @Test
  void prototype_doesTheSame_andIsPlacedWithItsEntries() {
    PLongLongMap<Numbers> prototype = PLongLongMap.of(Map.of(1L, 2L));
    PLongMap<String, Numbers> texts = PLongMap.of(Map.of(1L, "a"));
    pool.transaction(j -> {
      prototype.put(j, 3, 4);
      assertThat(prototype.addTo(j, 3, 1)).isEqualTo(5);
      assertThat(prototype.getAndPut(j, 5, 6, -1)).isEqualTo(-1);
      assertThat(prototype.getAndRemove(j, 5, -1)).isEqualTo(6);
      assertThat(prototype.remove(j, 5)).isFalse();
      assertThat(texts.put(j, 2, "b")).isNull();
      assertThat(texts.remove(j, 1)).isEqualTo("a");
    });
    assertThat(prototype.getLong(3)).isEqualTo(5);
    assertThat(prototype.getOrDefault(4, 7)).isEqualTo(7);
    assertThat(prototype.containsKey(1)).isTrue();
    assertThat(prototype.keyStream().sum()).isEqualTo(4);
    assertThat(prototype.valueStream().sum()).isEqualTo(7);
    assertThat(prototype.footprint()).isZero();
    Map<Long, Long> each = new HashMap<>();
    prototype.forEachLong(each::put);
    assertThat(each).isEqualTo(prototype);
    texts.forEachLong((text, key) -> assertThat(text + key).isEqualTo("b2"));
    assertThatThrownBy(() -> prototype.getLong(9)).isInstanceOf(NoSuchElementException.class);
  }

  record Shelves(
      PHashMap<String, PLongLongMap<Shelves>, Shelves> counts,
      PHashMap<String, PLongMap<String, Shelves>, Shelves> names) {}

  @Test
  void maps_arePlacedMovedAndDropped() {
    try (Pool<Shelves> shelves = Pool.inMemory(Shelves.class)) {
      Shelves root = shelves.root();
      shelves.transaction(j -> {
        root.counts().put(j, "a", PLongLongMap.of(Map.of(1L, 2L, 3L, 4L)));
        root.names().put(j, "a", PLongMap.of(Map.of(1L, "a text that is too long for a slot")));
      });
      PLongLongMap<Shelves> placed = root.counts().get("a");
      PLongMap<String, Shelves> texts = root.names().get("a");
      for (int i = 0; i < 30; i++) { // often enough for the handles to keep all that they ever keep
        assertThat(placed.getLong(1)).isEqualTo(2);
        assertThat(texts.get(1)).startsWith("a text");
      }
      assertThat(placed).isEqualTo(Map.of(1L, 2L, 3L, 4L));
      assertThat(placed.footprint()).isPositive();
      shelves.transaction(j -> {
        root.counts().put(j, "b", root.counts().remove(j, "a"));
        root.names().remove(j, "a");
      });
      assertThatThrownBy(() -> texts.get(1)).isInstanceOf(StaleReferenceException.class);
      assertThat(root.counts().get("b").getLong(3)).isEqualTo(4);
      shelves.transaction(j -> root.counts().clear(j));
      assertThatThrownBy(() -> placed.getLong(3)).isInstanceOf(StaleReferenceException.class);
      assertThatThrownBy(() -> placed.containsKey(3)).isInstanceOf(StaleReferenceException.class);
      assertThat(shelves.check().problems()).isEmpty();
    }
  }

  @Test
  void pclone_isAPrototypeOfItsOwn() {
    pool.transaction(j -> {
      counts.put(j, 1, 2);
      pool.root().accounts().put(j, 1, Account.of("ada", 100));
    });
    PLongLongMap<Numbers> copy = pool.pclone(counts);
    PLongMap<Account, Numbers> accounts = pool.pclone(pool.root().accounts());
    pool.transaction(j -> {
      counts.put(j, 1, 3);
      pool.root().accounts().get(1).cents().set(j, 0);
    });
    assertThat(copy).isEqualTo(Map.of(1L, 2L));
    assertThat(copy.footprint()).isZero();
    assertThat(accounts.get(1).cents().get()).isEqualTo(100);
  }

  @Test
  void e18_placementRolledBack_leavesThePrototypeAsItWas() {
    try (Pool<Shelves> shelves = Pool.inMemory(Shelves.class)) {
      PLongLongMap<Shelves> prototype = PLongLongMap.of(Map.of(1L, 2L));
      assertThatThrownBy(() ->
              shelves.transaction(j -> {
                prototype.addTo(j, 1, 1);
                shelves.root().counts().put(j, "a", prototype);
                prototype.addTo(j, 1, 1);
                assertThat(prototype.getLong(1)).isEqualTo(4);
                throw new IllegalStateException("no");
              }))
          .hasMessage("no");
      assertThat(prototype).isEqualTo(Map.of(1L, 2L));
      assertThat(prototype.getLong(1)).isEqualTo(2);
    }
  }

  @Test
  void entities_areOwnedByTheirMap() {
    PLongMap<Account, Numbers> accounts = pool.root().accounts();
    pool.transaction(j -> {
      accounts.put(j, 1, Account.of("ada", 100));
      accounts.put(j, 2, Account.of("bob", 50));
      accounts.get(1).cents().add(j, -10);
    });
    Account bob = accounts.get(2);
    pool.transaction(j -> {
      accounts.put(j, 3, accounts.remove(j, 1)); // moves
      accounts.put(j, 2, Account.of("eve", 7)); // drops bob
    });
    assertThat(accounts.get(3).cents().get()).isEqualTo(90);
    assertThat(accounts.get(2).owner()).isEqualTo("eve");
    assertThatThrownBy(() -> bob.cents().get()).isInstanceOf(StaleReferenceException.class);
  }

  @Test
  void failedStore_leavesTheMapAsItWas() {
    try (Pool<Numbers> other = Numbers.inMemory()) {
      other.transaction(j -> other.root().accounts().put(j, 1, Account.of("far", 1)));
      PLongMap<Account, Numbers> accounts = pool.root().accounts();
      pool.transaction(j -> {
        accounts.put(j, 1, Account.of("near", 2));
        Account far = other.root().accounts().get(1);
        assertThatThrownBy(() -> accounts.put(j, 1, far)).isInstanceOf(WrongPoolException.class);
        assertThatThrownBy(() -> accounts.put(j, 2, far)).isInstanceOf(WrongPoolException.class);
        assertThatThrownBy(() -> names.put(j, 1, null)).isInstanceOf(NullPointerException.class);
      });
      assertThat(accounts).hasSize(1);
      assertThat(accounts.get(1).owner()).isEqualTo("near");
    }
  }

  @Test
  void e31_iterators_failFast_atChangesWithoutBoxes() {
    pool.transaction(j -> {
      counts.put(j, 1, 1);
      counts.put(j, 2, 2);
    });
    failsAfter(j -> counts.put(j, 3, 3));
    failsAfter(j -> counts.addTo(j, 4, 3));
    failsAfter(j -> counts.remove(j, 1));
    failsAfter(j -> counts.getAndRemove(j, 2, 0));
    Iterator<Long> keys = counts.keySet().iterator();
    pool.transaction(j -> counts.put(j, 3, 9)); // replaces
    assertThat(keys.next()).isIn(3L, 4L);
  }

  private void failsAfter(Consumer<Journal<Numbers>> change) {
    Iterator<Map.Entry<Long, Long>> iterator = counts.entrySet().iterator();
    pool.transaction(change::accept);
    assertThatThrownBy(iterator::next).isInstanceOf(ConcurrentModificationException.class);
  }

  @Test
  @SuppressWarnings({"removal", "DoNotCall"})
  void inheritedMutators_areClosed() {
    assertThatThrownBy(() -> counts.put(1L, 2L))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("put(j, key, value)");
    assertThatThrownBy(() -> names.remove(1L)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(names::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void edit_isTheSameMap() {
    pool.transaction(j -> {
      Map<Long, Long> edit = counts.edit(j);
      edit.merge(1L, 2L, Long::sum);
      counts.addTo(j, 1, 3);
      edit.entrySet().iterator().next().setValue(9L);
      assertThat(counts.getLong(1)).isEqualTo(9);
    });
  }

  @Test
  void stream_isLateBinding_andOfOneState() {
    LongStream stream = counts.valueStream();
    pool.transaction(j -> counts.put(j, 1, 7));
    assertThat(stream.sum()).isEqualTo(7);
  }
}
