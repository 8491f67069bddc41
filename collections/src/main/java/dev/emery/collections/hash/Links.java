package dev.emery.collections.hash;

import dev.emery.CorruptPoolException;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.function.Consumer;

/**
 * The order of a linked map: its nodes as a doubly linked list.
 *
 * <p>Changing methods need the exclusive lock of the map's object.
 */
final class Links {
  private Links() {}

  /** The node at an end; 0 in an empty map. */
  static long end(Memory m, long object, End end) {
    return m.getLong(LinkedFormat.endAt(object, end));
  }

  /** The node at an end, which has no neighbour towards it; 0 in an empty map. */
  static long begin(Memory m, long object, End end) {
    long node = end(m, object, end);
    if (node != 0 && next(m, node, end) != 0) {
      throw wrong(node);
    }
    return node;
  }

  /**
   * The neighbour of a node towards an end, which leads back to it; 0 where it is there already. So
   * whoever has begun at an end never goes in a circle.
   */
  static long step(Memory m, long node, End towards) {
    long next = next(m, node, towards);
    if (next != 0 && next(m, next, towards.opposite()) != node) {
      throw wrong(node);
    }
    return next;
  }

  private static CorruptPoolException wrong(long node) {
    return new CorruptPoolException("links disagree, node=0x%x".formatted(node));
  }

  /** The neighbour of a node towards an end; 0 where it is there already. */
  static long next(Memory m, long node, End towards) {
    return m.getLong(LinkedFormat.linkAt(node, towards));
  }

  /** Links a node in at an end. */
  static void add(Memory m, Journal<?> j, long object, long node, End end) {
    long neighbour = end(m, object, end);
    m.setLong(j, node, LinkedFormat.linkAt(node, end), 0);
    m.setLong(j, node, LinkedFormat.linkAt(node, end.opposite()), neighbour);
    if (neighbour == 0) {
      m.setLong(j, object, LinkedFormat.endAt(object, end.opposite()), node);
    } else {
      m.setLong(j, neighbour, LinkedFormat.linkAt(neighbour, end), node);
    }
    m.setLong(j, object, LinkedFormat.endAt(object, end), node);
  }

  /** Links a node out, whose own links stay. */
  static void remove(Memory m, Journal<?> j, long object, long node) {
    long before = next(m, node, End.FIRST);
    long after = next(m, node, End.LAST);
    join(m, j, object, before, after, End.LAST);
    join(m, j, object, after, before, End.FIRST);
  }

  /** Makes {@code from}, or the object where there is none, lead to {@code to}. */
  private static void join(Memory m, Journal<?> j, long object, long from, long to, End towards) {
    if (from == 0) {
      m.setLong(j, object, LinkedFormat.endAt(object, towards.opposite()), to);
    } else {
      m.setLong(j, from, LinkedFormat.linkAt(from, towards), to);
    }
  }

  /** Forgets the order, where all nodes are dropped. */
  static void clear(Memory m, Journal<?> j, long object) {
    m.setLong(j, object, LinkedFormat.endAt(object, End.FIRST), 0);
    m.setLong(j, object, LinkedFormat.endAt(object, End.LAST), 0);
  }

  /** Reports where links and table disagree, see {@link LinkedFormat}. */
  static void check(Memory m, long object, LinkedMap<?, ?> map, Consumer<String> problems) {
    long size = Segments.size(m, object);
    long before = 0;
    long node = end(m, object, End.FIRST);
    long count = 0;
    for (; node != 0 && count < size; count++) {
      if (!map.isInTable(m, object, node)) {
        problems.accept("link to a node of no slot, place=%d, node=0x%x".formatted(count, node));
        return;
      }
      if (next(m, node, End.FIRST) != before) {
        problems.accept("links disagree, place=%d, node=0x%x".formatted(count, node));
      }
      before = node;
      node = next(m, node, End.LAST);
    }
    if (node != 0 || count != size) {
      problems.accept(
          "size=%d, but linked=%d%s".formatted(size, count, node == 0 ? "" : " or more"));
    }
    if (end(m, object, End.LAST) != before) {
      problems.accept("last node is not the last linked, linked=0x%x".formatted(before));
    }
  }
}
