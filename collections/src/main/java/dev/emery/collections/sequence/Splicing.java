package dev.emery.collections.sequence;

import dev.emery.TxScoped;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.function.IntPredicate;

/**
 * Makes room in a chain of {@link Nodes} and closes gaps, as bytes: no step touches more than two
 * nodes, and at the ends nothing moves.
 */
final class Splicing {
  /*
   * A node is like a gap buffer whose slots in use lie together somewhere in it. At the ends of the
   * chain they advance: a queue uses up the slots of its last node, and of its first none is moved.
   * When the slots in use have come to the edge of a node that is at most half full they go to the
   * other edge, so that a short queue stays in its one node; that costs O(1) amortized, since as
   * many insertions follow as slots were moved, or more.
   *
   * Two neighbours that a removal inside leaves with half a node in all become one, so a chain that
   * shrinks has no more than about four times the nodes that it needs, but for its ends.
   */
  private final Nodes nodes;

  Splicing(Nodes nodes) {
    this.nodes = nodes;
  }

  // ---- room

  /** Makes room for a slot at a spot, which may become another one of the same index. */
  void makeRoom(Memory m, Journal<?> j, long object, Spot spot) {
    if (spot.node == 0) {
      long node = nodes.allocate(m, j, 1);
      Nodes.link(m, j, object, node, 0, 0);
      spot.move(node, 0, 0);
      return;
    }
    int count = Nodes.count(m, spot.node);
    if (spot.k == 0 && count > 0) {
      makeRoomBefore(m, j, object, spot, count);
    } else if (spot.k == count) {
      makeRoomBehind(m, j, object, spot, count);
    } else if (count == nodes.room(m, spot.node) && !grow(m, j, object, spot, false)) {
      split(m, j, object, spot, count);
    }
  }

  private void makeRoomBefore(Memory m, Journal<?> j, long object, Spot spot, int count) {
    long before = Nodes.before(m, spot.node);
    if (before != 0) {
      int there = Nodes.count(m, before);
      if (Nodes.first(m, before) + there < nodes.most()) {
        spot.move(before, there, spot.base - there);
        return;
      }
    }
    int room = nodes.room(m, spot.node);
    if (Nodes.first(m, spot.node) > 0) {
      return;
    }
    if (count <= room / 2) {
      shift(m, j, spot.node, room - count, count);
    } else if (!grow(m, j, object, spot, true)) {
      long fresh = nodes.allocate(m, j, nodes.most());
      Nodes.link(m, j, object, fresh, before, spot.node);
      Nodes.use(m, j, fresh, before == 0 ? nodes.most() : 0, 0);
      spot.move(fresh, 0, spot.base);
    }
  }

  private void makeRoomBehind(Memory m, Journal<?> j, long object, Spot spot, int count) {
    int first = Nodes.first(m, spot.node);
    int room = nodes.room(m, spot.node);
    if (first + count < room) {
      return;
    }
    if (count <= room / 2) {
      shift(m, j, spot.node, 0, count);
    } else if (!grow(m, j, object, spot, false)) {
      long fresh = nodes.allocate(m, j, nodes.most());
      Nodes.link(m, j, object, fresh, spot.node, Nodes.next(m, spot.node));
      spot.move(fresh, 0, spot.base + count);
    }
  }

  /** Moves all slots in use of a node. */
  private void shift(Memory m, Journal<?> j, long node, int first, int count) {
    long bytes = (long) count * nodes.width();
    m.move(j, node, nodes.at(m, node, 0), nodes.place(node, first), bytes);
    Nodes.use(m, j, node, first, count);
  }

  /** Doubles a node that is alone; false where it is full-sized. */
  @SuppressWarnings("emery.txin") // a spot is of one operation
  private boolean grow(Memory m, Journal<?> j, long object, Spot spot, boolean atEnd) {
    long node = spot.node;
    int room = nodes.room(m, node);
    if (room >= nodes.most()) {
      return false;
    }
    int count = Nodes.count(m, node);
    long larger = nodes.allocate(m, j, Math.min(nodes.most(), 2 * room));
    int first = atEnd ? nodes.room(m, larger) - count : 0;
    copy(m, j, node, 0, larger, first, count);
    Nodes.use(m, j, larger, first, count);
    Nodes.unlink(m, j, object, node);
    Nodes.link(m, j, object, larger, 0, 0);
    spot.node = larger;
    return true;
  }

  private void split(Memory m, Journal<?> j, long object, Spot spot, int count) {
    long node = spot.node;
    int half = count / 2;
    long fresh = nodes.allocate(m, j, nodes.most());
    copy(m, j, node, half, fresh, 0, count - half);
    Nodes.use(m, j, fresh, 0, count - half);
    Nodes.use(m, j, node, Nodes.first(m, node), half);
    Nodes.link(m, j, object, fresh, node, Nodes.next(m, node));
    if (spot.k > half) {
      spot.move(fresh, spot.k - half, spot.base + half);
    }
  }

  /** Copies slots in use, from the one {@code k} on, into another node. */
  private void copy(Memory m, Journal<?> j, long from, int k, long to, int slot, int count) {
    long bytes = (long) count * nodes.width();
    m.copy(j, nodes.at(m, from, k), to, nodes.place(to, slot), bytes);
  }

  // ---- one slot

  /** The free slot beside those in use that {@link #takeIn} brings to the spot. */
  long free(Memory m, Spot spot) {
    int first = Nodes.first(m, spot.node);
    return nodes.place(spot.node, behind(m, spot) ? first + Nodes.count(m, spot.node) : first - 1);
  }

  /** Takes a node that was made for a slot out again, where the slot was not stored. */
  void giveUp(Memory m, Journal<?> j, long object, Spot spot) {
    if (Nodes.count(m, spot.node) == 0) {
      empty(m, j, object, spot.node);
    }
  }

  private boolean behind(Memory m, Spot spot) {
    int first = Nodes.first(m, spot.node);
    int count = Nodes.count(m, spot.node);
    return first + count < nodes.room(m, spot.node) && (first == 0 || count - spot.k <= spot.k);
  }

  /** Takes the slot that {@link #free} has given into use, at the spot. */
  void takeIn(Memory m, Journal<?> j, long object, Spot spot) {
    long node = spot.node;
    int count = Nodes.count(m, node);
    boolean behind = behind(m, spot);
    int first = Nodes.first(m, node) - (behind ? 0 : 1);
    rotate(m, j, node, first + spot.k, behind ? first + count : first, spot.k);
    Nodes.use(m, j, node, first, count + 1);
    Nodes.size(m, j, object, Nodes.size(m, object) + 1);
  }

  /** Brings a slot from one place to another and moves those between by one. */
  private void rotate(Memory m, Journal<?> j, long node, int to, int from, int k) {
    if (to == from) {
      return;
    }
    int width = nodes.width();
    byte[] aside = new byte[width];
    m.copyOut(nodes.place(node, from), aside, 0, width);
    if (from > to) {
      move(m, j, node, to, to + 1, from - to);
    } else {
      move(m, j, node, from + 1, from, k);
    }
    m.copyIn(j, node, nodes.place(node, to), aside, 0, width);
  }

  private void move(Memory m, Journal<?> j, long node, int from, int to, int count) {
    long bytes = (long) count * nodes.width();
    m.move(j, node, nodes.place(node, from), nodes.place(node, to), bytes);
  }

  /**
   * Takes a slot out of use, whose value the caller has dropped. The spot is then where the slot
   * behind it is.
   */
  void takeOut(Memory m, Journal<?> j, long object, Spot spot) {
    long node = spot.node;
    int first = Nodes.first(m, node);
    int count = Nodes.count(m, node);
    int k = spot.k;
    Nodes.size(m, j, object, Nodes.size(m, object) - 1);
    if (count == 1) {
      leave(m, spot);
      empty(m, j, object, node);
      return;
    }
    boolean fewBefore = k < count - 1 - k;
    if (fewBefore) {
      move(m, j, node, first, first + 1, k);
    } else {
      move(m, j, node, first + k + 1, first + k, count - 1 - k);
    }
    Nodes.use(m, j, node, first + (fewBefore ? 1 : 0), count - 1);
    boolean atAnEnd =
        k == 0 && Nodes.before(m, node) == 0 || k == count - 1 && Nodes.next(m, node) == 0;
    if (!atAnEnd) {
      mergeAround(m, j, object, spot);
    }
  }

  /** Moves the spot out of a node that is going to be empty, where there is another. */
  private static void leave(Memory m, Spot spot) {
    long next = Nodes.next(m, spot.node);
    long before = Nodes.before(m, spot.node);
    if (next != 0) {
      spot.move(next, 0, spot.base);
    } else if (before != 0) {
      int count = Nodes.count(m, before);
      spot.move(before, count, spot.base - count);
    }
  }

  private void empty(Memory m, Journal<?> j, long object, long node) {
    if (Nodes.nodes(m, object) == 1) {
      Nodes.use(m, j, node, 0, 0); // stays, for a queue that is mostly empty
    } else {
      Nodes.unlink(m, j, object, node);
    }
  }

  private void mergeAround(Memory m, Journal<?> j, long object, Spot spot) {
    long before = Nodes.before(m, spot.node);
    if (before != 0) {
      int there = Nodes.count(m, before);
      if (merge(m, j, object, before, spot.node)) {
        spot.move(before, there + spot.k, spot.base - there);
      }
    }
    long next = Nodes.next(m, spot.node);
    if (next != 0) {
      merge(m, j, object, spot.node, next);
    }
  }

  /** Makes one of two neighbours that fill half a node; false where they are more. */
  private boolean merge(Memory m, Journal<?> j, long object, long node, long next) {
    int count = Nodes.count(m, node);
    int added = Nodes.count(m, next);
    if (count + added > nodes.most() / 2) {
      return false;
    }
    int first = Nodes.first(m, node);
    if (first + count + added > nodes.most()) {
      shift(m, j, node, 0, count);
      first = 0;
    }
    copy(m, j, next, 0, node, first + count, added);
    Nodes.use(m, j, node, first, count + added);
    Nodes.unlink(m, j, object, next);
    return true;
  }

  // ---- many slots

  /** What is done with a slot before it is taken out of use. */
  interface Dropping {
    void drop(long node, long at);
  }

  /** Takes those slots from {@code from} to {@code to} out of use whose index is one to go. */
  void removeIf(
      Memory m,
      Journal<?> j,
      long object,
      int from,
      int to,
      IntPredicate goes,
      @TxScoped Dropping dropping) {
    Spot spot = nodes.locate(m, object, null, from);
    long start = Nodes.before(m, spot.node);
    long node = spot.node;
    int k = spot.k;
    int removed = 0;
    for (int index = from; index < to; k = 0) {
      int end = Math.min(Nodes.count(m, node), k + to - index);
      long next = Nodes.next(m, node);
      int base = index - k;
      int gone = compact(m, j, node, k, end, i -> goes.test(base + i), dropping);
      removed += gone;
      index += end - k;
      if (Nodes.count(m, node) == 0) {
        empty(m, j, object, node);
      }
      node = next;
    }
    Nodes.size(m, j, object, Nodes.size(m, object) - removed);
    mergeFrom(m, j, object, start, node);
  }

  /** Takes slots of one node out of use, and returns how many. */
  private int compact(
      Memory m,
      Journal<?> j,
      long node,
      int k,
      int end,
      IntPredicate goes,
      @TxScoped Dropping dropping) {
    int first = Nodes.first(m, node);
    int count = Nodes.count(m, node);
    int kept = k;
    int i = k;
    while (i < count) {
      if (i < end && goes.test(i)) {
        dropping.drop(node, nodes.place(node, first + i));
        i++;
        continue;
      }
      int run = i + 1;
      while (run < count && (run >= end || !goes.test(run))) {
        run++;
      }
      if (kept < i) {
        move(m, j, node, first + i, first + kept, run - i);
      }
      kept += run - i;
      i = run;
    }
    if (kept < count) {
      Nodes.use(m, j, node, first, kept);
    }
    return count - kept;
  }

  /** Merges neighbours from {@code start} (0: the head) up to {@code end} (0: the tail). */
  private void mergeFrom(Memory m, Journal<?> j, long object, long start, long end) {
    long node = start == 0 ? Nodes.head(m, object) : start;
    while (node != 0 && node != end) {
      long next = Nodes.next(m, node);
      if (next == 0) {
        return;
      }
      boolean last = next == end;
      if (merge(m, j, object, node, next)) {
        if (last) {
          return;
        }
      } else {
        node = next;
      }
    }
  }
}
