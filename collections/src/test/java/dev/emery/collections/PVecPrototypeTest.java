package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.AlreadyOwnedException;
import dev.emery.collections.VecShelf.Item;
import dev.emery.pool.Pool;
import dev.emery.transaction.Journal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Prototypes (E18), and what vectors give back. */
class PVecPrototypeTest {
  private final Pool<VecShelf> pool = VecShelf.inMemory();
  private final VecShelf shelf = pool.root();

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private void abort(Consumer<Journal<VecShelf>> body) {
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              body.accept(j);
              throw new IllegalStateException("aborts");
            }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("aborts");
  }

  @Test
  void e18_randomChangesOfAPrototype_matchArrayListAndAreUndone() {
    long seed = Long.getLong("emery.seed", new Random().nextLong());
    Random seeds = new Random(seed);
    ListActions<Long, Long> actions = new ListActions<>(ListKind.LONGS);
    try {
      PVec<Long, VecShelf> prototype = PVec.of(5L, 6L, 7L);
      for (int i = 0; i < 300; i++) {
        long step = seeds.nextLong();
        List<Long> before = List.copyOf(prototype);
        abort(j -> actions.several(new Random(step), j, prototype, new ArrayList<>(before)));
        assertThat(List.copyOf(prototype)).isEqualTo(before);
        List<Long> model = new ArrayList<>(before);
        pool.transaction(j -> actions.several(new Random(step), j, prototype, model));
        assertThat(List.copyOf(prototype)).isEqualTo(model);
      }
    } catch (RuntimeException | Error e) {
      throw new AssertionError("seed=" + seed, e);
    }
  }

  @Test
  void e18_abortOfItsStore_makesItAPrototypeAgain() {
    PVec<Long, VecShelf> prototype = PVec.of(1L, 2L);
    abort(j -> {
      prototype.add(j, 3L);
      shelf.nested().add(j, prototype);
      prototype.add(j, 4L);
      prototype.set(j, 0, 9L);
      assertThat(shelf.nested().getFirst()).containsExactly(9L, 2L, 3L, 4L);
    });
    assertThat(prototype).containsExactly(1L, 2L);
    assertThat(shelf.nested()).isEmpty();
    pool.transaction(j -> {
      var savepoint = j.savepoint();
      shelf.nested().add(j, prototype);
      prototype.clear(j);
      j.rollbackTo(savepoint);
      assertThat(prototype).containsExactly(1L, 2L);
      prototype.add(j, 5L);
    });
    pool.transaction(j -> shelf.nested().add(j, prototype));
    pool.transaction(j -> prototype.add(j, 6L));
    assertThat(shelf.nested().getFirst()).containsExactly(1L, 2L, 5L, 6L);
    assertThat(prototype).containsExactly(1L, 2L, 5L, 6L);
  }

  @Test
  void e17_prototypeStoredTwice_isRefused() {
    PVec<Long, VecShelf> prototype = PVec.of(1L);
    assertThatThrownBy(
            () -> pool.transaction(j -> shelf.nested().addAll(j, List.of(prototype, prototype))))
        .isInstanceOf(AlreadyOwnedException.class);
    assertThat(prototype).containsExactly(1L);
  }

  @Test
  void of_copiesItsArgument() {
    List<Long> source = new ArrayList<>(List.of(1L, 2L));
    PVec<Long, VecShelf> prototype = PVec.of(source);
    source.clear();
    assertThat(prototype).containsExactly(1L, 2L);
  }

  @Test
  void initialRoot_mayHaveElements() {
    try (Pool<Small> small =
        Pool.inMemory(Small.class, () -> new Small(PVec.of("a", "b"), PString.of("text")))) {
      assertThat(small.root().names()).containsExactly("a", "b");
      assertThat(small.root().text().toString()).isEqualTo("text");
      assertThat(small.check().problems()).isEmpty();
    }
  }

  record Small(PVec<String, Small> names, PString<Small> text) {}

  @Test
  void fiftyThousandElements_areSortedRotatedAndCut() {
    List<Long> model = new ArrayList<>(LongStream.range(0, 50_000).boxed().toList());
    Collections.shuffle(model, new Random(2));
    pool.transaction(j -> shelf.longs().addAll(j, model));
    pool.transaction(j -> {
      shelf.longs().addAll(j, 10, List.of(-1L, -2L));
      shelf.longs().rotate(j, 12_345);
      shelf.longs().removeRange(j, 20_000, 30_000);
      shelf.longs().subList(5, 39_000).sort(j, null);
      shelf.longs().removeIf(j, x -> x % 7 == 0);
    });
    model.addAll(10, List.of(-1L, -2L));
    Collections.rotate(model, 12_345);
    model.subList(20_000, 30_000).clear();
    model.subList(5, 39_000).sort(null);
    model.removeIf(x -> x % 7 == 0);
    assertThat(List.copyOf(shelf.longs())).isEqualTo(model);
  }

  @Test
  void fillingAndClearing_givesItsMemoryBack() {
    List<Long> longs = Collections.nCopies(20_000, 7L);
    List<String> texts = Collections.nCopies(500, "a text that is far too long to lie in its slot");
    long used = 0;
    for (int i = 0; i < 200; i++) {
      pool.transaction(j -> {
        shelf.longs().addAll(j, longs);
        shelf.texts().addAll(j, texts);
        shelf.items().addAll(j, List.of(Item.of("one", 1), Item.of("other", 2)));
        shelf.nested().add(j, PVec.of(longs));
      });
      pool.transaction(j -> {
        shelf.longs().clear(j);
        shelf.texts().removeIf(j, x -> true);
        shelf.items().removeRange(j, 0, 2);
        shelf.nested().removeLast(j);
      });
      if (i == 5) {
        used = pool.statistics().usedBytes();
      }
    }
    assertThat(pool.statistics().usedBytes()).isBetween(used / 2, used + used / 2);
  }
}
