package dev.emery.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.CorruptPoolException;
import dev.emery.PoolException;
import dev.emery.medium.Access;
import dev.emery.medium.Medium;
import dev.emery.medium.MediumFile;
import dev.emery.medium.Region;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageOfFileTest {
  @TempDir private Path directory;
  private MediumFile file;
  private Arena arena;

  @BeforeEach
  void create() throws IOException {
    file = Medium.files().open(directory.resolve("pool"), Access.CREATE_NEW);
    file.extend(4096);
    arena = Arena.ofShared();
  }

  @AfterEach
  void close() throws IOException {
    arena.close();
    file.close();
  }

  @Test
  void image_ofAFile_growsWithIt() throws IOException {
    Image image = Image.of(Mappings.ofFile(file, 1L << 30, arena), 4096);
    image.setLong(0, 1);

    file.extend(1 << 20);
    image.limit(1 << 20);
    image.setLong((1 << 20) - 8, 2);

    assertThat(image.getLong((1 << 20) - 8)).isEqualTo(2);
    byte[] bytes = new byte[8];
    file.read((1 << 20) - 8, bytes, 0, 8);
    assertThat(bytes).containsOnly(0);
  }

  /** The error may come late, so that it may leave the block in which its access stands. */
  @Test
  void ranges_pageThatCannotBeRead_areInternalErrors() throws Exception {
    Image image = Image.of(Mappings.ofFile(file, 1 << 20, arena), 1 << 20);
    List<BiConsumer<Long, Integer>> accesses =
        List.of(
            (at, length) -> image.matches(at, new byte[4096], 0, length),
            (at, length) -> image.copyOut(at, new byte[4096], 0, length),
            (at, length) -> image.copyIn(at, new byte[4096], 0, length),
            (at, length) -> image.move(at, 0, length),
            (at, length) -> image.clear(at, length));
    for (BiConsumer<Long, Integer> access : accesses) {
      for (int length : new int[] {4, 30, 100, 3_000}) {
        for (int i = 0; i < 3_000; i++) {
          access.accept(0L, length);
        }
        var errors = new AtomicInteger();
        Thread thread =
            Thread.ofPlatform()
                .uncaughtExceptionHandler((t, e) -> count(errors, e))
                .start(() -> access.accept(1L << 19, length));
        thread.join();
        assertThat(errors).hasValue(1);
      }
    }
  }

  private static void count(AtomicInteger errors, Throwable thrown) {
    if (thrown instanceof InternalError) {
      errors.incrementAndGet();
    }
  }

  @Test
  void ofFile_oneMappingRefused_mapsSeveral() throws IOException {
    Mappings mappings = Mappings.ofFile(new Stingy(file, 1L << 29), 3L << 29, arena);

    assertThat(mappings.bytes()).isEqualTo(3L << 29);
    Image image = Image.of(mappings, 4096);
    file.extend((1L << 29) + 4096);
    image.limit((1L << 29) + 4096);
    image.setLong((1L << 29) - 4, 0x0807060504030201L);
    assertThat(image.getLong((1L << 29) - 4)).isEqualTo(0x0807060504030201L);
    assertThat(image.getInt(1L << 29)).isEqualTo(0x08070605);
    assertThatThrownBy(() -> image.getLong((1L << 29) + 4089))
        .isInstanceOf(CorruptPoolException.class);
  }

  @Test
  void ofFile_smallMappingsRefused_isThatRefusal() {
    assertThatThrownBy(() -> Mappings.ofFile(new Stingy(file, 0), 3L << 29, arena))
        .isInstanceOf(PoolException.class)
        .hasMessage("refused, length=1610612736");
  }

  /** Refuses mappings above a length, as the system does. */
  private record Stingy(MediumFile file, long longest) implements MediumFile {
    @Override
    public MemorySegment mapPrivate(long at, long length, Arena arena) throws IOException {
      if (length > longest) {
        throw new PoolException("refused, length=" + length);
      }
      return file.mapPrivate(at, length, arena);
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void read(long at, byte[] target, int from, int length) throws IOException {
      file.read(at, target, from, length);
    }

    @Override
    public void write(long at, byte[] source, int from, int length) throws IOException {
      file.write(at, source, from, length);
    }

    @Override
    public void extend(long size) throws IOException {
      file.extend(size);
    }

    @Override
    public void truncate(long size) throws IOException {
      file.truncate(size);
    }

    @Override
    public void sync() throws IOException {
      file.sync();
    }

    @Override
    public MemorySegment mapReadOnly(long length, Arena arena) throws IOException {
      return file.mapReadOnly(length, arena);
    }

    @Override
    public Region region(long at, int length) throws IOException {
      return file.region(at, length);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
