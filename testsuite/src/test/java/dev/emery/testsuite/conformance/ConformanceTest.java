package dev.emery.testsuite.conformance;

import dev.emery.collections.PDeque;
import dev.emery.collections.PHashMap;
import dev.emery.collections.PLinkedList;
import dev.emery.collections.PPriorityQueue;
import dev.emery.collections.PVec;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** What {@code java.util} promises, held by each collection through each of its doors. */
final class ConformanceTest {
  record Vectors(PHashMap<Long, PVec<String, Vectors>, Vectors> all) {}

  @TestFactory
  Stream<DynamicNode> pVec() {
    return Conformance.of(
            "PVec", Shapes.list(Samples.texts()), Vectors.class, Vectors::all, PVec::of, PVec::edit)
        .tests();
  }

  record LinkedLists(PHashMap<Long, PLinkedList<String, LinkedLists>, LinkedLists> all) {}

  @TestFactory
  Stream<DynamicNode> pLinkedList() {
    return Conformance.of(
            "PLinkedList",
            Shapes.list(Samples.texts()),
            LinkedLists.class,
            LinkedLists::all,
            PLinkedList::of,
            PLinkedList::edit)
        .autoCommit(PLinkedList::autoCommit)
        .tests();
  }

  record Deques(PHashMap<Long, PDeque<String, Deques>, Deques> all) {}

  @TestFactory
  Stream<DynamicNode> pDeque() {
    return Conformance.of(
            "PDeque",
            Shapes.deque(Samples.texts()),
            Deques.class,
            Deques::all,
            PDeque::of,
            PDeque::edit)
        .autoCommit(PDeque::autoCommit)
        .tests();
  }

  record Queues(PHashMap<Long, PPriorityQueue<String, Queues>, Queues> all) {}

  @TestFactory
  Stream<DynamicNode> pPriorityQueue() {
    return Conformance.of(
            "PPriorityQueue",
            Shapes.queue(Samples.texts()),
            Queues.class,
            Queues::all,
            PPriorityQueue::of,
            PPriorityQueue::edit)
        .autoCommit(PPriorityQueue::autoCommit)
        .tests();
  }

  record Maps(PHashMap<Long, PHashMap<String, String, Maps>, Maps> all) {}

  @TestFactory
  Stream<DynamicNode> pHashMap() {
    return Conformance.of(
            "PHashMap",
            Shapes.map(Samples.texts(), Samples.texts()),
            Maps.class,
            Maps::all,
            entries -> PHashMap.of(Conformance.asMap(entries)),
            PHashMap::edit)
        .tests();
  }
}
