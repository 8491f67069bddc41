package dev.emery.testsuite.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.medium.Access;
import dev.emery.medium.MediumFile;
import dev.emery.medium.Region;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small cases in which all legal images are known. */
final class CrashImagesTest {
  private static final Path DIRECTORY = Path.of("/crash");
  private static final Path A = DIRECTORY.resolve("a");
  private static final Path B = DIRECTORY.resolve("b");

  private final CrashMedium medium = new CrashMedium();

  /** Creates a durable file of zeros. */
  private MediumFile durable(Path path, int length) throws IOException {
    MediumFile file = medium.open(path, Access.CREATE_NEW);
    file.extend(length);
    file.sync();
    medium.syncDirectory(DIRECTORY);
    return file;
  }

  private static void put(MediumFile file, long at, int value) throws IOException {
    file.write(at, new byte[] {(byte) value, 0, 0, 0, 0, 0, 0, 0}, 0, 8);
  }

  /** All images now, as what is at some places, and checks that hashes tell images apart. */
  private Set<String> images(Granularity granularity, int limit, long... places) {
    Map<String, Long> hashes = new HashMap<>();
    Set<Long> distinct = new TreeSet<>();
    CrashImages.at(medium, medium.events().size())
        .forEach(
            granularity,
            limit,
            1,
            image -> {
              String text = describe(image.open(), places);
              long hash = image.hash();
              assertThat(hashes.computeIfAbsent(text, _ -> hash)).isEqualTo(hash);
              assertThat(CrashImages.at(medium, medium.events().size()).image(image.id()).hash())
                  .isEqualTo(hash);
              distinct.add(hash);
              return true;
            });
    assertThat(distinct).hasSameSizeAs(hashes.keySet());
    return hashes.keySet();
  }

  private static String describe(CrashMedium image, long... places) {
    var text = new StringBuilder();
    for (Path path : new Path[] {A, B}) {
      if (image.exists(path)) {
        text.append(path.getFileName()).append(describe(image, path, places));
      }
    }
    return text.toString();
  }

  private static String describe(CrashMedium image, Path path, long... places) {
    try (MediumFile file = image.open(path, Access.READ)) {
      var text = new StringBuilder();
      for (long place : places) {
        byte[] value = new byte[1];
        if (place < file.size()) {
          file.read(place, value, 0, 1);
          text.append(value[0]);
        } else {
          text.append('-');
        }
      }
      return text.toString();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void writes_synced_areThereInTheOnlyImage() throws IOException {
    MediumFile file = durable(A, 4096);
    put(file, 0, 1);
    file.sync();

    for (Granularity granularity : Granularity.values()) {
      assertThat(images(granularity, 1024, 0)).containsExactly("a1");
    }
  }

  @Test
  void writes_onThreePages_areThereInAnySubset() throws IOException {
    MediumFile file = durable(A, 4 * 4096);
    put(file, 0, 1);
    put(file, 4096, 2);
    put(file, 8192, 3);

    assertThat(images(Granularity.PAGE, 1024, 0, 4096, 8192))
        .containsExactlyInAnyOrder("a000", "a100", "a020", "a003", "a120", "a103", "a023", "a123");
  }

  @Test
  void writes_onOnePage_areTornByFinerGranularitiesOnly() throws IOException {
    MediumFile file = durable(A, 4096);
    file.write(504, new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 3}, 0, 17);

    assertThat(images(Granularity.PAGE, 1024, 504, 512, 520))
        .containsExactlyInAnyOrder("a000", "a123");
    assertThat(images(Granularity.SECTOR, 1024, 504, 512, 520))
        .containsExactlyInAnyOrder("a000", "a100", "a023", "a123");
    assertThat(images(Granularity.ATOM, 1024, 504, 512, 520))
        .containsExactlyInAnyOrder("a000", "a100", "a020", "a003", "a120", "a103", "a023", "a123");
  }

  @Test
  void storesIntoALine_unsynced_areThereUpToAnyWord() throws Exception {
    MediumFile file = durable(A, 4096);
    try (Region region = file.region(0, 4096)) {
      byte[] words = new byte[32];
      for (int word = 0; word < 4; word++) {
        words[8 * word] = (byte) (word + 1);
      }
      region.put(40, words, 0, 32); // three words of the first line, one of the second
      region.put(8, words, 0, 8);
    }

    assertThat(images(Granularity.LINE, 1024, 40, 48, 56, 64, 8))
        .containsExactlyInAnyOrder(
            "a00000", "a10000", "a12000", "a12300", "a12301", "a00040", "a10040", "a12040",
            "a12340", "a12341");
  }

  @Test
  void writesIntoALine_unsynced_areThereWholeOrNot() throws IOException {
    MediumFile file = durable(A, 4096);
    file.write(0, new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0}, 0, 16);

    assertThat(images(Granularity.LINE, 1024, 0, 8)).containsExactlyInAnyOrder("a00", "a12");
  }

  @Test
  void writes_onOnePageAfterEachOther_areThereInTheirOrder() throws IOException {
    MediumFile file = durable(A, 4096);
    put(file, 0, 1);
    put(file, 8, 2);
    put(file, 0, 3);

    assertThat(images(Granularity.PAGE, 1024, 0, 8))
        .containsExactlyInAnyOrder("a00", "a10", "a12", "a32");
    assertThat(images(Granularity.ATOM, 1024, 0, 8))
        .containsExactlyInAnyOrder("a00", "a10", "a30", "a02", "a12", "a32");
  }

  @Test
  void growth_unsynced_hasOldOrNewLengthApartFromItsData() throws IOException {
    MediumFile file = durable(A, 4096);
    put(file, 4096, 1);
    file.extend(8192);

    assertThat(images(Granularity.PAGE, 1024, 4095, 4096, 4104))
        .containsExactlyInAnyOrder("a0--", "a00-", "a000", "a01-", "a010");
  }

  @Test
  void cut_unsynced_isDoneOrNot() throws IOException {
    MediumFile file = durable(A, 8192);
    put(file, 4096, 1);
    file.sync();
    file.truncate(4096);

    assertThat(images(Granularity.PAGE, 1024, 0, 4096)).containsExactlyInAnyOrder("a01", "a0-");
  }

  @Test
  void cutAndGrowth_unsynced_neverBringBackWhatWasCutOff() throws IOException {
    MediumFile file = durable(A, 8192);
    put(file, 4096, 1);
    put(file, 4104, 1);
    file.sync();
    file.truncate(4096);
    file.extend(12288);
    put(file, 4096, 2);

    // With the old length old and new bytes, cut nothing, with the new length none of the old
    // bytes.
    assertThat(images(Granularity.ATOM, 1024, 4096, 4104, 8192))
        .containsExactlyInAnyOrder("a11-", "a21-", "a10-", "a20-", "a---", "a000", "a200");
  }

  @Test
  void names_beforeTheDirectoryIsSynced_areDoneOrNot() throws IOException {
    durable(A, 8).close();
    put(medium.open(A, Access.WRITE), 0, 1);
    MediumFile b = medium.open(B, Access.CREATE_NEW);
    put(b, 0, 2);
    b.sync();

    assertThat(images(Granularity.PAGE, 1024, 0))
        .containsExactlyInAnyOrder("a0", "a1", "a0b2", "a1b2");

    medium.rename(B, A);

    assertThat(images(Granularity.PAGE, 1024, 0))
        .containsExactlyInAnyOrder("a0", "a1", "a0b2", "a1b2", "a2");

    medium.syncDirectory(DIRECTORY);

    assertThat(images(Granularity.PAGE, 1024, 0)).containsExactly("a2");
  }

  @Test
  void delete_beforeTheDirectoryIsSynced_isDoneOrNot() throws IOException {
    durable(A, 8).close();
    medium.delete(A);

    assertThat(images(Granularity.PAGE, 1024, 0)).containsExactlyInAnyOrder("", "a0");
    medium.syncDirectory(DIRECTORY);
    assertThat(images(Granularity.PAGE, 1024, 0)).containsExactly("");
  }

  @Test
  void create_withDurableNameOnly_isEmpty() throws IOException {
    MediumFile file = medium.open(A, Access.CREATE_NEW);
    file.extend(8);
    put(file, 0, 1);
    medium.syncDirectory(DIRECTORY);

    assertThat(images(Granularity.PAGE, 1024, 0)).containsExactlyInAnyOrder("a-", "a0", "a1");
  }

  @Test
  void at_earlierPoint_knowsNothingOfLaterEvents() throws IOException {
    MediumFile file = durable(A, 4096);
    int before = medium.events().size();
    put(file, 0, 1);

    CrashImages.at(medium, before)
        .forEach(
            Granularity.PAGE,
            10,
            1,
            image -> {
              assertThat(describe(image.open(), 0)).isEqualTo("a0");
              return true;
            });
    assertThatThrownBy(() -> CrashImages.at(medium, before + 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no such crash point, point=6, events=5");
  }

  @Test
  void forEach_moreThanTheLimit_hasTheTellingOnesAndKeepsTheLimit() throws IOException {
    MediumFile file = durable(A, 40 * 4096);
    long[] places = new long[20];
    for (int i = 0; i < places.length; i++) {
      places[i] = i * 4096L;
      put(file, places[i], 1);
    }

    Set<String> images = images(Granularity.PAGE, 200, places);

    assertThat(images)
        .hasSizeBetween(100, 200)
        .contains("a" + "0".repeat(20), "a" + "1".repeat(20));
    for (int i = 0; i < places.length; i++) {
      assertThat(images)
          .contains("a" + "0".repeat(i) + "1" + "0".repeat(19 - i))
          .contains("a" + "1".repeat(i) + "0" + "1".repeat(19 - i))
          .contains("a" + "1".repeat(i) + "0".repeat(20 - i));
    }
  }

  @Test
  void forEach_visitorEndsIt_returnsFalse() throws IOException {
    put(durable(A, 4096), 0, 1);
    CrashImages images = CrashImages.at(medium, medium.events().size());

    assertThat(images.forEach(Granularity.PAGE, 1024, 1, _ -> false)).isFalse();
    assertThat(images.forEach(Granularity.PAGE, 1, 1, _ -> false)).isFalse();
    assertThat(images.forEach(Granularity.PAGE, 1, 1, _ -> true)).isTrue();
  }

  @Test
  void save_image_writesItsFiles(@TempDir Path target) throws IOException {
    put(durable(A, 16), 8, 5);
    CrashImages images = CrashImages.at(medium, medium.events().size());

    images.image("page:all").save(target);

    assertThat(target.resolve("a"))
        .hasBinaryContent(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0});
  }

  @Test
  void lost_ofAnImage_namesPlaces() throws IOException {
    MediumFile file = durable(A, 8192);
    put(file, 4096, 1);
    put(file, 4096, 2);
    CrashImages images = CrashImages.at(medium, medium.events().size());

    assertThat(images.image("sector:none").lost()).isEqualTo("a [0x1000,+512)");
    assertThat(images.image("sector:none,0=1").lost()).isEqualTo("a [0x1000,+512) since event 4");
    assertThat(images.image("sector:all").lost()).isEqualTo("nothing");
    assertThat(images.image("sector:none,0=2").id()).isEqualTo("sector:all");
  }
}
