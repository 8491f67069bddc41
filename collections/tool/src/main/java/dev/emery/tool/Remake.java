package dev.emery.tool;

import dev.emery.PoolException;
import dev.emery.collections.PDeque;
import dev.emery.collections.PDoubleVec;
import dev.emery.collections.PHashMap;
import dev.emery.collections.PHashSet;
import dev.emery.collections.PIntVec;
import dev.emery.collections.PLinkedHashMap;
import dev.emery.collections.PLinkedList;
import dev.emery.collections.PLongLongMap;
import dev.emery.collections.PLongMap;
import dev.emery.collections.PLongVec;
import dev.emery.collections.PPriorityQueue;
import dev.emery.collections.PTreeMap;
import dev.emery.collections.PTreeSet;
import dev.emery.collections.PVec;
import dev.emery.tool.types.ForeignOrder;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes collections of the same type as others, with other elements. */
@SuppressWarnings("unchecked") // the elements are copies of those of the old collection
final class Remake {
  private Remake() {}

  /**
   * A map like {@code old}.
   *
   * @param orders gets the name of its comparator
   */
  static Object map(Map<?, ?> old, Map<?, ?> entries, Set<String> orders) {
    return switch (old) {
      case PHashMap<?, ?, ?> _ -> PHashMap.of(entries);
      case PLinkedHashMap<?, ?, ?> _ -> PLinkedHashMap.of(entries);
      case PLongMap<?, ?> _ -> PLongMap.of((Map<Long, ?>) entries);
      case PLongLongMap<?> _ -> PLongLongMap.of((Map<Long, Long>) entries);
      case PTreeMap<?, ?, ?> tree when tree.comparator() instanceof ForeignOrder.Named order -> {
        orders.add(order.name());
        yield PTreeMap.orderedBy(order.name(), order, entries);
      }
      case PTreeMap<?, ?, ?> _ -> PTreeMap.of(entries);
      default -> throw unknown(old);
    };
  }

  /**
   * A collection like {@code old}.
   *
   * @param orders gets the name of its comparator
   */
  static Object collection(Collection<?> old, List<?> elements, Set<String> orders) {
    return switch (old) {
      case PVec<?, ?> _ -> PVec.of((Collection<?>) elements);
      case PLinkedList<?, ?> _ -> PLinkedList.of((Collection<?>) elements);
      case PDeque<?, ?> _ -> PDeque.of((Collection<?>) elements);
      case PHashSet<?, ?> _ -> PHashSet.of((Collection<?>) elements);
      case PLongVec<?> _ -> PLongVec.of((Collection<Long>) elements);
      case PIntVec<?> _ -> PIntVec.of((Collection<Integer>) elements);
      case PDoubleVec<?> _ -> PDoubleVec.of((Collection<Double>) elements);
      case PPriorityQueue<?, ?> _ -> PPriorityQueue.of((Collection<?>) elements);
      case PTreeSet<?, ?> tree when tree.comparator() instanceof ForeignOrder.Named order -> {
        orders.add(order.name());
        yield PTreeSet.orderedBy(order.name(), order, elements);
      }
      case PTreeSet<?, ?> _ -> PTreeSet.of((Collection<?>) elements);
      default -> throw unknown(old);
    };
  }

  private static PoolException unknown(Object old) {
    return new PoolException("cannot be copied, kind=" + old.getClass().getSimpleName());
  }
}
