package dev.emery.medium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.PoolException;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MappingTest {
  private static final int PAGE = 4096;

  @TempDir private Path directory;
  private Path path;
  private MediumFile file;
  private Arena arena;

  @BeforeEach
  void create() throws IOException {
    path = directory.resolve("pool");
    file = Medium.files().open(path, Access.CREATE_NEW);
    file.extend(2 * PAGE);
    arena = Arena.ofShared();
  }

  @AfterEach
  void close() throws IOException {
    arena.close();
    file.close();
  }

  private static byte[] bytes(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  @Test
  void mapPrivate_longerThanTheFile_leavesItsLength() throws IOException {
    MemorySegment image = file.mapPrivate(1L << 30, arena);

    assertThat(image.byteSize()).isEqualTo(1L << 30);
    assertThat(Files.size(path)).isEqualTo(2 * PAGE);
  }

  @Test
  void mapPrivate_stores_neverReachTheFile() throws IOException {
    MemorySegment image = file.mapPrivate(1L << 20, arena);
    image.asSlice(0, 2 * PAGE).fill((byte) 5);

    file.sync();

    assertThat(Files.readAllBytes(path)).containsOnly(0);
  }

  @Test
  void mapPrivate_fileGrowsLater_reachesTheNewBytes() throws IOException {
    MemorySegment image = file.mapPrivate(1L << 20, arena);
    image.set(ValueLayout.JAVA_BYTE, 0, (byte) 5);

    file.extend(10 * PAGE);
    file.write(9 * PAGE, bytes(PAGE, 6), 0, PAGE);

    assertThat(image.get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) 5);
    assertThat(image.asSlice(2 * PAGE, 7 * PAGE).toArray(ValueLayout.JAVA_BYTE)).containsOnly(0);
    assertThat(image.asSlice(9 * PAGE, PAGE).toArray(ValueLayout.JAVA_BYTE)).containsOnly(6);
  }

  @Test
  void mapPrivate_touchedBeyondTheFile_isAnInternalError() throws IOException {
    MemorySegment image = file.mapPrivate(1L << 20, arena);

    assertThatThrownBy(() -> image.get(ValueLayout.JAVA_BYTE, 5 * PAGE))
        .isInstanceOf(InternalError.class);
  }

  @Test
  void mapPrivate_again_showsTheFileWhileTheFirstKeepsItsOwn() throws IOException {
    MemorySegment first = file.mapPrivate(1L << 20, arena);
    first.set(ValueLayout.JAVA_BYTE, 0, (byte) 5);
    file.write(0, bytes(1, 6), 0, 1);

    MemorySegment second = file.mapPrivate(1L << 20, arena);

    assertThat(first.get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) 5);
    assertThat(second.get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) 6);
  }

  @Test
  void mapPrivate_atAnOffset_startsThere() throws IOException {
    file.write(PAGE, bytes(PAGE, 6), 0, PAGE);

    MemorySegment second = file.mapPrivate(PAGE, 1L << 20, arena);

    assertThat(second.get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) 6);
    assertThat(file.size()).isEqualTo(2 * PAGE);
  }

  @Test
  void mapPrivate_moreThanTheSystemGrants_namesSizeAndLimit() throws IOException {
    // 128 TiB is all there is of addresses.
    assertThatThrownBy(() -> file.mapPrivate(1L << 43, arena))
        .isInstanceOf(PoolException.class)
        .hasMessageMatching(
            "cannot map pool: the system refuses a mapping of this size, path=.*,"
                + " size=8796093022208, memory and swap=\\d+; open it with a smaller maximum size");
    assertThat(file.size()).isEqualTo(2 * PAGE);
  }

  @Test
  void mapPrivate_afterClose_staysUsable() throws IOException {
    MemorySegment image = file.mapPrivate(2 * PAGE, arena);
    file.close();

    image.set(ValueLayout.JAVA_BYTE, 0, (byte) 5);
    assertThat(image.get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) 5);
  }

  @Test
  void mapReadOnly_longerThanTheFile_isRefused() {
    assertThatThrownBy(() -> file.mapReadOnly(2 * PAGE + 1, arena))
        .isInstanceOf(EOFException.class);
  }

  @Test
  void mapReadOnly_fileOpenedForReading_showsIt() throws IOException {
    file.write(PAGE, bytes(1, 9), 0, 1);
    try (MediumFile reading = Medium.files().open(path, Access.READ)) {
      MemorySegment image = reading.mapReadOnly(2 * PAGE, arena);

      assertThat(image.get(ValueLayout.JAVA_BYTE, PAGE)).isEqualTo((byte) 9);
      assertThat(image.isReadOnly()).isTrue();
    }
  }

  @Test
  void region_put_isVisibleToReadsAtOnce() throws IOException {
    try (Region region = file.region(PAGE - 3, 100)) {
      region.put(1, bytes(10, 4), 2, 5);
    }

    byte[] read = new byte[5];
    file.read(PAGE - 2, read, 0, 5);
    assertThat(read).containsOnly(4);
    assertThat(file.size()).isEqualTo(2 * PAGE);
  }

  @Test
  void region_beyondTheFile_isRefused() {
    assertThatThrownBy(() -> file.region(PAGE, PAGE + 1)).isInstanceOf(EOFException.class);
  }

  @Test
  void region_putOutside_isRefused() throws IOException {
    try (Region region = file.region(0, 100)) {
      assertThatThrownBy(() -> region.put(96, bytes(5, 1), 0, 5))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void region_putAfterClose_isAnIoException() throws IOException {
    Region region = file.region(0, 100);
    region.close();
    region.close();

    assertThatThrownBy(() -> region.put(0, bytes(5, 1), 0, 5)).isInstanceOf(IOException.class);
  }

  @Test
  void region_fileCutBelowIt_isAnIoException() throws IOException {
    try (Region region = file.region(PAGE, PAGE)) {
      file.truncate(0);

      assertThatThrownBy(() -> region.put(0, bytes(8, 1), 0, 8)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void writtenRegion_put_isVisibleToReadsAtOnce() throws IOException {
    try (Region region = new WrittenRegion(file, PAGE, 100)) {
      region.put(95, bytes(5, 4), 0, 5);
      assertThatThrownBy(() -> region.put(96, bytes(5, 1), 0, 5))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }

    byte[] read = new byte[5];
    file.read(PAGE + 95, read, 0, 5);
    assertThat(read).containsOnly(4);
  }
}
