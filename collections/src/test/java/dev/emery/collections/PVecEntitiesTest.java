package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.AlreadyOwnedException;
import dev.emery.StaleReferenceException;
import dev.emery.cell.PLong;
import dev.emery.collections.VecShelf.Item;
import dev.emery.pool.Pool;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A vector owns the entities in it; moving them keeps each exactly once (E17). */
class PVecEntitiesTest {
  private static final int COUNT = 3_000; // two chunks

  private final Pool<VecShelf> pool = VecShelf.inMemory();
  private final VecShelf shelf = pool.root();
  private final PVec<Item, VecShelf> items = shelf.items();
  private List<Item> before = List.of();

  @BeforeEach
  void fill() {
    Random random = new Random(1);
    pool.transaction(j ->
        items.addAll(
            j,
            IntStream.range(0, COUNT)
                .mapToObj(i -> Item.of("item " + i, random.nextInt(100)))
                .toList()));
    before = List.copyOf(items);
  }

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private static Comparator<Item> byCents() {
    return Comparator.comparing(item -> item.cents().get());
  }

  static Stream<Consumer<List<Item>>> changes() {
    return Stream.of(
        list -> list.sort(byCents()),
        list -> Collections.shuffle(list, new Random(5)),
        list -> Collections.swap(list, 0, COUNT - 1),
        list -> Collections.rotate(list, 77),
        list -> Collections.rotate(list.subList(10, 2_500), -500),
        Collections::reverse,
        list -> list.add(list.remove(COUNT / 2)),
        list -> list.addAll(0, removed(list.subList(100, 200))));
  }

  private static List<Item> removed(List<Item> part) {
    List<Item> copy = new ArrayList<>(part);
    part.clear();
    return copy;
  }

  @ParameterizedTest
  @MethodSource("changes")
  void e17_libraryCode_movesEachEntityAsAnArrayListDoes(Consumer<List<Item>> change) {
    List<Item> expected = new ArrayList<>(before);
    change.accept(expected);
    pool.transaction(j -> change.accept(items.edit(j)));
    assertThat(List.copyOf(items)).isEqualTo(expected);
    pool.transaction(j -> items.forEach(item -> item.cents().add(j, 1)));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void e17_abortAfterLibraryCode_leavesTheOrder(Consumer<List<Item>> change) {
    assertAborts(() ->
        pool.transaction(j -> {
          change.accept(items.edit(j));
          throw new IllegalStateException();
        }));
    pool.transaction(j -> {
      var savepoint = j.savepoint();
      change.accept(items.edit(j));
      j.rollbackTo(savepoint);
      assertThat(List.copyOf(items)).isEqualTo(before);
    });
  }

  @Test
  void e17_abortInTheMiddleOfASort_leavesTheOrder() {
    AtomicInteger comparisons = new AtomicInteger();
    assertAborts(() ->
        pool.transaction(j ->
            Collections.sort(
                items.edit(j),
                (one, other) -> {
                  if (comparisons.incrementAndGet() == 5_000) {
                    throw new IllegalStateException();
                  }
                  return byCents().compare(one, other);
                })));
  }

  @Test
  void e17_abortInTheMiddleOfAShuffle_leavesTheOrder() {
    Random breaks =
        new Random(3) {
          private static final long serialVersionUID = 1;
          private int left = COUNT / 2;

          @Override
          public int nextInt(int bound) {
            if (--left == 0) {
              throw new IllegalStateException();
            }
            return super.nextInt(bound);
          }
        };
    assertAborts(() -> pool.transaction(j -> Collections.shuffle(items.edit(j), breaks)));
  }

  private void assertAborts(Runnable body) {
    assertThatThrownBy(body::run).isInstanceOf(IllegalStateException.class);
    assertThat(List.copyOf(items)).isEqualTo(before);
    assertThat(pool.check().problems()).isEmpty();
  }

  @Test
  void e17_moveBetweenVectors_keepsTheEntity() {
    PLong<VecShelf> cents = items.get(5).cents();
    pool.transaction(j -> shelf.others().add(j, items.removeAt(j, 5)));
    assertThat(shelf.others()).containsExactly(before.get(5));
    assertThat(items).hasSize(COUNT - 1);
    pool.transaction(j -> cents.set(j, 1234));
    assertThat(shelf.others().getFirst().cents().get()).isEqualTo(1234);
    pool.transaction(j -> {
      items.add(j, 5, shelf.others().removeLast(j));
      shelf.others().addAll(j, items.subList(0, 100));
      items.removeRange(j, 0, 100);
    });
    assertThat(List.copyOf(shelf.others())).isEqualTo(before.subList(0, 100));
    assertThat(List.copyOf(items)).isEqualTo(before.subList(100, COUNT));
  }

  @Test
  void e17_moveBetweenVectorAndMap_keepsTheEntity() {
    pool.transaction(j -> {
      for (int i = 0; i < 100; i++) {
        Item item = items.removeLast(j);
        shelf.byName().put(j, item.name(), item);
      }
    });
    assertThat(shelf.byName()).hasSize(100);
    assertThat(shelf.byName().get("item 2990")).isEqualTo(before.get(2_990));
    assertThat(pool.check().problems()).isEmpty();
    pool.transaction(j -> {
      for (int i = COUNT - 100; i < COUNT; i++) {
        items.add(j, shelf.byName().remove(j, "item " + i));
      }
    });
    assertThat(List.copyOf(items)).isEqualTo(before);
    assertThat(shelf.byName()).isEmpty();
  }

  @Test
  void e17_twoOwners_areRefused() {
    assertRefused(() -> pool.transaction(j -> shelf.others().add(j, items.get(0))));
    assertRefused(() -> pool.transaction(j -> items.add(j, items.get(0))));
    assertRefused(() -> pool.transaction(j -> items.set(j, 1, items.get(0))));
    assertRefused(() -> pool.transaction(j -> shelf.byName().put(j, "x", items.get(0))));
    assertRefused(() -> pool.transaction(j -> Collections.fill(items.edit(j), items.get(7))));
    Item fresh = Item.of("fresh", 1);
    assertRefused(() -> pool.transaction(j -> items.addAll(j, List.of(fresh, fresh))));
  }

  private void assertRefused(Runnable body) {
    assertThatThrownBy(body::run)
        .isInstanceOf(AlreadyOwnedException.class)
        .hasMessageContaining("two owners");
    assertThat(List.copyOf(items)).isEqualTo(before);
    assertThat(shelf.others()).isEmpty();
    assertThat(shelf.byName()).isEmpty();
  }

  @Test
  void e17_removedEntity_isUsableToTheEndOfTheTransactionOnly() {
    Item removed =
        pool.compute(j -> {
          Item item = items.removeAt(j, 0);
          item.cents().set(j, 5);
          assertThat(item.cents().get()).isEqualTo(5);
          return item;
        });
    assertThat(removed.name()).isEqualTo("item 0");
    assertThatThrownBy(() -> removed.cents().get()).isInstanceOf(StaleReferenceException.class);
  }

  @Test
  void indexOf_findsAnEntityByItsPlace() {
    assertThat(items.indexOf(before.get(1_234))).isEqualTo(1_234);
    assertThat(items.contains(Item.of("item 3", before.get(3).cents().get()))).isFalse();
    pool.transaction(j -> assertThat(items.remove(j, before.get(1_234))).isTrue());
    assertThat(items).hasSize(COUNT - 1);
  }
}
