package dev.emery.testsuite.conformance;

import dev.emery.collections.PHashMap;
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
