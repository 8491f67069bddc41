package dev.emery.testsuite.fault;

import dev.emery.cell.PCell;
import dev.emery.cell.PLong;
import dev.emery.collections.PHashMap;
import dev.emery.collections.PVec;
import dev.emery.pointer.Prc;
import dev.emery.pool.Pool;
import dev.emery.transaction.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The root of the pools around which something fails. Each step changes all of it, and the list of
 * steps says what the rest must hold: half a step is seen.
 *
 * @param last number of the last step
 * @param steps all steps
 * @param texts texts of very different lengths
 * @param head a list of entities, which grows by one with each step and is dropped now and then
 * @param shared a pointer with an owner in the list, too
 */
record Books(
    PLong<Books> last,
    PVec<Long, Books> steps,
    PHashMap<Long, String, Books> texts,
    PCell<Optional<Node>, Books> head,
    PCell<Optional<Prc<String, Books>>, Books> shared) {
  private static final int KEYS = 16;
  private static final int DROP = 12;
  private static final int LARGE = 7;

  /** A node of the list. */
  record Node(
      long step,
      PCell<Optional<Node>, Books> next,
      PCell<Optional<Prc<String, Books>>, Books> shared) {}

  static Books initial() {
    return new Books(
        PLong.of(0),
        new PVec<>(),
        new PHashMap<>(),
        PCell.of(Optional.empty()),
        PCell.of(Optional.empty()));
  }

  /** Takes a step, which must be greater than those before. */
  void take(Journal<Books> j, long step) {
    last.set(j, step);
    steps.add(j, step);
    if (isLarge(step)) {
      for (long key = 0; key < 40; key++) {
        texts.put(j, -1 - key, text(step + key));
      }
    }
    texts.put(j, step % KEYS, text(step));
    if (step % DROP == 0) {
      head.set(j, Optional.empty());
      return;
    }
    Prc<String, Books> text = Prc.of("shared by the step " + step);
    shared.set(j, Optional.of(text));
    Optional<Node> rest = PCell.take(head, j);
    head.set(j, Optional.of(new Node(step, PCell.of(rest), PCell.of(Optional.of(text)))));
  }

  private static boolean isLarge(long step) {
    return step % LARGE == 3;
  }

  private static String text(long step) {
    return "text " + step + " " + "x".repeat((int) (step * 7919 % 1500));
  }

  /** The steps of a pool, after a look at everything: throws where anything does not follow. */
  static List<Long> stepsOf(Pool<Books> pool) {
    return pool.query(_ -> pool.root().verified());
  }

  private List<Long> verified() {
    List<Long> taken = new ArrayList<>();
    Map<Long, String> expected = new TreeMap<>();
    List<Long> list = new ArrayList<>();
    for (long step : steps) {
      require(taken.isEmpty() || taken.getLast() < step, "order of steps");
      taken.add(step);
      if (isLarge(step)) {
        for (long key = 0; key < 40; key++) {
          expected.put(-1 - key, text(step + key));
        }
      }
      expected.put(step % KEYS, text(step));
      if (step % DROP == 0) {
        list.clear();
      } else {
        list.addFirst(step);
      }
    }
    require(last.get() == (taken.isEmpty() ? 0 : taken.getLast()), "last step");
    require(new TreeMap<>(texts).equals(expected), "texts");
    require(list.equals(nodes()), "list");
    return taken;
  }

  private List<Long> nodes() {
    List<Long> found = new ArrayList<>();
    for (Optional<Node> at = head.get(); at.isPresent(); at = at.get().next().get()) {
      Node node = at.get();
      found.add(node.step());
      require(
          node.shared().get().orElseThrow().get().equals("shared by the step " + node.step()),
          "shared text");
    }
    return found;
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new AssertionError(what + " does not follow from the steps");
    }
  }
}
