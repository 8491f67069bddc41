package dev.emery.pointer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.PoolClosedException;
import dev.emery.StaleReferenceException;
import dev.emery.pointer.Graph.Item;
import dev.emery.pool.Pool;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pointers that were read so often that they know whether their target rests (E27). */
@Timeout(60)
class PointerAtRestTest {
  private static final int OFTEN = 100;

  private final Pool<Graph> pool = Graph.inMemory();
  private final Graph graph = pool.root();

  @AfterEach
  void close() {
    pool.close();
  }

  private Pbox<Long, Graph> readOften(long number) {
    Pbox<Long, Graph> box = Pbox.of(number);
    pool.transaction(j -> graph.number().set(j, Optional.of(box)));
    for (int i = 0; i < OFTEN; i++) {
      assertThat(box.get()).isEqualTo(number);
    }
    return box;
  }

  @Test
  void e27_targetThatWasFreedAndItsBlockReused_isStale() {
    Pbox<Long, Graph> box = readOften(1);
    for (int i = 0; i < OFTEN; i++) {
      long number = i + 2;
      pool.transaction(j -> graph.number().set(j, Optional.of(Pbox.of(number))));
      assertThatThrownBy(box::get).isInstanceOf(StaleReferenceException.class);
    }
  }

  @Test
  void e24_inAScope_itsReadTakesTheLock() throws Exception {
    Pbox<Long, Graph> box = readOften(1);
    try (var threads = Executors.newSingleThreadExecutor()) {
      var dropped =
          pool.query(r -> {
            assertThat(box.get()).isEqualTo(1);
            var dropping =
                threads.submit(
                    () -> pool.transaction(j -> graph.number().set(j, Optional.empty())));
            assertThatThrownBy(() -> dropping.get(100, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
            assertThat(box.get()).isEqualTo(1);
            return dropping;
          });
      Object unused = dropped.get();
    }
    assertThatThrownBy(box::get).isInstanceOf(StaleReferenceException.class);
  }

  @Test
  void e27_entity_isTheSameWhateverItsCellsAre() {
    Parc<Item, Graph> item = Parc.of(Item.of("ada", 0));
    pool.transaction(j -> graph.one().set(j, Optional.of(item)));
    for (int i = 1; i < OFTEN; i++) {
      pool.transaction(j -> item.get().cents().add(j, 1));
      for (int k = 0; k < 20; k++) {
        assertThat(item.get().cents().get()).isEqualTo(i);
      }
    }
  }

  @Test
  void e27_closedPool_isToldApart() {
    Pbox<Long, Graph> box = readOften(1);
    pool.close();
    assertThatThrownBy(box::get).isInstanceOf(PoolClosedException.class);
  }

  @Test
  void e18_placingRolledBack_leavesAPrototype() {
    Pbox<Long, Graph> box = Pbox.of(5L);
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              graph.number().set(j, Optional.of(box));
              for (int i = 0; i < OFTEN; i++) {
                assertThat(box.get()).isEqualTo(5);
              }
              throw new IllegalStateException("no");
            }))
        .hasMessage("no");
    assertThat(box.get()).isEqualTo(5);
    pool.transaction(j -> graph.number().set(j, Optional.of(box)));
    assertThat(graph.number().get().orElseThrow().get()).isEqualTo(5);
  }
}
