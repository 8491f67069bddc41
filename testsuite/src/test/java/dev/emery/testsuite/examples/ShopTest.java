package dev.emery.testsuite.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.pool.Pool;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The shop in a pool beside its twin on the Java heap. */
class ShopTest {
  private final long seed = Long.getLong("emery.seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);

  /** Something that may happen in a shop; the same each time it is run. */
  private Consumer<Shop> event() {
    String ware = "ware " + random.nextInt(20);
    int count = random.nextInt(1, 5);
    return switch (random.nextInt(10)) {
      case 0, 1, 2, 3 -> shop -> shop.deliver(ware, count);
      case 4, 5, 6, 7, 8 -> shop -> shop.sell(ware);
      default -> shop -> shop.clearOut(count / 2);
    };
  }

  @Test
  void twins_afterTheSameEvents_areEqual() {
    Shop twin = Shop.onTheHeap();
    try (var pool = Pool.inMemory(Shop.Stored.class)) {
      for (int i = 0; i < 1000; i++) {
        Consumer<Shop> event = event();
        event.accept(twin);
        pool.transaction(j -> event.accept(pool.root().open(j)));
      }
      assertThat(pool.root().stock().equals(twin.stock())).as("seed %d", seed).isTrue();
      assertThat(pool.root().books()).as("seed %d", seed).isEqualTo(twin.books());
      assertThat(pool.check().problems()).isEmpty();
    }
  }

  @Test
  void sale_inABodyThatThrows_hasNotHappened() {
    try (var pool = Pool.inMemory(Shop.Stored.class)) {
      pool.transaction(j -> pool.root().open(j).deliver("tea", 1));
      assertThatThrownBy(() ->
              pool.transaction(j -> {
                assertThat(pool.root().open(j).sell("tea")).isTrue();
                throw new IllegalStateException("no change");
              }))
          .hasMessage("no change");
      assertThat(pool.root().stock()).containsEntry("tea", 1);
      assertThat(pool.root().books()).containsExactly("delivered tea");
    }
  }
}
