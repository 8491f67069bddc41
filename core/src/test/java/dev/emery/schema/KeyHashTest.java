package dev.emery.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any bits of a hash may be used, also of keys that are much alike. */
final class KeyHashTest {
  private static final int KEYS = 1 << 16;
  private static final int BITS = 10;

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 0x123456789abcdefL, 0xfedcba9876543210L})
  void hashes_ofSimilarWords_areSpreadInAllTheirBits(long seed) {
    assertSpread(i -> KeyHash.of(i, seed));
    assertSpread(i -> KeyHash.of(i << 10, seed));
    assertSpread(i -> KeyHash.of(i << 48, seed));
    assertSpread(i -> KeyHash.of(Double.doubleToLongBits(i), seed));
    assertSpread(i -> KeyHash.of(7, KeyHash.of(i, seed)));
  }

  /** No bucket of 64 expected keys gets less than a third or more than twice as many. */
  private static void assertSpread(LongUnaryOperator hash) {
    for (int shift = 0; shift <= Long.SIZE - BITS; shift++) {
      int[] buckets = new int[1 << BITS];
      for (int i = 0; i < KEYS; i++) {
        buckets[(int) (hash.applyAsLong(i) >>> shift) & buckets.length - 1]++;
      }
      Arrays.sort(buckets);
      assertThat(buckets[0]).as("emptiest at bit %d", shift).isGreaterThan(21);
      assertThat(buckets[buckets.length - 1]).as("fullest at bit %d", shift).isLessThan(128);
    }
  }
}
