package dev.emery.collections.sequence;

import dev.emery.schema.Codec;
import dev.emery.schema.OwnedVisitor;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.BitSet;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The elements of deques and linked lists in a pool, as slots of {@link Nodes}: at both ends, and
 * where an iterator is, a change takes O(1). It holds the type alone, so one serves all objects of
 * that type.
 *
 * @param <E> the type of the elements
 */
public final class PooledNodes<E> implements PooledElements<E> {
  /*
   * Elements are found by index as in a vector, so that lists, views and iterators are the same for
   * both. What makes an iterator O(1) is its finger: the node where it was last. It holds while the
   * modification count does, which a reader asks after it has entered: the count of a change is
   * raised before its version is, so whoever sees the change sees the count.
   *
   * A new element is stored into a free slot beside those in use and then brought to its place as
   * bytes, so a store that fails leaves the elements as they were.
   */
  /** Payload bytes of the nodes of a deque, whose ends change: what fits the heap's 4 KiB class. */
  public static final int LARGE = 4352;

  /** Payload bytes of the nodes of a list, which changes anywhere. */
  public static final int SMALL = 512;

  private final Codec<E> codec;
  private final Nodes nodes;
  private final Splicing splicing;

  /** Creates the type for elements of a codec, which may still be under construction. */
  public PooledNodes(Codec<E> codec, int nodeBytes) {
    this.codec = codec;
    this.nodes = new Nodes(codec.width(), nodeBytes);
    this.splicing = new Splicing(nodes);
  }

  // ---- reads

  @Override
  public int size(Anchor a) {
    PooledElements.memory(a);
    return a.read(true, m -> Nodes.size(m, a.block()));
  }

  @Override
  public E get(Elements<E> body, int index) {
    Anchor a = body.anchor();
    Memory m = PooledElements.memory(a);
    long object = a.block();
    for (; ; ) {
      long stamp = m.enter(object, codec.pure());
      try {
        m.require(object, a.id());
        int modCount = a.modCount().get();
        Objects.checkIndex(index, Nodes.size(m, object));
        Finger known = body.finger;
        if (known != null && known.modCount() != modCount) {
          known = null;
        }
        Spot spot = nodes.locateNear(m, object, known, index);
        E element = spot == null ? null : load(m, spot);
        if (m.exit(object, stamp)) {
          if (spot == null || element == null) {
            return getFar(body, index);
          }
          if (known == null || known.node() != spot.node) {
            body.finger = new Finger(modCount, spot.node, spot.base);
          }
          return element;
        }
      } catch (RuntimeException | Error e) {
        m.failed(object, stamp, e);
      }
    }
  }

  /**
   * As {@link #get}, but goes through any number of nodes, and so takes the lock for its length.
   */
  private E getFar(Elements<E> body, int index) {
    Anchor a = body.anchor();
    return a.read(
        false,
        m -> {
          Objects.checkIndex(index, Nodes.size(m, a.block()));
          Spot spot = nodes.locate(m, a.block(), finger(body), index);
          body.finger = new Finger(a.modCount().get(), spot.node, spot.base);
          return load(m, spot);
        });
  }

  private @Nullable Finger finger(Elements<E> body) {
    Finger known = body.finger;
    return known != null && known.modCount() == modCount(body.anchor()) ? known : null;
  }

  private E load(Memory m, Spot spot) {
    return codec.load(m, spot.node, nodes.at(m, spot.node, spot.k));
  }

  @Override
  public @Nullable E peek(Elements<E> body, boolean last) {
    Anchor a = body.anchor();
    PooledElements.memory(a);
    return a.read(
        codec.pure(),
        m -> {
          long object = a.block();
          if (Nodes.size(m, object) == 0) {
            return null;
          }
          long node = last ? Nodes.tail(m, object) : Nodes.head(m, object);
          int k = last ? Nodes.count(m, node) - 1 : 0;
          return codec.load(m, node, nodes.at(m, node, k));
        });
  }

  @Override
  public Object[] toArray(Anchor a, int from, int to) {
    PooledElements.memory(a);
    // Not pure, whatever the codec is: a shared lock, so that lengths and the chain can be trusted.
    return a.read(
        false,
        m -> {
          long object = a.block();
          int end = end(m, object, from, to);
          Object[] array = new Object[end - from];
          nodes.pieces(
              m,
              object,
              from,
              end,
              (i, n, node, at) -> {
                for (int k = 0; k < n; k++) {
                  array[i - from + k] = codec.load(m, node, at + (long) k * nodes.width());
                }
              });
          return array;
        });
  }

  private static int end(Memory m, long object, int from, int to) {
    int size = Nodes.size(m, object);
    int end = to < 0 ? size : to;
    Objects.checkFromToIndex(from, end, size);
    return end;
  }

  @Override
  public int indexOf(Anchor a, Object element, int from, int to) {
    Object[] elements = toArray(a, from, to);
    for (int i = 0; i < elements.length; i++) {
      if (element.equals(elements[i])) {
        return from + i;
      }
    }
    return -1;
  }

  @Override
  public int modCount(Anchor a) {
    return a.modCount().get();
  }

  @Override
  public E detached(E element) {
    return codec.detach(element);
  }

  // ---- changes

  @Override
  public void lock(Anchor a, Journal<?> j) {
    a.write(j);
  }

  @Override
  public void append(Anchor a, Journal<?> j, E element) {
    Memory m = a.write(j);
    add(m, j, a.block(), nodes.locate(m, a.block(), null, Nodes.size(m, a.block())), element);
    a.changing(j);
  }

  /** Stores an element at a spot, which leads to it then. */
  private void add(Memory m, Journal<?> j, long object, Spot spot, E element) {
    if (Nodes.size(m, object) >= Integer.MAX_VALUE - 8) {
      throw new IllegalStateException("collection full, size=" + Nodes.size(m, object));
    }
    splicing.makeRoom(m, j, object, spot);
    try {
      Storing.add(codec, m, j, spot.node, splicing.free(m, spot), element);
    } catch (RuntimeException | Error e) {
      splicing.giveUp(m, j, object, spot);
      throw e;
    }
    splicing.takeIn(m, j, object, spot);
  }

  @Override
  @SuppressWarnings("emery.txin") // the count in a finger says whether it holds
  public void insert(Elements<E> body, Journal<?> j, int index, Object[] elements) {
    Anchor a = body.anchor();
    Memory m = a.write(j);
    int size = Nodes.size(m, a.block());
    int at = index < 0 ? size : Objects.checkIndex(index, size + 1);
    if (elements.length == 0) {
      return;
    }
    Spot spot = nodes.locate(m, a.block(), finger(body), at);
    addAll(m, j, a.block(), spot, elements);
    a.changing(j);
    body.finger = new Finger(a.modCount().get(), spot.node, spot.base);
  }

  /** Stores elements at a spot, which leads to the last one then; all of them or none. */
  @SuppressWarnings("emery.txin") // a spot is of one operation
  private void addAll(Memory m, Journal<?> j, long object, Spot spot, Object[] elements) {
    int from = spot.base + spot.k;
    int stored = 0;
    try {
      for (Object element : elements) {
        if (stored > 0) {
          spot.k++;
        }
        add(m, j, object, spot, cast(element));
        stored++;
      }
    } catch (RuntimeException | Error e) {
      removeIf(m, j, object, from, from + stored, _ -> true);
      throw e;
    }
  }

  @Override
  public void fill(Memory m, Journal<?> j, long object, Object[] elements) {
    addAll(m, j, object, new Spot(0, 0, 0), elements);
  }

  @SuppressWarnings("unchecked") // a wrong one shows as a ClassCastException in the codec
  private E cast(Object element) {
    return (E) element;
  }

  @Override
  public E set(Elements<E> body, Journal<?> j, int index, E element) {
    Anchor a = body.anchor();
    Memory m = a.write(j);
    Spot spot = present(m, body, index);
    E old = load(m, spot);
    Storing.replace(codec, m, j, spot.node, nodes.at(m, spot.node, spot.k), old, element);
    return old;
  }

  private Spot present(Memory m, Elements<E> body, int index) {
    long object = body.anchor().block();
    Objects.checkIndex(index, Nodes.size(m, object));
    return nodes.locate(m, object, finger(body), index);
  }

  @Override
  @SuppressWarnings("emery.txin") // the count in a finger says whether it holds
  public E remove(Elements<E> body, Journal<?> j, int index) {
    Anchor a = body.anchor();
    Memory m = a.write(j);
    Spot spot = present(m, body, index);
    E old = load(m, spot);
    codec.drop(m, j, spot.node, nodes.at(m, spot.node, spot.k));
    splicing.takeOut(m, j, a.block(), spot);
    a.changing(j);
    body.finger = new Finger(a.modCount().get(), spot.node, spot.base);
    return old;
  }

  @Override
  public void removeRange(Anchor a, Journal<?> j, int from, int to) {
    Memory m = a.write(j);
    Objects.checkFromToIndex(from, to, Nodes.size(m, a.block()));
    removeIf(m, j, a.block(), from, to, _ -> true);
    if (from < to) {
      a.changing(j);
    }
  }

  @Override
  public void removeMarked(Anchor a, Journal<?> j, int from, BitSet marked) {
    Memory m = a.write(j);
    int first = from + marked.nextSetBit(0);
    removeIf(m, j, a.block(), first, from + marked.length(), i -> marked.get(i - from));
    a.changing(j);
  }

  private void removeIf(Memory m, Journal<?> j, long object, int from, int to, IntPredicate goes) {
    if (from < to) {
      splicing.removeIf(m, j, object, from, to, goes, (node, at) -> codec.drop(m, j, node, at));
    }
  }

  @Override
  public void permute(Anchor a, Journal<?> j, int from, int[] order) {
    Memory m = a.write(j);
    Objects.checkFromIndexSize(from, order.length, Nodes.size(m, a.block()));
    Permuting.permute(nodes, m, j, a.block(), from, order);
    a.changing(j);
  }

  @Override
  public void swap(Anchor a, Journal<?> j, int one, int other) {
    Memory m = a.write(j);
    int size = Nodes.size(m, a.block());
    Spot first = nodes.locate(m, a.block(), null, Objects.checkIndex(one, size));
    Spot second = nodes.locate(m, a.block(), null, Objects.checkIndex(other, size));
    Permuting.swap(
        m,
        j,
        nodes.width(),
        first.node,
        nodes.at(m, first.node, first.k),
        second.node,
        nodes.at(m, second.node, second.k));
  }

  @Override
  public void clear(Anchor a, Journal<?> j) {
    Memory m = a.write(j);
    drop(m, j, a.block(), Integer.MAX_VALUE);
    a.changing(j);
  }

  // ---- the object as a whole

  @Override
  public int objectBytes() {
    return NodeFormat.BYTES;
  }

  @Override
  public boolean dropSome(Memory m, Journal<?> j, long object, int budget) {
    return drop(m, j, object, budget);
  }

  /** Drops elements from the head and frees their nodes; true when nothing is left. */
  private boolean drop(Memory m, Journal<?> j, long object, int budget) {
    int left = budget;
    for (long node = Nodes.head(m, object); node != 0; node = Nodes.head(m, object)) {
      if (left <= 0) {
        return false;
      }
      int count = Nodes.count(m, node);
      int dropped = codec.owns() ? Math.min(count, left) : count;
      for (int k = 0; codec.owns() && k < dropped; k++) {
        codec.drop(m, j, node, nodes.at(m, node, k));
      }
      if (dropped == count) {
        Nodes.unlink(m, j, object, node);
      } else {
        Nodes.use(m, j, node, Nodes.first(m, node) + dropped, count - dropped);
      }
      Nodes.size(m, j, object, Nodes.size(m, object) - dropped);
      left -= codec.owns() ? dropped + 1 : 1;
    }
    return true;
  }

  @Override
  public void visit(Memory m, long object, OwnedVisitor visitor) {
    boolean owns = codec.owns();
    nodes.visit(
        m,
        object,
        visitor,
        (_, n, node, at) -> {
          for (int k = 0; owns && k < n; k++) {
            codec.visit(m, node, at + (long) k * nodes.width(), visitor);
          }
        });
  }

  @Override
  public void check(Memory m, long object, Consumer<String> problems) {
    if (nodes.check(m, object, problems)) {
      nodes.pieces(
          m,
          object,
          0,
          Nodes.size(m, object),
          (_, n, node, at) -> {
            for (int k = 0; k < n; k++) {
              codec.check(m, node, at + (long) k * nodes.width(), problems);
            }
          });
    }
  }
}
