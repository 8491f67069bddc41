package dev.emery.testsuite.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.collections.JournaledList;
import dev.emery.collections.JournaledMap;
import dev.emery.collections.PHashMap;
import dev.emery.collections.PVec;
import dev.emery.testsuite.pool.PoolExtension;
import dev.emery.transaction.Journal;
import java.util.Collection;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Readers beside writers that keep a sum (E27, E28, E31). */
@Timeout(120)
final class ConstantSumTest {
  private static final long SEED = Long.getLong("emery.seed", 1);
  private static final int MOVES = Integer.getInteger("emery.stress.moves", 1_000);
  private static final int KEYS = 200;

  record Sums(PVec<Long, Sums> list, PHashMap<Long, Long, Sums> map) {}

  @RegisterExtension private final PoolExtension<Sums> pools = PoolExtension.inMemory(Sums.class);

  private static long sum(Collection<Long> values) {
    return values.stream().mapToLong(Long::longValue).sum();
  }

  /** Moves a value to another key: the map shrinks and grows. */
  private static void move(JournaledMap<Long, Long, Sums> map, Journal<Sums> j, Random random) {
    Long taken = map.remove(j, random.nextLong(KEYS));
    if (taken != null) {
      map.merge(j, random.nextLong(KEYS), taken, Long::sum);
    }
  }

  /** Takes an element out and puts its value elsewhere, in two parts. */
  private static void move(JournaledList<Long, Sums> list, Journal<Sums> j, Random random) {
    long taken = list.removeAt(j, random.nextInt(list.size()));
    list.add(j, random.nextInt(list.size() + 1), taken - 1);
    int other = random.nextInt(list.size());
    list.set(j, other, list.get(other) + 1);
  }

  @Test
  void pHashMap_values_haveAConstantSum() {
    var map = pools.root().map();
    pools
        .pool()
        .transaction(j -> {
          for (long k = 0; k < KEYS; k++) {
            map.put(j, k, k);
          }
        });
    var stress = new ConstantSum<>(pools.pool(), map, m -> sum(m.values()), ConstantSumTest::move);
    assertThat(stress.run(SEED, MOVES)).isPositive();
  }

  @Test
  void pVec_elements_haveAConstantSum() {
    var list = pools.root().list();
    pools.pool().transaction(j -> list.addAll(j, Collections.nCopies(3_000, 5L)));
    var stress = new ConstantSum<>(pools.pool(), list, ConstantSumTest::sum, ConstantSumTest::move);
    assertThat(stress.run(SEED, MOVES)).isPositive();
  }

  @Test
  void readThatIsNoBulkRead_isFound() {
    var list = pools.root().list();
    pools.pool().transaction(j -> list.addAll(j, Collections.nCopies(300, 5L)));
    var stress =
        new ConstantSum<>(
            pools.pool(),
            list,
            torn -> {
              long sum = 0;
              for (int i = 0; i < 300; i++) {
                sum += torn.get(i); // each a state of its own
              }
              return sum;
            },
            ConstantSumTest::move);
    assertThatThrownBy(() -> stress.run(SEED, 20 * MOVES)).hasMessageContaining("another sum");
  }
}
