package dev.emery.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a stamp says, and that no torn pair is ever validated (E27). */
final class VersionsTest {
  private static final long A = 0x1000;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

  private final Versions versions = new Versions();

  @Test
  void stamp_withoutWriter_staysTheSame() {
    long stamp = versions.read(A);
    assertThat(Versions.writing(stamp)).isFalse();
    assertThat(versions.same(A, stamp)).isTrue();
  }

  @Test
  void stamp_afterBeginWrite_isWritingAndNotTheSame() {
    long stamp = versions.read(A);
    versions.beginWrite(A);
    assertThat(Versions.writing(versions.read(A))).isTrue();
    assertThat(versions.same(A, stamp)).isFalse();
    versions.endWrite(A);
    assertThat(Versions.writing(versions.read(A))).isFalse();
    assertThat(versions.same(A, stamp)).isFalse();
  }

  @Test
  void stamps_ofQuietMoments_onlyRise() {
    long before = versions.read(A);
    for (int round = 0; round < 100; round++) {
      versions.beginWrite(A);
      versions.endWrite(A);
      assertThat(versions.read(A)).isGreaterThan(before);
      before = versions.read(A);
    }
  }

  @Test
  void writers_onOneWord_areCounted() {
    long other = A + 16;
    while (Versions.stripe(other) != Versions.stripe(A)) {
      other += 16;
    }
    versions.beginWrite(A);
    versions.beginWrite(other);
    versions.endWrite(A);
    assertThat(Versions.writing(versions.read(A))).as("the other still writes").isTrue();
    versions.endWrite(other);
    assertThat(Versions.writing(versions.read(A))).isFalse();
    assertThat(versions.writers()).isZero();
  }

  @Test
  void raiseAllAtRest_endsEveryStamp() {
    for (long block = 16; block <= 1 << 20; block += 16) {
      long stamp = versions.read(block);
      versions.raiseAllAtRest();
      assertThat(versions.same(block, stamp)).isFalse();
      assertThat(versions.read(block)).isGreaterThan(stamp);
      block += block / 8 & -16;
    }
    assertThat(versions.writers()).isZero();
  }

  @Test
  void stripes_ofNeighbouringBlocks_areSpread() {
    assertThat(
            LongStream.rangeClosed(1, 1000)
                .mapToInt(at -> Versions.stripe(at * 64))
                .distinct()
                .count())
        .isGreaterThan(900);
  }

  /**
   * A litmus test: the writer stores two longs and their difference must always be seen as one.
   * Readers also check that what they validated never goes back.
   */
  @Test
  void e27_optimisticReaders_neverValidateTornPair() throws InterruptedException {
    AtomicBoolean stop = new AtomicBoolean();
    AtomicLong torn = new AtomicLong();
    AtomicLong backwards = new AtomicLong();
    AtomicLong validated = new AtomicLong();
    try (Arena arena = Arena.ofShared()) {
      MemorySegment memory = arena.allocate(8192, 8);
      List<Thread> readers = new ArrayList<>();
      for (int at = 0; at < 3; at++) {
        readers.add(
            Thread.ofPlatform()
                .start(() -> {
                  long last = 0;
                  long valid = 0;
                  while (!stop.get()) {
                    long stamp = versions.read(A);
                    if (Versions.writing(stamp)) {
                      continue;
                    }
                    long first = memory.get(LONG, A);
                    long second = memory.get(LONG, A + 512);
                    if (versions.same(A, stamp)) {
                      valid++;
                      torn.addAndGet(first + second == 0 ? 0 : 1);
                      backwards.addAndGet(first >= last ? 0 : 1);
                      last = first;
                    }
                  }
                  validated.addAndGet(valid);
                }));
      }
      long end = System.nanoTime() + 1_500_000_000L;
      for (long value = 1; System.nanoTime() < end; value++) {
        versions.beginWrite(A);
        memory.set(LONG, A, value);
        memory.set(LONG, A + 512, -value);
        versions.endWrite(A);
      }
      stop.set(true);
      for (Thread reader : readers) {
        reader.join();
      }
    }
    assertThat(torn).hasValue(0);
    assertThat(backwards).hasValue(0);
    assertThat(validated.get()).as("reads that were valid").isGreaterThan(1000);
  }
}
