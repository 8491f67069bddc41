package dev.emery.testsuite.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.pointer.Parc;
import dev.emery.pool.Pool;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Four threads that pour, and one that looks. */
@Timeout(60)
class PourTest {
  @Test
  void volume_whileThreadsPour_isWhatIsInTheBarrels() throws Exception {
    try (var pool = Pool.inMemory(Pour.class, () -> Pour.of(4, 20_050))) {
      Pour pour = pool.root();
      List<Thread> threads = new ArrayList<>();
      for (var barrel : pour.barrels()) {
        Parc.VWeak<Pour.Barrel, Pour> weak = barrel.demote();
        threads.add(Thread.startVirtualThread(() -> Pour.empty(pool, weak)));
      }
      while (threads.stream().anyMatch(Thread::isAlive)) {
        pool.read(_ -> assertThat(pour.volume().get().peek()).isEqualTo(pour.rests()));
        Thread.sleep(1);
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(pour.volume().get().peek()).isZero();
      assertThat(pour.volume().strongCount()).isEqualTo(5);
      assertThat(pool.check().problems()).isEmpty();
    }
  }

  @Test
  void barrel_thatIsGone_isPouredByNobody() {
    try (var pool = Pool.inMemory(Pour.class, () -> Pour.of(2, 1000))) {
      Pour pour = pool.root();
      Parc.VWeak<Pour.Barrel, Pour> weak = pour.barrels().getFirst().demote();
      pool.transaction(j -> pour.barrels().removeFirst(j));
      Pour.empty(pool, weak);
      assertThat(pour.volume().get().peek()).isEqualTo(2000);
      assertThat(pool.check().problems()).isEmpty();
    }
  }
}
