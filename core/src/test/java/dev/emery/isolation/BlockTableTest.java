package dev.emery.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A list of blocks against a map, over all sizes around its tiers. */
final class BlockTableTest {
  private final BlockTable table = new BlockTable();

  @RepeatedTest(20)
  void operations_random_agreeWithMap() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Map<Long, Long> model = new LinkedHashMap<>();
    for (int step = 0; step < 20_000; step++) {
      int choice = random.nextInt(1000);
      long block = 8L * (1 + random.nextInt(200));
      if (choice == 0) {
        table.clear();
        model.clear();
      } else if (choice < 300 && table.size > 0) {
        model.remove(table.words[table.size - 1] & BlockTable.BLOCK);
        table.removeLast();
      } else if (choice < 350 && table.find(block) >= 0) {
        table.remove(table.find(block));
        model.remove(block);
      } else if (table.find(block) < 0) {
        table.add(block | 1);
        model.put(block, block | 1);
      }
      int at = table.find(block);
      assertThat(at < 0 ? null : table.words[at]).as("seed=%d", seed).isEqualTo(model.get(block));
      assertThat(table.size).as("seed=%d", seed).isEqualTo(model.size());
    }
  }

  @Test
  void removeLast_afterEachAddition_neverFillsIndex() {
    for (int at = 0; at < 20; at++) {
      table.add(8L * (at + 1));
    }
    for (int round = 0; round < 10_000; round++) {
      table.add(8L * (100 + round));
      table.removeLast();
    }
    assertThat(table.find(8L * 5000)).isEqualTo(-1);
    assertThat(table.find(8L * 20)).isEqualTo(19);
  }

  @Test
  void clear_afterManyBlocks_givesMemoryBack() {
    for (int at = 0; at < 100_000; at++) {
      table.add(8L * (at + 1));
    }
    assertThat(table.find(8L * 77_777)).isEqualTo(77_776);
    table.clear();
    assertThat(table.words).hasSizeLessThan(100);
    assertThat(table.find(8L * 77_777)).isEqualTo(-1);
  }
}
