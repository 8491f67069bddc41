package dev.emery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class IdCounterTest {
  private final Random random = new Random(15);

  @Test
  void e15_id_isKnownForItsBlock_andNoOtherIs() {
    for (int i = 0; i < 1000; i++) {
      long key = random.nextLong();
      long last = random.nextLong(1L << 20);
      var counter = new IdCounter(last, key);
      long block = random.nextLong(1L << 30) * 16;
      long id = counter.next(block);
      assertThat(counter.gave(id, block)).isTrue();
      assertThat(counter.gave(id, block + 16)).isFalse();
      assertThat(counter.gave(0, block)).isFalse();
      for (int bit = 0; bit < Long.SIZE; bit++) {
        long other = id ^ 1L << bit;
        assertThat(counter.gave(other, block)).as("bit %d", bit).isFalse();
      }
      assertThat(new IdCounter(last, key).gave(id, block)).isFalse(); // not given yet
    }
  }
}
