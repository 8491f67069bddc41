package dev.emery.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.BorrowException;
import dev.emery.Durability;
import dev.emery.cell.Drawer.Cabinet;
import dev.emery.cell.Drawer.Values;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Savepoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * All kinds of cells, changed at random in transactions that commit, abort, go back to a savepoint,
 * nest, and around which the pool is closed and opened, beside a model of plain fields. Drawers are
 * made, changed before they have a place, put into places, moved and dropped.
 */
final class CellModelTest {
  private static final int STEPS = 80;

  @TempDir Path folder;

  private SplittableRandom random = new SplittableRandom();
  private Pool<Cabinet> pool;

  // The model.
  private final DrawerModel fixed = new DrawerModel(Values.INITIAL);
  private final @Nullable DrawerModel[] places = new DrawerModel[2];
  private final List<Spare> spares = new ArrayList<>();
  private final List<Runnable> undo = new ArrayList<>();
  private final List<AutoCloseable> shared = new ArrayList<>();
  private @Nullable AutoCloseable exclusive;

  /** A drawer without a place, and what it must hold. */
  private record Spare(Drawer drawer, DrawerModel model) {}

  @RepeatedTest(25)
  void cells_inAnyOrderOfChanges_areAsTheModel(RepetitionInfo info) throws Exception {
    long seed = Long.getLong("emery.seed", System.nanoTime()) + info.getCurrentRepetition();
    random = new SplittableRandom(seed);
    try {
      open();
      long empty = used();
      for (int step = 0; step < STEPS; step++) {
        step();
        compare();
      }
      pool.transaction(j -> {
        pool.root().places().forEach(place -> place.set(j, Optional.empty()));
        pool.root().fixed().text().set(j, "");
        pool.root().fixed().lent().replace(j, "");
      });
      assertThat(used()).as("used bytes").isEqualTo(empty);
    } catch (Throwable e) {
      throw new AssertionError("seed=" + (seed - info.getCurrentRepetition()), e);
    } finally {
      pool.close();
    }
  }

  private void open() {
    var options = PoolOptions.defaults().initialSize(0);
    pool = Pool.open(folder.resolve("cabinet.pool"), Cabinet.class, Cabinet::initial, options);
  }

  private void step() throws Exception {
    switch (random.nextInt(12)) {
      case 0 -> {
        pool.close();
        open();
        fixed.poolCloses();
        Arrays.stream(places).filter(p -> p != null).forEach(DrawerModel::poolCloses);
      }
      case 1 -> {
        Values values = Values.random(random);
        spares.add(new Spare(Drawer.of(values), new DrawerModel(values)));
      }
      default -> transaction();
    }
  }

  private void transaction() throws Exception {
    Runnable kept = keep();
    boolean abort = random.nextInt(4) == 0;
    try {
      pool.transaction(
          Durability.RELAXED,
          j -> {
            act(j, 1 + random.nextInt(8), 2);
            compareInside(j);
            if (abort) {
              throw new Abort();
            }
          });
    } catch (Abort e) {
      rollBack(kept, 0);
    }
    undo.clear();
    shared.clear();
    exclusive = null;
    fixed.transactionEnds();
    Arrays.stream(places).filter(p -> p != null).forEach(DrawerModel::transactionEnds);
    spares.forEach(spare -> spare.model().transactionEnds());
  }

  private static final class Abort extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** Returns what makes the model what it is now. */
  private Runnable keep() {
    List<Runnable> kept = new ArrayList<>();
    kept.add(fixed.keep(true));
    @Nullable DrawerModel[] keptPlaces = places.clone();
    Arrays.stream(places).filter(p -> p != null).forEach(p -> kept.add(p.keep(true)));
    List<Spare> keptSpares = List.copyOf(spares);
    spares.forEach(spare -> kept.add(spare.model().keep(false)));
    List<AutoCloseable> keptShared = List.copyOf(shared);
    AutoCloseable keptExclusive = exclusive;
    return () -> {
      kept.forEach(Runnable::run);
      System.arraycopy(keptPlaces, 0, places, 0, places.length);
      spares.clear();
      spares.addAll(keptSpares);
      shared.retainAll(keptShared); // what was closed stays closed
      exclusive = exclusive == keptExclusive ? exclusive : null;
    };
  }

  private void rollBack(Runnable kept, int undone) {
    for (int i = undo.size() - 1; i >= undone; i--) {
      undo.remove(i).run();
    }
    kept.run();
  }

  private void act(Journal<Cabinet> j, int actions, int depth) throws Exception {
    for (int i = 0; i < actions; i++) {
      switch (random.nextInt(depth > 0 ? 12 : 10)) {
        case 0, 1, 2, 3 -> change(j);
        case 4, 5 -> changeBeside(j);
        case 6 -> put(j);
        case 7 -> move(j);
        case 8, 9 -> borrow(j);
        case 10 -> {
          Savepoint here = j.savepoint();
          Runnable kept = keep();
          int undone = undo.size();
          act(j, 1 + random.nextInt(4), depth - 1);
          if (random.nextBoolean()) {
            j.rollbackTo(here);
            rollBack(kept, undone);
          }
        }
        default -> nest(j, depth);
      }
    }
  }

  private void nest(Journal<Cabinet> j, int depth) throws Exception {
    Runnable kept = keep();
    int undone = undo.size();
    boolean abort = random.nextBoolean();
    try {
      pool.transaction(nested -> {
        act(nested, 1 + random.nextInt(4), depth - 1);
        if (abort) {
          throw new Abort();
        }
      });
    } catch (Abort e) {
      rollBack(kept, undone);
    }
    compareInside(j);
  }

  private void change(Journal<Cabinet> j) {
    int at = random.nextInt(3 + spares.size());
    if (at >= 3) {
      Spare spare = spares.get(at - 3);
      spare.model().change(spare.drawer(), j, random);
    } else if (at < 2 && places[at] != null) {
      places[at].change(drawer(at), j, random);
    } else if (shared.isEmpty() && exclusive == null) {
      fixed.change(pool.root().fixed(), j, random);
    }
  }

  private void changeBeside(Journal<Cabinet> j) {
    int at = random.nextInt(3);
    if (at == 2) {
      fixed.changeBeside(pool.root().fixed(), j, random).ifPresent(undo::add);
    } else if (places[at] != null) {
      places[at].changeBeside(drawer(at), j, random).ifPresent(undo::add);
    }
  }

  private Drawer drawer(int place) {
    return pool.root().places().get(place).get().orElseThrow();
  }

  /** Puts a spare drawer into a place, or empties it. */
  private void put(Journal<Cabinet> j) {
    int at = random.nextInt(places.length);
    if (spares.isEmpty() || random.nextInt(4) == 0) {
      pool.root().places().get(at).set(j, Optional.empty());
      places[at] = null;
    } else {
      Spare spare = spares.remove(random.nextInt(spares.size()));
      pool.root().places().get(at).set(j, Optional.of(spare.drawer()));
      places[at] = spare.model();
    }
  }

  private void move(Journal<Cabinet> j) {
    var left = pool.root().left();
    var right = pool.root().right();
    if (random.nextBoolean()) {
      left.swap(j, right);
      DrawerModel model = places[0];
      places[0] = places[1];
      places[1] = model;
    } else {
      left.set(j, PCell.take(right, j));
      places[0] = places[1];
      places[1] = null;
    }
  }

  /** Borrows of the fixed drawer's cell, which the model allows or not. */
  private void borrow(Journal<Cabinet> j) throws Exception {
    var cell = pool.root().fixed().lent();
    boolean free = shared.isEmpty() && exclusive == null;
    switch (random.nextInt(4)) {
      case 0 -> {
        if (exclusive == null) {
          shared.add(cell.borrow(j));
        } else {
          assertThatThrownBy(() -> cell.borrow(j)).isInstanceOf(BorrowException.class);
        }
      }
      case 1 -> {
        if (free) {
          exclusive = cell.borrowMut(j);
        } else {
          assertThatThrownBy(() -> cell.borrowMut(j)).isInstanceOf(BorrowException.class);
        }
      }
      case 2 ->
          assertThat(cell.tryBorrow(j).map(this::share).isPresent()).isEqualTo(exclusive == null);
      default -> {
        if (exclusive != null) {
          exclusive.close();
          exclusive = null;
        } else if (!shared.isEmpty()) {
          shared.remove(random.nextInt(shared.size())).close();
        }
      }
    }
  }

  private Ref<String> share(Ref<String> ref) {
    shared.add(ref);
    return ref;
  }

  private void compareInside(Journal<Cabinet> j) {
    fixed.compareInside(pool.root().fixed(), j);
    for (int at = 0; at < places.length; at++) {
      assertThat(pool.root().places().get(at).get().isPresent()).isEqualTo(places[at] != null);
      if (places[at] != null) {
        places[at].compareInside(drawer(at), j);
      }
    }
    spares.forEach(spare -> spare.model().compareInside(spare.drawer(), j));
  }

  private void compare() {
    fixed.compare(pool.root().fixed());
    assertThat(pool.root().fixed().guarded().isLocked()).isFalse();
    for (int at = 0; at < places.length; at++) {
      assertThat(pool.root().places().get(at).get().isPresent()).isEqualTo(places[at] != null);
      if (places[at] != null) {
        places[at].compare(drawer(at));
      }
    }
    spares.forEach(spare -> spare.model().compare(spare.drawer()));
    assertThat(pool.check().problems()).isEmpty();
  }

  /** The bytes in use when nothing waits to be taken apart. */
  private long used() {
    do {
      pool.transaction(Durability.RELAXED, j -> pool.root().fixed().flag().flip(j));
      pool.transaction(Durability.RELAXED, j -> pool.root().fixed().flag().flip(j));
    } while (pool.check().queued() > 0);
    return pool.statistics().usedBytes();
  }
}
