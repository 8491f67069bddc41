package dev.emery.testsuite.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.stream.Stream;
import junit.framework.TestSuite;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The suites that Guava's library has not, proven on the collections of {@code java.util}. */
final class TwinsTest {

  private static Stream<DynamicTest> tests(String twin, TestSuite suite) {
    List<Case<Object>> cases = Case.of(suite);
    assertThat(cases).isNotEmpty();
    return cases.stream().map(each -> DynamicTest.dynamicTest(twin + ": " + each, each::run));
  }

  private static Subjects.Lists<String> lists(Function<List<String>, List<String>> maker) {
    return new Subjects.Lists<>(Samples.texts(), maker);
  }

  @TestFactory
  Stream<DynamicTest> lists() {
    return Stream.of(
            tests("ArrayList", Sequenced.ofList(lists(ArrayList::new), Door.EDIT)),
            tests("LinkedList", Sequenced.ofList(lists(LinkedList::new), Door.EDIT)),
            tests(
                "unmodifiable list",
                Sequenced.ofList(
                    lists(e -> Collections.unmodifiableList(new ArrayList<>(e))), Door.READ)))
        .flatMap(tests -> tests);
  }

  private static Subjects.Queues<String> queues(Function<List<String>, Queue<String>> maker) {
    return new Subjects.Queues<>(Samples.texts(), maker);
  }

  @TestFactory
  Stream<DynamicTest> deques() {
    Function<List<String>, Deque<String>> arrays = ArrayDeque::new;
    return Stream.of(
            tests("ArrayDeque", Sequenced.ofDeque("d", queues(ArrayDeque::new), Door.EDIT)),
            tests(
                "ArrayDeque.reversed()",
                Sequenced.ofDeque(
                    "d", queues(e -> arrays.apply(e.reversed()).reversed()), Door.EDIT)),
            tests(
                "ConcurrentLinkedDeque",
                Sequenced.ofDeque("d", queues(ConcurrentLinkedDeque::new), Door.AUTO_COMMIT)))
        .flatMap(tests -> tests);
  }

  private static Subjects.Sets<String> sets(Function<List<String>, Set<String>> maker) {
    return new Subjects.Sets<>(Samples.texts(), maker);
  }

  private static Subjects.SortedSets<String> sorted(
      Function<List<String>, SortedSet<String>> maker) {
    return new Subjects.SortedSets<>(Samples.texts(), maker);
  }

  @TestFactory
  Stream<DynamicTest> sets() {
    return Stream.of(
            tests("LinkedHashSet", Sequenced.ofSet(sets(LinkedHashSet::new), Door.EDIT)),
            tests(
                "unmodifiable set",
                Sequenced.ofSet(
                    sets(e -> Collections.unmodifiableSequencedSet(new LinkedHashSet<>(e))),
                    Door.READ)),
            tests(
                "TreeSet",
                Sequenced.ofSortedSet(
                    sorted(e -> new TreeSet<>((Collection<String>) e)), Door.EDIT)))
        .flatMap(tests -> tests);
  }

  private static Subjects.Maps<String, String> maps(
      Function<Map<String, String>, SequencedMap<String, String>> copy) {
    return new Subjects.Maps<>(
        Samples.texts(), Samples.texts(), e -> copy.apply(Conformance.asMap(e)));
  }

  private static Subjects.SortedMaps<String, String> sortedMaps(
      Function<Map<String, String>, SortedMap<String, String>> copy) {
    return new Subjects.SortedMaps<>(
        Samples.texts(), Samples.texts(), e -> copy.apply(Conformance.asMap(e)));
  }

  @TestFactory
  Stream<DynamicTest> maps() {
    return Stream.of(
            tests("LinkedHashMap", Sequenced.ofMap(maps(LinkedHashMap::new), Door.EDIT)),
            tests(
                "unmodifiable map",
                Sequenced.ofMap(
                    maps(m -> Collections.unmodifiableSequencedMap(new LinkedHashMap<>(m))),
                    Door.READ)),
            tests("TreeMap", Sequenced.ofSortedMap(sortedMaps(TreeMap::new), Door.EDIT)),
            tests(
                "ConcurrentSkipListMap",
                Sequenced.ofSortedMap(sortedMaps(ConcurrentSkipListMap::new), Door.AUTO_COMMIT)))
        .flatMap(tests -> tests);
  }

  /** Why one case is left out for reversed lists. */
  @Test
  void reversedListOfJava_iterator_removesWhatItHasJustAdded() {
    List<String> list = new ArrayList<>();
    ListIterator<String> iterator = list.reversed().listIterator();
    iterator.add("added");
    iterator.remove();
    assertThat(list).isEmpty();
  }
}
