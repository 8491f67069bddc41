package dev.emery.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** Keys are hashed and compared where they lie, and nothing is allocated for it. */
final class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int ROUNDS = 20_000;

  private static long bytesPerRound(LongSupplier action) {
    long result = 0;
    for (int i = 0; i < ROUNDS; i++) {
      result += action.getAsLong();
    }
    long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId());
    for (int i = 0; i < ROUNDS; i++) {
      result += action.getAsLong();
    }
    long after = THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId());
    assertThat(result).isNotEqualTo(42);
    return (after - before) / ROUNDS;
  }

  private static <T> void assertNothingAllocated(Slot<T> slot, T key) {
    slot.store(key);
    long block = slot.block();
    long at = slot.at();
    assertThat(bytesPerRound(() -> slot.codec.hash(key, 1))).isZero();
    assertThat(bytesPerRound(() -> slot.codec.hashStored(slot.memory(), block, at, 1))).isZero();
    assertThat(bytesPerRound(() -> slot.codec.equalsStored(slot.memory(), block, at, key) ? 1 : 0))
        .isZero();
  }

  record Text(Probe<String, Text> slot) {}

  @Test
  void asciiString_asAKey_allocatesNothing() {
    try (Slot<String> slot = new Slot<>(Text.class, new Text(Probe.of("")))) {
      assertNothingAllocated(slot, "short");
      assertNothingAllocated(slot, "a key that is longer than its slot");
    }
  }

  record Key(long id, String name, Optional<Integer> part, double weight) {}

  record Keyed(Probe<Key, Keyed> slot) {}

  @Test
  void record_asAKey_allocatesNothing() {
    Key key = new Key(1, "ada", Optional.of(3), 4);
    try (Slot<Key> slot = new Slot<>(Keyed.class, new Keyed(Probe.of(key)))) {
      assertNothingAllocated(slot, key);
    }
  }
}
