package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.pool.Pool;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A vector beside the {@code ArrayList} that says what must be in it. The list holds plain values,
 * so that a vector of entities can be compared after a reopening too.
 *
 * <p>What a transaction does follows from its seed alone, and it begins by restoring the list: its
 * body may be run again.
 */
final class ListModel<E, V> {
  private final Pool<VecShelf> pool;
  private final ListActions<E, V> actions;
  private List<V> committed;

  ListModel(Pool<VecShelf> pool, ListKind<E, V> kind, List<V> committed) {
    this.pool = pool;
    this.actions = new ListActions<>(kind);
    this.committed = committed;
  }

  List<V> committed() {
    return committed;
  }

  private JournaledList<E, VecShelf> list() {
    return actions.kind().list().apply(pool.root());
  }

  /** Runs a transaction of a few actions, and compares. */
  void step(long seed) {
    boolean aborts = new Random(seed).nextInt(5) == 0;
    List<List<V>> ended = new ArrayList<>();
    try {
      pool.transaction(j -> {
        ended.clear();
        ended.add(body(j, new Random(seed * 31), new ArrayList<>(committed)));
        if (aborts) {
          throw new Aborted();
        }
      });
      committed = ended.getFirst();
    } catch (Aborted e) {
      assertThat(aborts).isTrue();
    }
    assertThat(list()).hasSize(committed.size());
  }

  private List<V> body(Journal<VecShelf> j, Random random, List<V> start) {
    List<V> model = start;
    int rounds = 1 + random.nextInt(4);
    for (int i = 0; i < rounds; i++) {
      List<V> before = new ArrayList<>(model);
      switch (random.nextInt(6)) {
        case 0 -> {
          Savepoint savepoint = j.savepoint();
          actions.several(random, j, list(), model);
          j.rollbackTo(savepoint);
          model = before;
        }
        case 1 -> {
          nested(random.nextLong(), before);
          model = before;
        }
        case 2 -> {
          List<V> inner = model;
          pool.transaction(k -> actions.several(random, k, list(), inner));
        }
        default -> actions.several(random, j, list(), model);
      }
      if (random.nextInt(4) == 0) {
        compare(model);
      }
    }
    return model;
  }

  private void nested(long seed, List<V> model) {
    try {
      pool.transaction(k -> {
        actions.several(new Random(seed), k, list(), new ArrayList<>(model));
        throw new Aborted();
      });
    } catch (Aborted e) {
      assertThat(list()).hasSize(model.size());
    }
  }

  void compare() {
    compare(committed);
  }

  private void compare(List<V> model) {
    assertThat(actions.views(list())).isEqualTo(model);
  }

  /** Thrown by a body to be rolled back. */
  private static final class Aborted extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
