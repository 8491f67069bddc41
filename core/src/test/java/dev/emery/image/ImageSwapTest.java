package dev.emery.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.CorruptPoolException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class ImageSwapTest {

  @Test
  void limit_raised_makesMoreUsable() {
    try (Arena arena = Arena.ofShared()) {
      Image image = Image.of(Mappings.inMemory(8192, arena), 4096);
      assertThatThrownBy(() -> image.getLong(4096)).isInstanceOf(CorruptPoolException.class);

      image.limit(8192);

      assertThat(image.getLong(4096)).isZero();
      assertThat(image.limit()).isEqualTo(8192);
      assertThatThrownBy(() -> image.limit(8193))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("limit beyond the mappings, limit=0x2001, mapped=0x2000");
    }
  }

  @Test
  void limit_shorterThanAWord_isRefused() {
    try (Arena arena = Arena.ofShared()) {
      assertThatThrownBy(() -> Image.of(Mappings.inMemory(8192, arena), 7))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("image shorter than a word, bytes=7");
    }
  }

  @Test
  void swap_toLargerMappings_keepsTheLimitAndForgetsDirtyPages() {
    try (Arena old = Arena.ofShared();
        Arena arena = Arena.ofShared()) {
      Mappings small = Mappings.inMemory(8192, old);
      Image image = Image.of(small, 8192);
      image.setLong(8184, 77);
      Mappings large =
          Mappings.of(
              arena.allocate(4096),
              arena.allocate(4096),
              arena.allocate(4096),
              arena.allocate(4096));
      large.copyFrom(small, 8192);

      image.swap(large);

      assertThat(image.getLong(8184)).isEqualTo(77);
      assertThat(image.dirtyBytes()).isZero();
      assertThat(image.reach()).isEqualTo(16384);
      assertThatThrownBy(() -> image.getLong(8192)).isInstanceOf(CorruptPoolException.class);
      image.limit(16384);
      image.setLong(16376, 1);
      assertThat(image.dirtyBytes()).isEqualTo(4096);
      assertThatThrownBy(() -> image.swap(small)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void load_closedMappings_isAnIllegalState() {
    Arena arena = Arena.ofShared();
    Image image = Image.of(Mappings.inMemory(8192, arena), 8192);
    arena.close();

    assertThatThrownBy(() -> image.getLong(0)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> image.matches(0, new byte[8], 0, 8))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void swap_besideReaders_givesThemTheContentsOrAnIllegalState() throws Exception {
    var arena = new AtomicReference<>(Arena.ofShared());
    Image image = Image.of(filled(8192, arena.get()), 8192);
    var done = new AtomicBoolean();
    var failure = new AtomicReference<Throwable>();
    Thread reader =
        Thread.ofPlatform()
            .start(() -> {
              while (!done.get()) {
                try {
                  if (image.getLong(4096) != 5) {
                    throw new AssertionError("neither the old nor the new contents");
                  }
                } catch (IllegalStateException e) {
                  // Reads again.
                } catch (Throwable t) {
                  failure.set(t);
                  return;
                }
              }
            });
    for (int i = 0; i < 500; i++) {
      Arena next = Arena.ofShared();
      image.swap(filled(i % 2 == 0 ? 1 << 14 : 8192, next));
      arena.getAndSet(next).close();
    }
    done.set(true);
    reader.join();
    arena.get().close();
    assertThat(failure.get()).isNull();
  }

  private static Mappings filled(long bytes, Arena arena) {
    MemorySegment segment = arena.allocate(bytes, 8);
    Image.of(Mappings.of(segment), bytes).setLong(4096, 5);
    return Mappings.of(segment);
  }

  @Test
  void mappings_unevenPieces_areRefused() {
    try (Arena arena = Arena.ofShared()) {
      assertThatThrownBy(() -> Mappings.of(arena.allocate(4096), arena.allocate(8192)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> Mappings.of(arena.allocate(4095), arena.allocate(4095)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
