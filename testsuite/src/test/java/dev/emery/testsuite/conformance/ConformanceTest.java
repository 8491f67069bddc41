package dev.emery.testsuite.conformance;

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
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** What {@code java.util} promises, held by each collection through each of its doors. */
final class ConformanceTest {
  record Vectors(PHashMap<Long, PVec<String, Vectors>, Vectors> all) {}

  @TestFactory
  Stream<DynamicNode> pVec() {
    return Conformance.of(
            "PVec",
            Shapes.list(Samples.texts()),
            Vectors.class,
            Vectors::all,
            elements -> PVec.of(elements),
            PVec::edit)
        .autoCommit(PVec::autoCommit)
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
        .autoCommit(PHashMap::autoCommit)
        .tests();
  }

  record Sets(PHashMap<Long, PHashSet<String, Sets>, Sets> all) {}

  @TestFactory
  Stream<DynamicNode> pHashSet() {
    return Conformance.of(
            "PHashSet",
            Shapes.set(Samples.texts()),
            Sets.class,
            Sets::all,
            elements -> PHashSet.of(elements),
            PHashSet::edit)
        .autoCommit(PHashSet::autoCommit)
        .tests();
  }

  record LinkedMaps(PHashMap<Long, PLinkedHashMap<String, String, LinkedMaps>, LinkedMaps> all) {}

  @TestFactory
  Stream<DynamicNode> pLinkedHashMap() {
    return Conformance.of(
            "PLinkedHashMap",
            Shapes.sequencedMap(Samples.texts(), Samples.texts()),
            LinkedMaps.class,
            LinkedMaps::all,
            entries -> PLinkedHashMap.of(Conformance.asMap(entries)),
            PLinkedHashMap::edit)
        .autoCommit(PLinkedHashMap::autoCommit)
        .tests();
  }

  record SortedMaps(PHashMap<Long, PTreeMap<String, String, SortedMaps>, SortedMaps> all) {}

  @TestFactory
  Stream<DynamicNode> pTreeMap() {
    return Conformance.of(
            "PTreeMap",
            Shapes.navigableMap(Samples.texts(), Samples.texts()),
            SortedMaps.class,
            SortedMaps::all,
            entries -> PTreeMap.of(Conformance.asMap(entries)),
            PTreeMap::edit)
        .autoCommit(PTreeMap::autoCommit)
        .tests();
  }

  record SortedSets(PHashMap<Long, PTreeSet<Long, SortedSets>, SortedSets> all) {}

  @TestFactory
  Stream<DynamicNode> pTreeSet() {
    return Conformance.of(
            "PTreeSet",
            Shapes.navigableSet(Samples.longs()),
            SortedSets.class,
            SortedSets::all,
            elements -> PTreeSet.of(elements),
            PTreeSet::edit)
        .autoCommit(PTreeSet::autoCommit)
        .tests();
  }

  record Longs(PHashMap<Long, PLongVec<Longs>, Longs> all) {}

  @TestFactory
  Stream<DynamicNode> pLongVec() {
    return Conformance.of(
            "PLongVec",
            Shapes.list(Samples.longs()),
            Longs.class,
            Longs::all,
            elements -> PLongVec.of(elements),
            PLongVec::edit)
        .autoCommit(PLongVec::autoCommit)
        .tests();
  }

  record Ints(PHashMap<Long, PIntVec<Ints>, Ints> all) {}

  @TestFactory
  Stream<DynamicNode> pIntVec() {
    return Conformance.of(
            "PIntVec",
            Shapes.list(Samples.ints()),
            Ints.class,
            Ints::all,
            elements -> PIntVec.of(elements),
            PIntVec::edit)
        .autoCommit(PIntVec::autoCommit)
        .tests();
  }

  record Doubles(PHashMap<Long, PDoubleVec<Doubles>, Doubles> all) {}

  @TestFactory
  Stream<DynamicNode> pDoubleVec() {
    return Conformance.of(
            "PDoubleVec",
            Shapes.list(Samples.doubles()),
            Doubles.class,
            Doubles::all,
            elements -> PDoubleVec.of(elements),
            PDoubleVec::edit)
        .autoCommit(PDoubleVec::autoCommit)
        .tests();
  }

  record LongMaps(PHashMap<Long, PLongMap<String, LongMaps>, LongMaps> all) {}

  @TestFactory
  Stream<DynamicNode> pLongMap() {
    return Conformance.of(
            "PLongMap",
            Shapes.map(Samples.longs(), Samples.texts()),
            LongMaps.class,
            LongMaps::all,
            entries -> PLongMap.of(Conformance.asMap(entries)),
            PLongMap::edit)
        .autoCommit(PLongMap::autoCommit)
        .tests();
  }

  record LongLongMaps(PHashMap<Long, PLongLongMap<LongLongMaps>, LongLongMaps> all) {}

  @TestFactory
  Stream<DynamicNode> pLongLongMap() {
    return Conformance.of(
            "PLongLongMap",
            Shapes.map(Samples.longs(), Samples.longs()),
            LongLongMaps.class,
            LongLongMaps::all,
            entries -> PLongLongMap.of(Conformance.asMap(entries)),
            PLongLongMap::edit)
        .autoCommit(PLongLongMap::autoCommit)
        .tests();
  }
}
