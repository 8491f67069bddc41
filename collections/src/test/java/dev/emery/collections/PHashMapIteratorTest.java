package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.JournalEndedException;
import dev.emery.pool.Pool;
import dev.emery.transaction.Savepoint;
import java.util.ConcurrentModificationException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Iterators of a map fail fast, and bulk reads see one state (E31). */
class PHashMapIteratorTest {
  private final Pool<MapTestRoot> pool = MapTestRoot.inMemory();
  private final PHashMap<Long, Long, MapTestRoot> numbers = pool.root().numbers();

  @BeforeEach
  void fill() {
    pool.transaction(j -> {
      for (long i = 0; i < 1_000; i++) {
        numbers.put(j, i, i);
      }
    });
  }

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private static void failsFast(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(ConcurrentModificationException.class);
  }

  @Test
  void iterator_showsEachEntryOnce() {
    Set<Long> seen = new HashSet<>();
    for (long key : numbers.keySet()) {
      assertThat(seen.add(key)).isTrue();
    }
    assertThat(seen).hasSize(1_000);
  }

  @Test
  void iterator_atItsEnd_throwsAndStaysThere() {
    Iterator<Map.Entry<Long, Long>> entries = numbers.entrySet().iterator();
    entries.forEachRemaining(each -> assertThat(each.getKey()).isEqualTo(each.getValue()));
    assertThat(entries.hasNext()).isFalse();
    assertThatThrownBy(entries::next).isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(entries::next).isInstanceOf(NoSuchElementException.class);
    Iterator<Long> none = new PHashMap<Long, Long, MapTestRoot>().values().iterator();
    assertThat(none.hasNext()).isFalse();
    assertThatThrownBy(none::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void iterator_afterACommittedChange_failsFast() {
    Iterator<Long> keys = numbers.keySet().iterator();
    keys.next();
    pool.transaction(j -> numbers.put(j, 5_000L, 1L));
    failsFast(keys::next);
    Iterator<Long> values = numbers.values().iterator();
    pool.transaction(j -> numbers.remove(j, 5_000L));
    failsFast(values::next);
    Iterator<Long> cleared = numbers.values().iterator();
    pool.transaction(numbers::clear);
    failsFast(cleared::next);
  }

  @Test
  void iterator_afterAValueWasReplaced_goesOn() {
    Iterator<Long> keys = numbers.keySet().iterator();
    keys.next();
    pool.transaction(j -> numbers.replaceAll(j, (_, v) -> v + 1));
    int more = 0;
    while (keys.hasNext()) {
      keys.next();
      more++;
    }
    assertThat(more).isEqualTo(999);
  }

  @Test
  void iterator_afterAnAbortedChange_failsFastOrShowsTheCommitted() {
    Iterator<Long> keys = numbers.keySet().iterator();
    keys.next();
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              numbers.clear(j);
              throw new IllegalStateException();
            }))
        .isInstanceOf(IllegalStateException.class);
    failsFast(keys::next); // counts only rise
    assertThat(numbers.keySet().iterator().hasNext()).isTrue();
  }

  @Test
  void iterator_insideATransaction_failsFast() {
    pool.transaction(j -> {
      Iterator<Long> keys = numbers.keySet().iterator();
      Iterator<Long> edited = numbers.edit(j).keySet().iterator();
      keys.next();
      edited.next();
      numbers.put(j, 5_000L, 1L);
      failsFast(keys::next);
      failsFast(edited::next);
      failsFast(edited::remove);
    });
  }

  @Test
  void iterator_madeSinceTheSavepoint_failsFastAfterItsRollback() {
    pool.transaction(j -> {
      Savepoint savepoint = j.savepoint();
      for (long i = 1_000; i < 3_000; i++) {
        numbers.put(j, i, i);
      }
      Iterator<Long> keys = numbers.keySet().iterator();
      keys.next();
      j.rollbackTo(savepoint);
      numbers.put(j, 1_000L, 0L);
      failsFast(keys::next);
    });
    assertThat(numbers).hasSize(1_001);
  }

  @Test
  void twoIterators_thatRemove_theOtherFailsFast() {
    pool.transaction(j -> {
      Iterator<Long> one = numbers.edit(j).keySet().iterator();
      Iterator<Long> other = numbers.edit(j).keySet().iterator();
      one.next();
      other.next();
      one.remove();
      failsFast(other::next);
      one.next();
      one.remove();
    });
    assertThat(numbers).hasSize(998);
  }

  @Test
  void remove_beforeNextOrTwice_throws() {
    pool.transaction(j -> {
      Iterator<Long> keys = numbers.edit(j).keySet().iterator();
      assertThatThrownBy(keys::remove).isInstanceOf(IllegalStateException.class);
      keys.next();
      keys.remove();
      assertThatThrownBy(keys::remove).isInstanceOf(IllegalStateException.class);
    });
  }

  @Test
  void remove_afterTheTransaction_throws() {
    Iterator<Long> kept =
        pool.compute(j -> {
          Iterator<Long> keys = numbers.edit(j).keySet().iterator();
          keys.next();
          return keys;
        });
    assertThatThrownBy(kept::remove).isInstanceOf(JournalEndedException.class);
    assertThat(numbers).hasSize(1_000);
  }

  @Test
  void iterator_removesAll() {
    pool.transaction(j -> {
      Iterator<Long> values = numbers.edit(j).values().iterator();
      int seen = 0;
      while (values.hasNext()) {
        values.next();
        values.remove();
        seen++;
      }
      assertThat(seen).isEqualTo(1_000);
      assertThat(numbers).isEmpty();
    });
    pool.transaction(j -> numbers.put(j, 1L, 2L));
    assertThat(numbers).isEqualTo(Map.of(1L, 2L));
  }

  @Test
  void iterator_ofAPrototype_failsFast() {
    PHashMap<Long, Long, MapTestRoot> prototype = PHashMap.of(Map.of(1L, 1L, 2L, 2L));
    pool.transaction(j -> {
      Iterator<Long> keys = prototype.keySet().iterator();
      keys.next();
      prototype.put(j, 3L, 3L);
      failsFast(keys::next);
      Iterator<Long> placed = prototype.keySet().iterator();
      placed.next();
      pool.root().maps().put(j, 1L, prototype);
      failsFast(placed::next);
    });
  }

  @Test
  void stream_seesTheStateOfItsFirstUse() {
    Stream<Long> values = numbers.values().stream();
    pool.transaction(j -> numbers.removeIf(j, (k, _) -> k >= 10));
    assertThat(values.mapToLong(v -> v).sum()).isEqualTo(45);
    assertThat(numbers.keySet().parallelStream().mapToLong(v -> v).sum()).isEqualTo(45);
  }

  @Test
  void forEach_whoseActionChangesTheMap_seesTheStateBefore() {
    pool.transaction(j -> {
      int[] seen = new int[1];
      numbers.forEach((key, _) -> {
        seen[0]++;
        numbers.remove(j, key);
      });
      assertThat(seen[0]).isEqualTo(1_000);
      assertThat(numbers).isEmpty();
    });
  }
}
