package dev.emery.testsuite.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.PoolException;
import dev.emery.PoolLockedException;
import dev.emery.medium.Access;
import dev.emery.medium.FileGuard;
import dev.emery.medium.MediumFile;
import dev.emery.medium.Region;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CrashMediumTest {
  private static final Path PATH = Path.of("/crash/pool");

  private final CrashMedium medium = new CrashMedium();

  private MediumFile create() throws IOException {
    return medium.open(PATH, Access.CREATE_NEW);
  }

  private static byte[] bytes(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static byte[] read(MediumFile file) throws IOException {
    byte[] all = new byte[(int) file.size()];
    file.read(0, all, 0, all.length);
    return all;
  }

  @Test
  void calls_random_equalThoseOnAnArray() throws IOException {
    var random = new Random(3);
    byte[] model = new byte[0];
    MediumFile file = create();
    for (int i = 0; i < 2_000; i++) {
      int at = random.nextInt(20_000);
      int length = random.nextInt(1, random.nextBoolean() ? 10 : 9_000);
      switch (random.nextInt(5)) {
        case 0 -> {
          file.extend(at);
          model = Arrays.copyOf(model, Math.max(model.length, at));
        }
        case 1 -> {
          file.truncate(at);
          model = Arrays.copyOf(model, Math.min(model.length, at));
        }
        default -> {
          byte[] bytes = bytes(length + 2, random.nextInt(256));
          file.write(at, bytes, 1, length);
          model = Arrays.copyOf(model, Math.max(model.length, at + length));
          System.arraycopy(bytes, 1, model, at, length);
        }
      }
      assertThat(read(file)).isEqualTo(model);
    }
  }

  @Test
  void events_ofACreation_areInOrder() throws IOException {
    MediumFile file = create();
    file.extend(8192);
    file.write(16, bytes(100, 1), 0, 100);
    try (Region region = file.region(4096, 4096)) {
      region.put(8, bytes(10, 2), 0, 10);
    }
    file.sync();
    file.truncate(4096);
    medium.rename(PATH, Path.of("/crash/other"));
    file.write(0, bytes(1, 1), 0, 1);
    medium.syncDirectory(Path.of("/crash"));
    medium.delete(Path.of("/crash/other"));
    medium.delete(Path.of("/crash/other"));
    medium.mark("done");

    assertThat(medium.events().stream().map(Object::toString))
        .containsExactly(
            "create pool",
            "extend pool to 0x2000",
            "write pool 0x10+100",
            "put pool 0x1008+10",
            "sync pool",
            "truncate pool to 0x1000",
            "rename pool to other",
            "write other 0x0+1",
            "sync directory crash",
            "delete other",
            "mark done");
  }

  @Test
  void names_missingOrTaken_areReportedAsByTheFileSystem() throws IOException {
    assertThatThrownBy(() -> medium.open(PATH, Access.WRITE))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> medium.key(PATH)).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> medium.rename(PATH, PATH)).isInstanceOf(NoSuchFileException.class);
    create().close();
    assertThatThrownBy(this::create).isInstanceOf(FileAlreadyExistsException.class);
    assertThat(medium.exists(Path.of("/crash/../crash/pool"))).isTrue();
    assertThat(medium.key(PATH)).isEqualTo(medium.key(Path.of("/crash/./pool")));
    assertThat(medium.realPath(Path.of("/crash"))).isEqualTo(Path.of("/crash"));
  }

  @Test
  void mapPrivate_stores_stayApartAndGrowthIsVisible() throws IOException {
    MediumFile file = create();
    file.write(0, bytes(100, 1), 0, 100);
    try (Arena arena = Arena.ofShared()) {
      MemorySegment image = file.mapPrivate(10_000, arena);
      image.set(ValueLayout.JAVA_BYTE, 5, (byte) 9);

      file.write(50, bytes(100, 2), 0, 100);
      file.write(9_990, bytes(100, 3), 0, 100);

      assertThat(read(file)[5]).isEqualTo((byte) 1);
      assertThat(image.get(ValueLayout.JAVA_BYTE, 5)).isEqualTo((byte) 9);
      assertThat(image.asSlice(50, 50).toArray(ValueLayout.JAVA_BYTE)).containsOnly(1);
      assertThat(image.asSlice(100, 50).toArray(ValueLayout.JAVA_BYTE))
          .as("in a page of its own")
          .containsOnly(0);
      assertThat(image.asSlice(9_990, 10).toArray(ValueLayout.JAVA_BYTE)).containsOnly(3);
    }
    file.write(9_990, bytes(100, 4), 0, 100);
  }

  @Test
  void mapPrivate_pageThatWasStoredTo_keepsItsBytesWhenTheFileGrows() throws IOException {
    try (MediumFile file = create();
        Arena arena = Arena.ofConfined()) {
      file.extend(4096);
      MemorySegment image = file.mapPrivate(0, 5 * 4096, arena);
      file.extend(5 * 4096);
      image.set(ValueLayout.JAVA_BYTE, 2 * 4096 + 7, (byte) 1);
      file.write(4096, bytes(3 * 4096, 9), 0, 3 * 4096);
      assertThat(image.get(ValueLayout.JAVA_BYTE, 4096 + 7)).isEqualTo((byte) 9);
      assertThat(image.get(ValueLayout.JAVA_BYTE, 2 * 4096 + 7)).isEqualTo((byte) 1);
      assertThat(image.get(ValueLayout.JAVA_BYTE, 2 * 4096 + 8)).isEqualTo((byte) 0);
      assertThat(image.get(ValueLayout.JAVA_BYTE, 3 * 4096)).isEqualTo((byte) 9);
      file.write(4096, bytes(2, 5), 0, 2); // a clean page stays one
      assertThat(image.get(ValueLayout.JAVA_BYTE, 4097)).isEqualTo((byte) 5);
    }
  }

  @Test
  void mapPrivate_hugeLength_isRefused() throws IOException {
    MediumFile file = create();
    try (Arena arena = Arena.ofShared()) {
      assertThatThrownBy(() -> file.mapPrivate(1L << 40, arena))
          .isInstanceOf(PoolException.class)
          .hasMessage(
              "cannot map pool: a crash medium keeps copies in memory, size=1099511627776,"
                  + " limit=134217728; open it with a smaller maximum size");
    }
  }

  @Test
  void mapReadOnly_longerThanTheFile_isRefused() throws IOException {
    MediumFile file = create();
    file.extend(100);
    try (Arena arena = Arena.ofShared()) {
      assertThat(file.mapReadOnly(100, arena).isReadOnly()).isTrue();
      assertThatThrownBy(() -> file.mapReadOnly(101, arena)).isInstanceOf(EOFException.class);
      assertThatThrownBy(() -> file.region(50, 51)).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void calls_closedOrReadOnly_fail() throws IOException {
    MediumFile file = create();
    file.extend(100);
    Region region = file.region(0, 100);
    region.close();
    file.close();

    assertThatThrownBy(() -> region.put(0, bytes(1, 1), 0, 1)).isInstanceOf(IOException.class);
    assertThatThrownBy(file::size).isInstanceOf(IOException.class);
    assertThatThrownBy(file::sync).isInstanceOf(IOException.class);
    MediumFile reading = medium.open(PATH, Access.READ);
    assertThatThrownBy(() -> reading.write(0, bytes(1, 1), 0, 1)).isInstanceOf(IOException.class);
  }

  @Test
  void lock_held_isRefusedAndNotRecorded() throws IOException {
    Path lockFile = Path.of("/crash/pool.lock");
    FileGuard alone = medium.lock(lockFile, false);
    assertThatThrownBy(() -> medium.lock(lockFile, true)).isInstanceOf(PoolLockedException.class);
    alone.close();
    alone.close();

    FileGuard one = medium.lock(lockFile, true);
    FileGuard two = medium.lock(lockFile, true);
    one.close();
    assertThatThrownBy(() -> medium.lock(lockFile, false)).isInstanceOf(PoolLockedException.class);
    two.close();
    medium.lock(lockFile, false).close();

    assertThat(medium.events()).isEmpty();
    assertThat(medium.exists(lockFile)).isFalse();
  }
}
