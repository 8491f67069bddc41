package dev.emery.heap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SizeClassesTest {
  @Test
  void of_everyPayload_isTheSmallestThatFits() {
    for (int bytes = 0; bytes <= SizeClasses.MAX_PAYLOAD; bytes++) {
      int sizeClass = SizeClasses.of(bytes);
      assertThat(SizeClasses.blockBytes(sizeClass)).isGreaterThanOrEqualTo(bytes + 16);
      assertThat(sizeClass == 1 || SizeClasses.blockBytes(sizeClass - 1) < bytes + 16).isTrue();
    }
  }

  @Test
  void blockBytes_all_areAlignedAndFourPerDoubling() {
    for (int sizeClass = 1; sizeClass <= SizeClasses.COUNT; sizeClass++) {
      int bytes = SizeClasses.blockBytes(sizeClass);
      assertThat(bytes % 16).isZero();
      if (bytes > 64) {
        assertThat(bytes).isLessThanOrEqualTo(SizeClasses.blockBytes(sizeClass - 1) * 5 / 4 + 32);
      }
    }
    assertThat(SizeClasses.blockBytes(1)).isEqualTo(32);
    assertThat(SizeClasses.blockBytes(7)).isEqualTo(128);
    assertThat(SizeClasses.blockBytes(8)).isEqualTo(160);
  }

  @Test
  void run_all_losesLittleToHeaderAndTail() {
    for (int sizeClass = 1; sizeClass <= SizeClasses.COUNT; sizeClass++) {
      int run = 1 << SizeClasses.runShift(sizeClass);
      int header = SizeClasses.firstBlockOf(sizeClass);
      int blocks = SizeClasses.blocks(sizeClass) * SizeClasses.blockBytes(sizeClass);
      assertThat(header).isLessThan(run / 100);
      assertThat(header % 16).isZero();
      assertThat(header).isGreaterThanOrEqualTo(8 + SizeClasses.bitmapWords(sizeClass) * 8);
      assertThat(run - header - blocks).isBetween(0, run * 3 / 100);
    }
  }

  @Test
  void of_powersOfTwo_fitTheirOwnClass() {
    for (int bytes = 512; bytes <= 8192; bytes *= 2) {
      assertThat(SizeClasses.blockBytes(SizeClasses.of(bytes))).isLessThan(bytes * 115 / 100 + 16);
    }
  }
}
