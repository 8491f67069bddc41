package dev.emery.testsuite.safety;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.collections.PDeque;
import dev.emery.collections.PHashMap;
import dev.emery.collections.PLinkedList;
import dev.emery.collections.PTreeMap;
import dev.emery.collections.PVec;
import dev.emery.testsuite.pool.PoolExtension;
import dev.emery.transaction.Journal;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Accessors of records with a body are not run in the middle of a change. */
class AccessorTest {
  private static Runnable accessor = () -> {};

  @RegisterExtension final PoolExtension<Shelf> pools = PoolExtension.crashable(Shelf.class);

  record Book(String title, long pages) {
    @Override
    public long pages() {
      accessor.run();
      return pages;
    }
  }

  record Shelf(
      PVec<Book, Shelf> vec,
      PHashMap<String, Book, Shelf> map,
      PTreeMap<String, Book, Shelf> tree,
      PDeque<Book, Shelf> deque,
      PLinkedList<Book, Shelf> list) {}

  private void addsWhole(BiConsumer<Shelf, Journal<Shelf>> change) {
    pools
        .pool()
        .transaction(j -> {
          Shelf shelf = pools.root();
          accessor =
              () -> {
                accessor = () -> {};
                shelf.vec().clear(j);
                shelf.map().clear(j);
                shelf.tree().clear(j);
                shelf.deque().clear(j);
                shelf.list().clear(j);
              };
          change.accept(shelf, j);
        });
    assertThat(pools.pool().check().problems()).isEmpty();
  }

  @Test
  void accessor_thatClearsTheCollection_isNotRunByAStore() {
    addsWhole((shelf, j) -> shelf.vec().addAll(j, List.of(new Book("a", 1), new Book("b", 2))));
    addsWhole((shelf, j) -> shelf.map().put(j, "a", new Book("a", 1)));
    addsWhole((shelf, j) -> shelf.tree().put(j, "a", new Book("a", 1)));
    addsWhole((shelf, j) -> shelf.deque().add(j, new Book("a", 1)));
    addsWhole((shelf, j) -> shelf.list().add(j, new Book("a", 1)));
    accessor = () -> {};
    assertThat(pools.root().vec()).containsExactly(new Book("a", 1), new Book("b", 2));
    assertThat(pools.root().map()).containsOnlyKeys("a");
    assertThat(pools.root().tree()).containsOnlyKeys("a");
    assertThat(pools.root().deque()).hasSize(1);
    assertThat(pools.root().list()).hasSize(1);
  }
}
