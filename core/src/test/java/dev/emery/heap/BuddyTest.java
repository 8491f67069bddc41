package dev.emery.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BuddyTest {
  private static final int PAGES = 256;

  private record Extent(int page, int length) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void takeAndGive_random_agreesWithABitSet(long seed) {
    Random random = new Random(seed);
    Buddy buddy = new Buddy(PAGES);
    buddy.give(3, 250);
    BitSet taken = new BitSet();
    taken.set(0, 3);
    taken.set(250, PAGES);
    List<Extent> extents = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      if (random.nextInt(100) < 52) {
        boolean aligned = random.nextBoolean();
        int length = aligned ? 1 << random.nextInt(6) : 1 + random.nextInt(1 << random.nextInt(8));
        int page =
            aligned
                ? buddy.takeBlock(Integer.numberOfTrailingZeros(length))
                : buddy.takeRange(length);
        if (page < 0) {
          assertThat(fits(taken, length, aligned)).isFalse();
        } else {
          assertThat(taken.get(page, page + length).isEmpty()).isTrue();
          assertThat(aligned && page % length != 0).isFalse();
          taken.set(page, page + length);
          extents.add(new Extent(page, length));
        }
      } else if (!extents.isEmpty()) {
        Extent extent = extents.remove(random.nextInt(extents.size()));
        buddy.give(extent.page, extent.page + extent.length);
        taken.clear(extent.page, extent.page + extent.length);
      }
      assertThat(buddy.freePages()).isEqualTo(PAGES - taken.cardinality());
    }
    assertThat(buddy.isConsistent()).isTrue();
  }

  private static boolean fits(BitSet taken, int length, boolean aligned) {
    int step = aligned ? length : 1;
    for (int page = 0; page + length <= PAGES; page += step) {
      if (taken.get(page, page + length).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  @Test
  void give_everythingInPieces_joinsToOneBlock() {
    Buddy buddy = new Buddy(PAGES);
    List<Integer> pages = new ArrayList<>();
    for (int page = 0; page < PAGES; page++) {
      pages.add(page);
    }
    Collections.shuffle(pages, new Random(1));

    pages.forEach(page -> buddy.give(page, page + 1));

    assertThat(buddy.largestBlock()).isEqualTo(PAGES);
    assertThat(buddy.takeBlock(8)).isZero();
    assertThat(buddy.isConsistent()).isTrue();
  }

  @Test
  void takeRange_severalPlaces_takesTheLowest() {
    Buddy buddy = new Buddy(PAGES);
    buddy.give(0, PAGES);

    assertThat(buddy.takeRange(5)).isZero();
    assertThat(buddy.takeRange(1)).isEqualTo(5);
    assertThat(buddy.takeRange(2)).isEqualTo(6);
    assertThat(buddy.takeBlock(3)).isEqualTo(8);
    assertThat(buddy.takeRange(8)).isEqualTo(16);
    buddy.give(5, 6);
    assertThat(buddy.takeRange(2)).isEqualTo(24);
    assertThat(buddy.takeRange(1)).isEqualTo(5);
  }

  @Test
  void takeRange_largerThanAnyBlock_isPutTogether() {
    Buddy buddy = new Buddy(PAGES);
    buddy.give(17, PAGES);

    assertThat(buddy.largestBlock()).isEqualTo(128);
    assertThat(buddy.takeRange(239)).isEqualTo(17);
    assertThat(buddy.freePages()).isZero();
  }

  @Test
  void takeAt_insideABlock_leavesTheRest() {
    Buddy buddy = new Buddy(PAGES);
    buddy.give(0, PAGES);

    buddy.takeAt(33, 200);

    assertThat(buddy.isFree(0, 33)).isTrue();
    assertThat(buddy.isFree(200, PAGES)).isTrue();
    assertThat(buddy.isFree(32, 34)).isFalse();
    assertThat(buddy.freeBefore(33)).isZero();
    assertThat(buddy.freeBefore(PAGES)).isEqualTo(200);
    assertThat(buddy.isConsistent()).isTrue();
  }

  @Test
  void give_freePages_isRefused() {
    Buddy buddy = new Buddy(PAGES);
    buddy.give(0, 8);

    assertThatThrownBy(() -> buddy.give(7, 9))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("pages are free already, from=7, to=9");
  }
}
