package dev.emery.collections.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.Durability;
import dev.emery.collections.PDeque;
import dev.emery.collections.PHashMap;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.transaction.Journal;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Deques by {@link DequeSuite}, through all doors and in both orders; {@link ArrayDeque} shows that
 * the suite is right.
 */
final class DequeConformanceTest {
  record Deques(PHashMap<Long, PDeque<String, Deques>, Deques> all) {}

  @TempDir private Path folder;
  private Pool<Deques> pool;
  private @Nullable Journal<Deques> journal;
  private long next;

  @BeforeEach
  void open() {
    var options = PoolOptions.defaults().durability(Durability.RELAXED);
    pool = Pool.open(folder.resolve("deques.pool"), Deques.class, options);
  }

  @AfterEach
  void check() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private Journal<Deques> journal() {
    return Objects.requireNonNull(journal);
  }

  private PDeque<String, Deques> deque(String[] elements) {
    long key = ++next;
    pool.transaction(j -> pool.root().all().put(j, key, PDeque.of(elements)));
    return Objects.requireNonNull(pool.root().all().get(key));
  }

  private static String[] backwards(String[] elements) {
    return Arrays.asList(elements).reversed().toArray(new String[0]);
  }

  private Stream<DynamicTest> inTransactions(Stream<DequeSuite.Case> cases) {
    return cases.map(each ->
        DynamicTest.dynamicTest(
            each.name(),
            () ->
                pool.transaction(j -> {
                  journal = j;
                  each.body().run();
                })));
  }

  private static Stream<DynamicTest> alone(Stream<DequeSuite.Case> cases) {
    return cases.map(each -> DynamicTest.dynamicTest(each.name(), () -> each.body().run()));
  }

  private Stream<DynamicTest> edits(DequeSuite.Maker maker) {
    return inTransactions(Stream.concat(DequeSuite.tests(maker, true), DequeSuite.failFast(maker)));
  }

  @TestFactory
  Stream<DynamicTest> arrayDeque() {
    return edits(elements -> new ArrayDeque<>(List.of(elements)));
  }

  @TestFactory
  Stream<DynamicTest> arrayDequeReversed() {
    return edits(elements -> new ArrayDeque<>(List.of(elements).reversed()).reversed());
  }

  @TestFactory
  Stream<DynamicTest> edit() {
    return edits(elements -> deque(elements).edit(journal()));
  }

  @TestFactory
  Stream<DynamicTest> editOfReversed() {
    return edits(elements -> deque(backwards(elements)).reversed().edit(journal()));
  }

  @TestFactory
  Stream<DynamicTest> reversedOfEdit() {
    return edits(elements -> deque(backwards(elements)).edit(journal()).reversed());
  }

  @TestFactory
  Stream<DynamicTest> editOfAPrototype() {
    return edits(elements -> PDeque.<String, Deques>of(elements).edit(journal()));
  }

  @TestFactory
  Stream<DynamicTest> autoCommit() {
    return alone(DequeSuite.tests(elements -> deque(elements).autoCommit(), true));
  }

  @TestFactory
  Stream<DynamicTest> autoCommitInATransaction() {
    return inTransactions(DequeSuite.tests(elements -> deque(elements).autoCommit(), true));
  }

  @TestFactory
  Stream<DynamicTest> autoCommitOfReversed() {
    return alone(
        DequeSuite.tests(elements -> deque(backwards(elements)).reversed().autoCommit(), true));
  }

  @TestFactory
  Stream<DynamicTest> read() {
    return alone(DequeSuite.tests(this::deque, false));
  }

  @TestFactory
  Stream<DynamicTest> readReversed() {
    return alone(DequeSuite.tests(elements -> deque(backwards(elements)).reversed(), false));
  }

  @TestFactory
  Stream<DynamicTest> readOfAPrototype() {
    return alone(DequeSuite.tests(PDeque::<String, Deques>of, false));
  }
}
