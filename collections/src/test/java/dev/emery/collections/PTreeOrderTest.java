package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.UnregisteredComparatorException;
import dev.emery.WrongTypeException;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comparators have names, and a pool is opened with those that it uses. */
class PTreeOrderTest {
  private static final Comparator<String> BY_LENGTH =
      Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder());

  record Root(PTreeMap<Long, PTreeSet<String, Root>, Root> sets) {}

  /** Has no order of its own. */
  record Pair(int x, int y) {}

  record Pairs(PTreeMap<Pair, Long, Pairs> natural) {}

  @TempDir private Path folder;

  private Pool<Root> open(PoolOptions options) {
    return Pool.open(folder.resolve("order.pool"), Root.class, options);
  }

  private static PoolOptions with(Comparator<String> comparator) {
    return PoolOptions.defaults().comparator("by length", comparator);
  }

  private static PTreeSet<String, Root> prototype() {
    return PTreeSet.orderedBy("by length", BY_LENGTH);
  }

  private static void assertOrder(PTreeSet<String, Root> set) {
    assertThat(set).containsExactly("z", "bb", "aaa");
    assertThat(set.comparator()).isSameAs(BY_LENGTH);
    assertThat(set.descendingSet()).containsExactly("aaa", "bb", "z");
    assertThat(set.floor("yy")).isEqualTo("bb");
  }

  @Test
  void comparator_isThereWhenThePoolIsOpenedAgain() {
    try (Pool<Root> pool = open(with(BY_LENGTH))) {
      pool.transaction(j -> {
        PTreeSet<String, Root> set = prototype();
        set.add(j, "bb");
        pool.root().sets().put(j, 1L, set);
        set.addAll(j, List.of("aaa", "z"));
      });
      assertOrder(pool.root().sets().get(1L));
    }
    PoolOptions more = with(BY_LENGTH).comparator("another", Comparator.reverseOrder());
    try (Pool<Root> pool = open(more)) {
      assertOrder(pool.root().sets().get(1L));
      assertThat(pool.check().problems()).isEmpty();
    }
    try (Pool<Root> pool = open(with(BY_LENGTH).readOnly(true))) {
      assertOrder(pool.root().sets().get(1L));
    }
  }

  @Test
  void opening_withoutAComparatorThatIsInUse_isRefused() {
    try (Pool<Root> pool = open(with(BY_LENGTH))) {
      pool.transaction(j -> pool.root().sets().put(j, 1L, prototype()));
    }
    PoolOptions without = PoolOptions.defaults().comparator("other", Comparator.naturalOrder());
    for (PoolOptions each : List.of(PoolOptions.defaults(), without, without.readOnly(true))) {
      assertThatThrownBy(() -> open(each))
          .isInstanceOf(UnregisteredComparatorException.class)
          .hasMessage(
              "pool has collections in the order of comparators that are not registered,"
                  + " names=[by length]; open it with PoolOptions.comparator(\"by length\", …)");
    }
    open(with(BY_LENGTH)).close();
  }

  @Test
  void comparator_thatNoCollectionWasStoredWith_isNotAskedFor() {
    try (Pool<Root> pool = open(with(BY_LENGTH))) {
      assertThatThrownBy(() ->
              pool.transaction(j -> {
                pool.root().sets().put(j, 1L, prototype());
                throw new IllegalStateException("planted");
              }))
          .hasMessage("planted");
      pool.transaction(j -> {
        var savepoint = j.savepoint();
        pool.root().sets().put(j, 1L, prototype());
        j.rollbackTo(savepoint);
      });
      assertThat(pool.check().problems()).isEmpty();
    }
    try (Pool<Root> pool = open(PoolOptions.defaults())) {
      assertThat(pool.root().sets()).isEmpty();
      assertThat(pool.check().problems()).isEmpty();
    }
  }

  @Test
  void prototype_whoseComparatorIsNotTheRegisteredOne_isRefused() {
    try (Pool<Root> pool = open(with(Comparator.reverseOrder()))) {
      assertThatThrownBy(() -> pool.transaction(j -> pool.root().sets().put(j, 1L, prototype())))
          .isInstanceOf(UnregisteredComparatorException.class)
          .hasMessage(
              "comparator is not the one that the pool was opened with, name=by length;"
                  + " open the pool with PoolOptions.comparator(\"by length\", …) and use the same object");
      assertThatThrownBy(() ->
              pool.transaction(
                  j -> pool.root().sets().put(j, 1L, PTreeSet.orderedBy("unknown", BY_LENGTH))))
          .isInstanceOf(UnregisteredComparatorException.class)
          .hasMessageStartingWith("comparator is not known to the pool, name=unknown; open");
      PTreeSet<String, Root> refused = prototype();
      pool.transaction(j -> {
        refused.add(j, "a");
        assertThatThrownBy(() -> pool.root().sets().put(j, 1L, refused))
            .isInstanceOf(UnregisteredComparatorException.class);
      });
      assertThat(pool.root().sets()).isEmpty();
      assertThat(refused).containsExactly("a");
      assertThat(pool.check().problems()).isEmpty();
    }
  }

  /** The name is given to the comparator of other keys, or the file says that it is the tree's. */
  @Test
  void comparator_ofOtherKeys_isATypedException_andFoundByTheCheck() {
    try (Pool<Root> pool = open(with(BY_LENGTH))) {
      pool.transaction(j -> {
        pool.root().sets().put(j, 1L, prototype());
        pool.root().sets().get(1L).add(j, "bb");
      });
      PTreeSet<?, Root> set = pool.root().sets().get(1L);
      assertThatThrownBy(() -> set.contains(7L)).isInstanceOf(ClassCastException.class);
    }
    Comparator<Long> ofNumbers = Comparator.comparingLong(Long::longValue);
    try (Pool<Root> pool = open(PoolOptions.defaults().comparator("by length", ofNumbers))) {
      PTreeSet<String, Root> set = pool.root().sets().get(1L);
      assertThatThrownBy(() -> set.contains("bb"))
          .isInstanceOf(WrongTypeException.class)
          .hasMessage(
              "comparator of a tree does not compare its keys, name=by length,"
                  + " key=java.lang.String; register the one that the tree was made with, or run"
                  + " check(), which sees a damaged tree");
      assertThatThrownBy(() -> pool.transaction(j -> set.add(j, "a")))
          .isInstanceOf(WrongTypeException.class);
      assertThat(pool.check().problems())
          .singleElement()
          .asString()
          .contains("key cannot be compared", "does not compare its keys, name=by length");
      assertThat(new ArrayList<>(set)).as("without an order").containsExactly("bb");
    }
    try (Pool<Root> pool = open(with(BY_LENGTH))) {
      assertThat(pool.root().sets().get(1L)).containsExactly("bb");
      assertThat(pool.check().problems()).isEmpty();
    }
  }

  @Test
  void natural_orderOfKeysWithoutOne_isRefusedAtTheFirstPut() {
    try (Pool<Pairs> pool = Pool.inMemory(Pairs.class)) {
      pool.transaction(j ->
          assertThatThrownBy(() -> pool.root().natural().put(j, new Pair(1, 2), 3L))
              .isInstanceOf(ClassCastException.class));
      assertThat(pool.root().natural()).isEmpty();
      assertThat(pool.check().problems()).isEmpty();
    }
  }

  @Test
  void names_haveALength() {
    assertThatThrownBy(() -> PoolOptions.defaults().comparator("", BY_LENGTH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("name of a comparator, length=0");
  }
}
