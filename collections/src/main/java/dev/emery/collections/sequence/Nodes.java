package dev.emery.collections.sequence;

import dev.emery.CorruptPoolException;
import dev.emery.TxScoped;
import dev.emery.schema.OwnedVisitor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Slots of one width in the chain of nodes of {@link NodeFormat}: where they lie, and how nodes
 * come and go. What is in a slot is the business of the caller.
 *
 * <p>Changing methods need the object's exclusive lock; indexes are checked by the caller.
 */
final class Nodes implements SlotRow {
  private static final int LEAST = 4;

  private final int width;
  private final int most;

  /**
   * Creates the arithmetic for slots of {@code width} bytes.
   *
   * @param bytes payload bytes of a full-sized node; of wide slots at least four fit all the same
   */
  Nodes(int width, int bytes) {
    this.width = width;
    this.most = Math.max(LEAST, (bytes - NodeFormat.NODE) / width);
  }

  // ---- what there is

  @Override
  public int width() {
    return width;
  }

  /** The slots of a full-sized node. */
  int most() {
    return most;
  }

  static int size(Memory m, long object) {
    return m.getCount(NodeFormat.sizeAt(object), 1);
  }

  static void size(Memory m, Journal<?> j, long object, int size) {
    m.setInt(j, object, NodeFormat.sizeAt(object), size);
  }

  static int nodes(Memory m, long object) {
    return m.getCount(NodeFormat.nodesAt(object), NodeFormat.NODE);
  }

  static long head(Memory m, long object) {
    return m.getLong(NodeFormat.headAt(object));
  }

  static long tail(Memory m, long object) {
    return m.getLong(NodeFormat.tailAt(object));
  }

  static long before(Memory m, long node) {
    return m.getLong(NodeFormat.beforeAt(node));
  }

  static long next(Memory m, long node) {
    return m.getLong(NodeFormat.nextAt(node));
  }

  static int first(Memory m, long node) {
    return m.getInt(NodeFormat.firstAt(node));
  }

  static int count(Memory m, long node) {
    return m.getInt(NodeFormat.countAt(node));
  }

  /** Says which slots of a node are in use. */
  static void use(Memory m, Journal<?> j, long node, int first, int count) {
    m.setInt(j, node, NodeFormat.firstAt(node), first);
    m.setInt(j, node, NodeFormat.countAt(node), count);
  }

  /** The slots of a node, in use or not. */
  int room(Memory m, long node) {
    return (int) Math.min(most, (m.capacity(node) - NodeFormat.NODE) / width);
  }

  /** The place of a slot, counted from the beginning of the node. */
  long place(long node, int slot) {
    return NodeFormat.slotsAt(node) + (long) slot * width;
  }

  /** The place of the slot {@code k} of those in use. */
  long at(Memory m, long node, int k) {
    return place(node, first(m, node) + k);
  }

  // ---- the way to an index

  /**
   * Finds an index, which may be the size, under a lock.
   *
   * @param finger where to begin if that is near, or null
   */
  Spot locate(Memory m, long object, @Nullable Finger finger, int index) {
    int size = size(m, object);
    long tail = tail(m, object);
    if (index == size) {
      int count = tail == 0 ? 0 : count(m, tail);
      return new Spot(tail, count, size - count);
    }
    Spot spot = new Spot(head(m, object), 0, 0);
    if (size - index < index) {
      spot.move(tail, 0, size - count(m, tail));
    }
    if (finger != null && Math.abs((long) index - finger.base()) < Math.min(index, size - index)) {
      spot.move(finger.node(), 0, finger.base());
    }
    for (int i = nodes(m, object); i >= 0; i--) {
      if (step(m, spot, index)) {
        return spot;
      }
    }
    throw new CorruptPoolException(
        "no slot in the chain at 0x%x for index=%d, size=%d".formatted(object, index, size));
  }

  /** Goes on by one node where the index is not in this one; true where it is. */
  private static boolean step(Memory m, Spot spot, int index) {
    if (index < spot.base) {
      long node = before(m, spot.node);
      spot.move(node, 0, spot.base - count(m, node));
      return false;
    }
    int count = count(m, spot.node);
    if (index - spot.base >= count) {
      spot.move(next(m, spot.node), 0, spot.base + count);
      return false;
    }
    spot.k = index - spot.base;
    return true;
  }

  /**
   * Finds an index that is at an end or near a finger without a lock: looks at two nodes at most,
   * and returns null where that is not enough.
   */
  @Nullable Spot locateNear(Memory m, long object, @Nullable Finger finger, int index) {
    int size = size(m, object);
    Spot spot;
    if (finger != null) {
      spot = new Spot(finger.node(), 0, finger.base());
    } else if (index < size / 2) {
      spot = new Spot(head(m, object), 0, 0);
    } else {
      long tail = tail(m, object);
      spot = new Spot(tail, 0, size - count(m, tail));
    }
    boolean here = step(m, spot, index);
    return here || step(m, spot, index) ? spot : null;
  }

  @Override
  public void pieces(Memory m, long object, int from, int to, @TxScoped Piece piece) {
    if (from == to) {
      return;
    }
    Spot spot = locate(m, object, null, from);
    for (int index = from; index < to; ) {
      int n = Math.min(to - index, count(m, spot.node) - spot.k);
      if (spot.node == 0 || n <= 0) {
        throw new CorruptPoolException(
            "chain at 0x%x ends at index=%d, wanted up to %d".formatted(object, index, to));
      }
      piece.take(index, n, spot.node, at(m, spot.node, spot.k));
      index += n;
      if (index < to) {
        spot.move(next(m, spot.node), 0, index);
      }
    }
  }

  // ---- nodes come and go

  /** Allocates a node that is in no chain yet. */
  long allocate(Memory m, Journal<?> j, int slots) {
    long bytes = Math.max((long) slots * width, NodeFormat.FIRST_SLOTS);
    return m.allocate(j, Parts.TAG, NodeFormat.NODE + bytes);
  }

  /** Takes a node into the chain between two neighbours, 0 for none. */
  static void link(Memory m, Journal<?> j, long object, long node, long before, long next) {
    m.setLong(j, node, NodeFormat.beforeAt(node), before);
    m.setLong(j, node, NodeFormat.nextAt(node), next);
    tie(m, j, object, before, node);
    tie(m, j, object, node, next);
    m.setInt(j, object, NodeFormat.nodesAt(object), nodes(m, object) + 1);
  }

  /** Takes a node out of the chain and frees it. */
  static void unlink(Memory m, Journal<?> j, long object, long node) {
    tie(m, j, object, before(m, node), next(m, node));
    m.setInt(j, object, NodeFormat.nodesAt(object), nodes(m, object) - 1);
    m.free(j, node);
  }

  /** Makes two nodes neighbours; 0 stands for the end of the chain. */
  private static void tie(Memory m, Journal<?> j, long object, long before, long next) {
    if (before == 0) {
      m.setLong(j, object, NodeFormat.headAt(object), next);
    } else {
      m.setLong(j, before, NodeFormat.nextAt(before), next);
    }
    if (next == 0) {
      m.setLong(j, object, NodeFormat.tailAt(object), before);
    } else {
      m.setLong(j, next, NodeFormat.beforeAt(next), before);
    }
  }

  // ---- the object as a whole

  /** Shows the nodes; {@code slots} gets those where the visitor wants to go on. */
  void visit(Memory m, long object, OwnedVisitor visitor, Piece slots) {
    int index = 0;
    for (long node = head(m, object); node != 0; node = next(m, node)) {
      int count = count(m, node);
      long used = (long) (first(m, node) + count) * width;
      if (!visitor.part(node, NodeFormat.NODE + used)) {
        return;
      }
      slots.take(index, count, node, at(m, node, 0));
      index += count;
    }
  }

  /** Checks what {@link NodeFormat} says; true where the slots can be gone through. */
  boolean check(Memory m, long object, Consumer<String> problems) {
    int size = m.getInt(NodeFormat.sizeAt(object));
    int nodes = m.getInt(NodeFormat.nodesAt(object));
    long before = 0;
    long node = head(m, object);
    long sum = 0;
    for (int i = 0; i < nodes; i++) {
      String wrong = wrong(m, node, before, nodes);
      if (wrong != null) {
        problems.accept("node %d at 0x%x %s".formatted(i, node, wrong));
        return false;
      }
      sum += count(m, node);
      before = node;
      node = next(m, node);
    }
    if (nodes < 0 || node != 0 || tail(m, object) != before || sum != size) {
      problems.accept(
          "chain does not fit, size=%d, nodes=%d, slots=%d, tail=0x%x, behind the last=0x%x"
              .formatted(size, nodes, sum, tail(m, object), node));
      return false;
    }
    return true;
  }

  private @Nullable String wrong(Memory m, long node, long before, int nodes) {
    if (node == 0 || m.tag(node) != Parts.TAG || m.capacity(node) < NodeFormat.NODE) {
      return "is no part";
    }
    if (before(m, node) != before) {
      return "does not name the one before, 0x%x".formatted(before);
    }
    int first = first(m, node);
    int count = count(m, node);
    int room = room(m, node);
    if (first < 0 || count < 0 || (long) first + count > room) {
      return "has slots outside, first=%d, count=%d, room=%d".formatted(first, count, room);
    }
    if (nodes > 1 && (count == 0 || room < most)) {
      return "is not alone, but has count=%d, room=%d".formatted(count, room);
    }
    return null;
  }
}
