package dev.emery.heap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.PoolException;
import dev.emery.image.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HeapCheckTest {
  private static final long MIB = 1 << 20;
  private static final ZoneLayout LAYOUT = new ZoneLayout(HeapPool.ZONE_SHIFT);
  private final HeapPool pool = new HeapPool(16 * MIB);
  private long small;
  private long large;
  private long huge;

  @BeforeEach
  void fill() {
    HeapPool.Transaction transaction = pool.begin();
    small = transaction.allocate(50);
    large = transaction.allocate(20_000);
    huge = transaction.allocate(3 * MIB);
    transaction.allocate(5_000);
    transaction.commit();
  }

  @AfterEach
  void close() {
    pool.close();
  }

  private void assertProblem(long at, long value, String problem) {
    Image medium = pool.medium();
    long before = medium.getLong(at);
    medium.setLong(at, value);
    try {
      assertThat(pool.check(new ArrayList<>())).anySatisfy(p -> assertThat(p).contains(problem));
    } finally {
      medium.setLong(at, before);
    }
  }

  private void assertEntryProblem(long at, int entry, String problem) {
    long word = LAYOUT.entry(at) & -8;
    int shift = (int) (LAYOUT.entry(at) & 4) * 8;
    long value = pool.medium().getLong(word) & ~(0xffff_ffffL << shift);
    assertProblem(word, value | (entry & 0xffff_ffffL) << shift, problem);
  }

  @Test
  void check_intactPool_reportsItsBlocks() {
    assertThat(pool.checkedBlocks()).contains(small, large, huge).hasSize(4).isSorted();
  }

  @Test
  void check_damagedDirectory_saysWhere() {
    assertProblem(HeapFormat.HEAP_END, 5, "end of the heap is out of range");
    assertProblem(HeapFormat.directoryWord(0), 0, "zone directory is damaged, zone=0, word=0x0");
    assertProblem(HeapFormat.directoryWord(0), 7, "zone directory is damaged, zone=0, word=0x7");
    assertProblem(HeapFormat.directoryWord(0), 1L << 40 | 1, "zone directory is damaged");
    assertProblem(HeapFormat.directoryWord(0), 99L << 8 | 1, "beyond the end of the heap, zone=0");
    int zone = LAYOUT.zone(huge);
    assertProblem(HeapFormat.directoryWord(zone), 1, "differ in the last block, zone=" + zone);
    assertProblem(HeapFormat.directoryWord(zone + 1), 1, "zone has no table of its own, zone=");
    assertProblem(HeapFormat.directoryWord(6000), 1, "zone has no table of its own, zone=6000");
  }

  @Test
  void check_damagedPageTable_saysWhere() {
    String at = ", offset=0x%x".formatted(large);
    assertEntryProblem(large, HeapFormat.entry(HeapFormat.LARGE, 0), "block beyond its zone" + "");
    assertEntryProblem(large, HeapFormat.entry(HeapFormat.LARGE, 250), at);
    assertEntryProblem(large, HeapFormat.entry(HeapFormat.LARGE, 300), "out of place" + at);
    assertEntryProblem(large, HeapFormat.entry(HeapFormat.RUN, 77), "unknown size class" + at);
    assertEntryProblem(large, HeapFormat.entry(HeapFormat.RUN, 30), "run ");
    assertEntryProblem(large, HeapFormat.entry(HeapFormat.RESERVED, 1), "reserved pages out of");
    assertEntryProblem(large, HeapFormat.entry(9, 1), "unknown kind" + at);
    assertEntryProblem(large + 4096, HeapFormat.entry(HeapFormat.LARGE, 1), "inside an extent");
    assertEntryProblem(0, 0, "page table begins without reserved pages");
    assertEntryProblem(huge, 0, "differ in the last block");
    assertEntryProblem(huge, HeapFormat.entry(HeapFormat.LARGE, 5), "beyond its zone");
  }

  @Test
  void check_damagedRunOrBlock_saysWhere() {
    long run = small & -(1 << 14);
    assertProblem(run, 0, "run header differs from page table, offset=0x%x".formatted(run));
    assertProblem(run + 8, 3, "offset=0x%x".formatted(small + 80));
    int words = SizeClasses.bitmapWords(SizeClasses.of(50));
    assertProblem(run + words * 8L, -1L, "bits beyond its run's blocks");
    assertProblem(small, 0, "block header contradicts its place, offset=0x%x".formatted(small));
    assertProblem(small + 8, 0, "allocated block has no id, offset=0x%x".formatted(small));
    long fresh = BlockHeader.fresh(1, SizeClasses.LARGE, 0);
    assertProblem(large, fresh, "marked fresh, offset=0x%x".formatted(large));
  }

  @Test
  void check_randomDamage_endsWithBoundedReports() {
    Random random = new Random(1);
    Image medium = pool.medium();
    byte[] intact = new byte[(int) medium.limit()];
    medium.copyOut(0, intact, 0, intact.length);
    for (int i = 0; i < 300; i++) {
      for (int k = 0; k < 1 + random.nextInt(50); k++) {
        medium.setLong(randomMetadata(random), random.nextLong() >>> random.nextInt(64));
      }
      List<String> problems = new ArrayList<>();
      HeapCheck.check(medium, HeapPool.ZONE_SHIFT, problems::add, _ -> {});
      assertThat(problems).hasSizeLessThan(1_002);
      useDamaged(random);
      medium.copyIn(0, intact, 0, intact.length);
    }
  }

  private long randomMetadata(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> HeapFormat.HEADER_PAGE + random.nextInt(2) * 8L;
      case 1 -> HeapFormat.DIRECTORY + random.nextInt(8) * 8L;
      case 2 -> HeapFormat.FIRST_TABLE + random.nextInt(128) * 8L;
      default -> (small & -(1 << 14)) + random.nextInt(30) * 8L;
    };
  }

  /** Whatever lies on the medium, the heap works or throws what callers expect. */
  private void useDamaged(Random random) {
    try {
      pool.crash();
      for (int i = 0; i < 10; i++) {
        pool.heap().allocated(random.nextLong(pool.heap().end()));
        pool.heap().reserve(random.nextInt(50_000));
      }
      pool.heap().retire(small, (_, _, _) -> {});
      pool.heap().retire(large, (_, _, _) -> {});
    } catch (PoolException expected) {
      assertThat(expected).hasMessageNotContaining("null");
    }
  }
}
