package dev.emery.pointer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.Durability;
import dev.emery.cell.PCell;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Savepoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Random graphs of knots, changed in transactions that commit, abort or go back to a savepoint,
 * beside a plain model that counts references. Circles stay until they are collected; the pool is
 * closed and opened again in between.
 */
class PointerModelTest {
  private static final int ROOTS = 4;
  private static final int WEAKS = 2;

  record Web(
      PCell<Optional<Prc<Knot, Web>>, Web> a,
      PCell<Optional<Prc<Knot, Web>>, Web> b,
      PCell<Optional<Prc<Knot, Web>>, Web> c,
      PCell<Optional<Prc<Knot, Web>>, Web> d,
      PCell<Prc.PWeak<Knot, Web>, Web> w,
      PCell<Prc.PWeak<Knot, Web>, Web> x) {

    List<PCell<Optional<Prc<Knot, Web>>, Web>> roots() {
      return List.of(a, b, c, d);
    }

    List<PCell<Prc.PWeak<Knot, Web>, Web>> weaks() {
      return List.of(w, x);
    }
  }

  record Knot(
      int number,
      PCell<Optional<Prc<Knot, Web>>, Web> left,
      PCell<Optional<Prc<Knot, Web>>, Web> right,
      PCell<Prc.PWeak<Knot, Web>, Web> back) {}

  /** The same as numbers; 0 is none. */
  private static final class Model {
    final int[] roots = new int[ROOTS];
    final int[] weaks = new int[WEAKS];
    final Map<Integer, int[]> knots = new HashMap<>(); // left, right, back
    int last;

    Model copy() {
      Model copy = new Model();
      System.arraycopy(roots, 0, copy.roots, 0, ROOTS);
      System.arraycopy(weaks, 0, copy.weaks, 0, WEAKS);
      knots.forEach((number, links) -> copy.knots.put(number, links.clone()));
      copy.last = last;
      return copy;
    }

    int count(int number) {
      long fromRoots = Arrays.stream(roots).filter(root -> root == number).count();
      long fromKnots =
          knots.values().stream()
              .mapToLong(links -> (links[0] == number ? 1 : 0) + (links[1] == number ? 1 : 0))
              .sum();
      return (int) (fromRoots + fromKnots);
    }

    /** Frees what nothing refers to, as long as there is such. */
    void drop() {
      while (knots.keySet().removeIf(number -> count(number) == 0)) {
        continue;
      }
    }

    /** Frees what the roots do not lead to, and returns how many. */
    int collect() {
      Set<Integer> reached = new HashSet<>();
      Deque<Integer> open = new ArrayDeque<>();
      Arrays.stream(roots).forEach(open::add);
      while (!open.isEmpty()) {
        int number = open.remove();
        if (number != 0 && reached.add(number)) {
          open.add(knots.get(number)[0]);
          open.add(knots.get(number)[1]);
        }
      }
      int before = knots.size();
      knots.keySet().retainAll(reached);
      return before - knots.size();
    }

    int alive(int number) {
      return knots.containsKey(number) ? number : 0;
    }
  }

  /** A change of one place: what to do, and three numbers that say where. */
  record Action(int what, int i, int j, int k) {}

  /** Several changes and how they end: 0 to 5 commit, 6 abort, 7 savepoint in the middle. */
  record Step(List<Action> actions, int end) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> number = Arbitraries.integers().between(0, 3);
    Arbitrary<Action> action =
        Combinators.combine(Arbitraries.integers().between(0, 8), number, number, number)
            .as(Action::new);
    return Combinators.combine(
            action.list().ofMinSize(1).ofMaxSize(6), Arbitraries.integers().between(0, 9))
        .as(Step::new)
        .list()
        .ofMaxSize(40);
  }

  @Property(tries = 60)
  void graphs_areAsTheModel(@ForAll("steps") List<Step> steps) throws IOException {
    Path folder = Files.createTempDirectory("emery-web");
    Path path = folder.resolve("web.pool");
    try {
      Model model = new Model();
      Pool<Web> pool = open(path);
      try {
        long empty = used(pool);
        for (Step step : steps) {
          if (step.end() == 8) {
            pool.close();
            pool = open(path);
          } else if (step.end() == 9) {
            assertThat(pool.collectCycles().freed()).isEqualTo(model.collect());
          } else {
            model = run(pool, model, step);
          }
          compare(pool, model);
        }
        clear(pool, model);
        assertThat(used(pool)).isEqualTo(empty);
      } finally {
        pool.close();
      }
    } finally {
      Files.deleteIfExists(path);
      Files.delete(folder);
    }
  }

  private static Pool<Web> open(Path path) {
    return Pool.open(path, Web.class, PoolOptions.defaults().initialSize(0));
  }

  private static Model run(Pool<Web> pool, Model before, Step step) {
    Model[] after = {before.copy()};
    try {
      pool.transaction(
          Durability.RELAXED,
          j -> {
            for (int n = 0; n < step.actions().size(); n++) {
              if (step.end() == 7 && n == step.actions().size() / 2) {
                Model kept = after[0].copy();
                Savepoint here = j.savepoint();
                apply(pool.root(), after[0], step.actions().getFirst(), j);
                j.rollbackTo(here);
                after[0] = kept;
              }
              apply(pool.root(), after[0], step.actions().get(n), j);
            }
            if (step.end() == 6) {
              throw new IllegalStateException("abort");
            }
          });
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("abort");
      return before;
    }
    after[0].drop();
    return after[0];
  }

  private static void apply(Web web, Model model, Action action, Journal<Web> j) {
    var from = web.roots().get(action.i());
    var to = web.roots().get(action.j());
    int weak = action.k() % WEAKS;
    int source = model.roots[action.i()];
    int target = model.roots[action.j()];
    switch (action.what()) {
      case 0 -> {
        int number = ++model.last;
        to.set(
            j,
            Optional.of(
                Prc.of(
                    new Knot(
                        number,
                        PCell.of(Optional.empty()),
                        PCell.of(from.get()),
                        PCell.of(Prc.PWeak.empty())))));
        model.knots.put(number, new int[] {0, source, 0});
        model.roots[action.j()] = number;
      }
      case 1 -> {
        to.set(j, from.get());
        model.roots[action.j()] = source;
      }
      case 2 -> {
        to.set(j, Optional.empty());
        model.roots[action.j()] = 0;
      }
      case 3, 4 -> {
        if (target != 0) {
          int side = action.what() - 3;
          Knot knot = to.get().orElseThrow().get();
          (side == 0 ? knot.left() : knot.right()).set(j, from.get());
          model.knots.get(target)[side] = source;
        }
      }
      case 5 -> {
        if (target != 0) {
          to.set(j, to.get().orElseThrow().get().left().get());
          model.roots[action.j()] = model.knots.get(target)[0];
        }
      }
      case 6 -> {
        web.weaks().get(weak).set(j, from.get().map(Prc::downgrade).orElseGet(Prc.PWeak::empty));
        model.weaks[weak] = source;
      }
      case 7 -> {
        // Of this transaction's own the model does not know yet whether it dropped them.
        var found = web.weaks().get(weak).get().upgrade(j);
        if (found.isPresent()) {
          assertThat(found.get().get().number()).isEqualTo(model.weaks[weak]);
          to.set(j, found);
          model.roots[action.j()] = model.weaks[weak];
        } else {
          assertThat(model.alive(model.weaks[weak])).isZero();
        }
      }
      default -> {
        if (target != 0) {
          Knot knot = to.get().orElseThrow().get();
          knot.back().set(j, from.get().map(Prc::downgrade).orElseGet(Prc.PWeak::empty));
          model.knots.get(target)[2] = source;
        }
      }
    }
  }

  private static void compare(Pool<Web> pool, Model model) {
    drain(pool);
    pool.read(r -> {
      Map<Integer, Prc<Knot, Web>> seen = new HashMap<>();
      for (int i = 0; i < ROOTS; i++) {
        assertThat(number(pool.root().roots().get(i).get())).isEqualTo(model.roots[i]);
        pool.root().roots().get(i).get().ifPresent(prc -> walk(prc, model, seen));
      }
      for (int i = 0; i < WEAKS; i++) {
        assertThat(number(pool.root().weaks().get(i).get().upgrade(r)))
            .isEqualTo(model.alive(model.weaks[i]));
      }
      seen.forEach((number, knot) -> {
        assertThat(knot.strongCount()).as("count of %d", number).isEqualTo(model.count(number));
        assertThat(number(knot.get().back().get().upgrade(r)))
            .isEqualTo(model.alive(model.knots.get(number)[2]));
      });
    });
  }

  private static void walk(Prc<Knot, Web> from, Model model, Map<Integer, Prc<Knot, Web>> seen) {
    Knot knot = from.get();
    if (seen.putIfAbsent(knot.number(), from) != null) {
      return;
    }
    int[] links = model.knots.get(knot.number());
    assertThat(links).as("knot %d", knot.number()).isNotNull();
    assertThat(number(knot.left().get())).isEqualTo(links[0]);
    assertThat(number(knot.right().get())).isEqualTo(links[1]);
    knot.left().get().ifPresent(next -> walk(next, model, seen));
    knot.right().get().ifPresent(next -> walk(next, model, seen));
  }

  private static int number(Optional<Prc<Knot, Web>> pointer) {
    return pointer.map(knot -> knot.get().number()).orElse(0);
  }

  private static void clear(Pool<Web> pool, Model model) {
    pool.transaction(j -> {
      pool.root().roots().forEach(root -> root.set(j, Optional.empty()));
      pool.root().weaks().forEach(weak -> weak.set(j, Prc.PWeak.empty()));
    });
    Arrays.fill(model.roots, 0);
    model.drop();
    drain(pool);
    assertThat(pool.collectCycles().freed()).isEqualTo(model.collect());
    assertThat(model.knots).isEmpty();
    drain(pool);
    assertThat(pool.check().problems()).isEmpty();
  }

  /** Commits until nothing waits to be taken apart. */
  private static void drain(Pool<Web> pool) {
    do {
      pool.transaction(Durability.RELAXED, j -> pool.root().w().set(j, pool.root().w().get()));
    } while (pool.check().queued() > 0);
  }

  private static long used(Pool<Web> pool) {
    drain(pool);
    return pool.statistics().usedBytes();
  }
}
