package dev.emery.testsuite.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.collections.PHashMap;
import dev.emery.collections.PLinkedList;
import dev.emery.collections.PVec;
import dev.emery.testsuite.conformance.Samples;
import dev.emery.testsuite.conformance.Shapes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Collections beside their twins. {@code -Demery.seed} repeats a run. */
final class ModelTest {
  private static final long SEED = Long.getLong("emery.seed", System.nanoTime());
  private static final int TRANSACTIONS = Integer.getInteger("emery.model.transactions", 3_000);

  record Lists(PVec<Long, Lists> list) {}

  record LinkedLists(PLinkedList<Long, LinkedLists> list) {}

  record Maps(PHashMap<String, Long, Maps> map) {}

  private static Model<List<Long>, PVec<Long, Lists>, Lists> lists(
      List<Action<List<Long>>> actions) {
    return new Model<>(
        Shapes.list(Samples.longs()),
        Lists.class,
        Lists::list,
        PVec::edit,
        new ArrayList<>(),
        ArrayList::new,
        actions);
  }

  private static void run(Model<?, ?, ?> model) {
    Model.Numbers numbers = model.run(SEED, TRANSACTIONS);
    System.out.println("seed=" + SEED + " " + numbers);
    assertThat(numbers.actions()).isGreaterThan(3L * TRANSACTIONS);
    assertThat(numbers.aborts()).isPositive();
    assertThat(numbers.openings() + numbers.crashes()).isPositive();
    assertThat(numbers.largest()).isGreaterThan(50);
  }

  @Test
  void pVec_anyActions_isAsItsTwin() {
    run(lists(Actions.ofList(r -> r.nextLong(100))));
  }

  @Test
  void pLinkedList_anyActions_isAsItsTwin() {
    run(
        new Model<List<Long>, PLinkedList<Long, LinkedLists>, LinkedLists>(
            Shapes.list(Samples.longs()),
            LinkedLists.class,
            LinkedLists::list,
            PLinkedList::edit,
            new LinkedList<>(),
            LinkedList::new,
            Actions.ofList(r -> r.nextLong(100))));
  }

  @Test
  void pHashMap_anyActions_isAsItsTwin() {
    run(
        new Model<Map<String, Long>, PHashMap<String, Long, Maps>, Maps>(
            Shapes.map(Samples.texts(), Samples.longs()),
            Maps.class,
            Maps::map,
            PHashMap::edit,
            new HashMap<>(),
            HashMap::new,
            Actions.ofMap(
                r -> "key that may be too long for a slot".substring(r.nextInt(30)) + r.nextInt(99),
                r -> r.nextLong(100),
                Long::sum)));
  }

  @Test
  void actionThatDiffers_isFoundAndShrunk() {
    List<Action<List<Long>>> actions = new ArrayList<>(Actions.ofList(r -> r.nextLong(100)));
    actions.add((list, twin, r) -> {
      if (r.nextInt(20) == 0) {
        list.add(1L); // not to the twin
      }
    });
    assertThatThrownBy(() -> lists(actions).run(7, 300))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("seed=7")
        .hasMessageMatching("(?s).*shrunk to=\\[-?\\d+(, -?\\d+){0,4}\\]");
  }
}
