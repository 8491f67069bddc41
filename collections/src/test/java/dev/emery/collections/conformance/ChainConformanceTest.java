package dev.emery.collections.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.testing.ListTestSuiteBuilder;
import com.google.common.collect.testing.QueueTestSuiteBuilder;
import com.google.common.collect.testing.TestStringListGenerator;
import com.google.common.collect.testing.TestStringQueueGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.Feature;
import com.google.common.collect.testing.features.ListFeature;
import dev.emery.Durability;
import dev.emery.collections.PDeque;
import dev.emery.collections.PLinkedList;
import dev.emery.collections.PPriorityQueue;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.transaction.Journal;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Linked lists as {@code java.util.List}, deques and priority queues as {@code java.util.Queue},
 * and deques as {@link Deque}: the view to edit, the object to read, and prototypes.
 */
final class ChainConformanceTest {
  private static final Feature<?>[] EDIT_LIST = {
    CollectionFeature.KNOWN_ORDER,
    ListFeature.GENERAL_PURPOSE,
    CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
    CollectionFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION
  };
  private static final Feature<?>[] EDIT_DEQUE = {
    CollectionFeature.KNOWN_ORDER,
    CollectionFeature.GENERAL_PURPOSE,
    CollectionFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION
  };
  private static final Feature<?>[] EDIT_QUEUE = {
    CollectionFeature.GENERAL_PURPOSE, CollectionFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION
  };
  private static final Feature<?>[] READ = {CollectionFeature.KNOWN_ORDER};

  @TempDir private Path folder;
  private Pool<ChainSuites> pool;
  private @Nullable Journal<ChainSuites> journal;
  private long next;

  @BeforeEach
  void open() {
    var options = PoolOptions.defaults().durability(Durability.RELAXED);
    pool = Pool.open(folder.resolve("suites.pool"), ChainSuites.class, options);
  }

  @AfterEach
  void check() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private Journal<ChainSuites> journal() {
    return Objects.requireNonNull(journal);
  }

  private Stream<DynamicTest> inTransactions(junit.framework.Test suite) {
    return Guava.tests(
        suite,
        test ->
            pool.transaction(j -> {
              journal = j;
              test.execute();
            }));
  }

  // ---- linked lists

  private Stream<DynamicTest> lists(
      String name, Function<String[], List<String>> maker, Feature<?>... features) {
    var generator =
        new TestStringListGenerator() {
          @Override
          protected List<String> create(String[] elements) {
            return maker.apply(elements);
          }
        };
    return inTransactions(
        ListTestSuiteBuilder.using(generator)
            .named(name)
            .withFeatures(CollectionSize.ANY)
            .withFeatures(features)
            .createTestSuite());
  }

  private PLinkedList<String, ChainSuites> list(String[] elements) {
    pool.root().lists().put(journal(), ++next, PLinkedList.of(elements));
    return Objects.requireNonNull(pool.root().lists().get(next));
  }

  @TestFactory
  Stream<DynamicTest> list_edit() {
    return lists("edit", elements -> list(elements).edit(journal()), EDIT_LIST);
  }

  @TestFactory
  Stream<DynamicTest> list_editOfAPrototype() {
    return lists(
        "edit of a prototype",
        elements -> PLinkedList.<String, ChainSuites>of(elements).edit(journal()),
        EDIT_LIST);
  }

  @TestFactory
  Stream<DynamicTest> list_read() {
    return lists("read", this::list, READ);
  }

  @TestFactory
  Stream<DynamicTest> list_readOfAPrototype() {
    return lists("read of a prototype", PLinkedList::<String, ChainSuites>of, READ);
  }

  // ---- deques and priority queues

  private Stream<DynamicTest> queues(
      String name, Function<String[], Queue<String>> maker, Feature<?>... features) {
    var generator =
        new TestStringQueueGenerator() {
          @Override
          protected Queue<String> create(String[] elements) {
            return maker.apply(elements);
          }
        };
    return inTransactions(
        QueueTestSuiteBuilder.using(generator)
            .named(name)
            .withFeatures(CollectionSize.ANY)
            .withFeatures(features)
            .createTestSuite());
  }

  private PDeque<String, ChainSuites> deque(String[] elements) {
    pool.root().deques().put(journal(), ++next, PDeque.of(elements));
    return Objects.requireNonNull(pool.root().deques().get(next));
  }

  private PDeque<String, ChainSuites> backwards(String[] elements) {
    return deque(Arrays.asList(elements).reversed().toArray(new String[0]));
  }

  private PPriorityQueue<String, ChainSuites> queue(String[] elements) {
    pool.root().queues().put(journal(), ++next, PPriorityQueue.of(List.of(elements)));
    return Objects.requireNonNull(pool.root().queues().get(next));
  }

  @TestFactory
  Stream<DynamicTest> deque_edit() {
    return queues("edit", elements -> deque(elements).edit(journal()), EDIT_DEQUE);
  }

  @TestFactory
  Stream<DynamicTest> deque_editOfAPrototype() {
    return queues(
        "edit of a prototype",
        elements -> PDeque.<String, ChainSuites>of(elements).edit(journal()),
        EDIT_DEQUE);
  }

  @TestFactory
  Stream<DynamicTest> deque_editReversed() {
    return queues(
        "edit reversed", elements -> backwards(elements).reversed().edit(journal()), EDIT_DEQUE);
  }

  @TestFactory
  Stream<DynamicTest> deque_read() {
    return queues("read", this::deque, READ);
  }

  @TestFactory
  Stream<DynamicTest> deque_readReversed() {
    return queues("read reversed", elements -> backwards(elements).reversed(), READ);
  }

  @TestFactory
  Stream<DynamicTest> deque_readOfAPrototype() {
    return queues("read of a prototype", PDeque::<String, ChainSuites>of, READ);
  }

  @TestFactory
  Stream<DynamicTest> queue_edit() {
    return queues("edit", elements -> queue(elements).edit(journal()), EDIT_QUEUE);
  }

  @TestFactory
  Stream<DynamicTest> queue_editOfAPrototype() {
    return queues(
        "edit of a prototype",
        elements -> PPriorityQueue.<String, ChainSuites>of(List.of(elements)).edit(journal()),
        EDIT_QUEUE);
  }

  @TestFactory
  Stream<DynamicTest> queue_read() {
    return queues("read", this::queue);
  }

  @TestFactory
  Stream<DynamicTest> queue_readOfAPrototype() {
    return queues(
        "read of a prototype",
        elements -> PPriorityQueue.<String, ChainSuites>of(List.of(elements)));
  }

  // ---- deques by the suite of our own

  private Stream<DynamicTest> deques(DequeSuite.Maker maker, boolean mutable) {
    return DequeSuite.tests(maker, mutable)
        .map(test ->
            DynamicTest.dynamicTest(
                test.name(),
                () ->
                    pool.transaction(j -> {
                      journal = j;
                      test.body().run();
                    })));
  }

  @TestFactory
  Stream<DynamicTest> dequeSuite_arrayDeque_proofsTheSuite() {
    return deques(elements -> new ArrayDeque<>(List.of(elements)), true);
  }

  @TestFactory
  Stream<DynamicTest> dequeSuite_arrayDequeReversed_proofsTheSuite() {
    return deques(elements -> new ArrayDeque<>(List.of(elements).reversed()).reversed(), true);
  }

  @TestFactory
  Stream<DynamicTest> dequeSuite_edit() {
    return deques(elements -> deque(elements).edit(journal()), true);
  }

  @TestFactory
  Stream<DynamicTest> dequeSuite_editReversed() {
    return deques(elements -> backwards(elements).reversed().edit(journal()), true);
  }

  @TestFactory
  Stream<DynamicTest> dequeSuite_reversedEdit() {
    return deques(elements -> backwards(elements).edit(journal()).reversed(), true);
  }

  @TestFactory
  Stream<DynamicTest> dequeSuite_editOfAPrototype() {
    return deques(elements -> PDeque.<String, ChainSuites>of(elements).edit(journal()), true);
  }

  @TestFactory
  Stream<DynamicTest> dequeSuite_read() {
    return deques(this::deque, false);
  }

  @TestFactory
  Stream<DynamicTest> dequeSuite_readReversed() {
    return deques(elements -> backwards(elements).reversed(), false);
  }

  @TestFactory
  Stream<DynamicTest> dequeSuite_readOfAPrototype() {
    return deques(PDeque::<String, ChainSuites>of, false);
  }
}
