package dev.emery.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.CorruptPoolException;
import dev.emery.Durability;
import dev.emery.cell.PCell;
import dev.emery.cell.PLong;
import dev.emery.journal.PageSumsFormat;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksumsTest {
  private static final int PAGE = 4096;
  private static final long MOST = 16 << 20; // so that zones are 4 MiB

  /** Shelves with texts. */
  record Archive(
      PLong<Archive> changes,
      PCell<String, Archive> note,
      PCell<Optional<Shelf>, Archive> first,
      PCell<Optional<Shelf>, Archive> second) {}

  record Shelf(PCell<String, Archive> text) {}

  @TempDir private Path folder;
  private Path path;

  @BeforeEach
  void name() {
    path = folder.resolve("archive.pool");
  }

  private static PoolOptions options(Checksums checksums) {
    return PoolOptions.defaults()
        .maximumSize(MOST)
        .checkpointThreshold(64 << 10)
        .durability(Durability.RELAXED)
        .checksums(checksums);
  }

  private Pool<Archive> open(Checksums checksums) {
    return open(options(checksums));
  }

  private Pool<Archive> open(PoolOptions options) {
    return Pool.open(path, Archive.class, ChecksumsTest::initial, options);
  }

  private static Archive initial() {
    return new Archive(
        PLong.of(0), PCell.of(""), PCell.of(Optional.empty()), PCell.of(Optional.empty()));
  }

  private static Optional<Shelf> shelf(char letter, int length) {
    return Optional.of(new Shelf(PCell.of(String.valueOf(letter).repeat(length))));
  }

  /** Makes a pool with two texts of many pages, and closes it. */
  private void make(Checksums checksums) {
    try (Pool<Archive> pool = open(checksums)) {
      pool.transaction(j -> pool.root().first().set(j, shelf('a', 50_000)));
      pool.checkpoint();
      pool.transaction(j -> pool.root().second().set(j, shelf('b', 60_000)));
    }
  }

  /** The offset of the first page that holds this letter alone. */
  private long pageOf(char letter) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    for (int page = 0; page < bytes.length; page += PAGE) {
      boolean all = true;
      for (int i = 0; i < PAGE && all; i++) {
        all = bytes[page + i] == letter;
      }
      if (all) {
        return page;
      }
    }
    throw new AssertionError("no page of " + letter);
  }

  private void damage(long at) throws IOException {
    try (var file = new RandomAccessFile(path.toFile(), "rw")) {
      file.seek(at);
      int before = file.read();
      file.seek(at);
      file.write(before ^ 4);
    }
  }

  private List<String> problems(Checksums checksums) {
    try (Pool<Archive> pool = open(checksums)) {
      return pool.check().problems();
    }
  }

  private static String line(long page) {
    return "page differs from its checksum, offset=0x%x".formatted(page);
  }

  @Test
  void damagedText_isFoundByTheCheck_whereThereAreChecksums() throws IOException {
    make(Checksums.FULL);
    assertThat(problems(Checksums.FULL)).isEmpty();
    long page = pageOf('a');
    damage(page + 100);
    assertThat(problems(Checksums.FULL))
        .singleElement()
        .asString()
        .startsWith(line(page) + ", in it: [part@0x");
    assertThat(problems(Checksums.JOURNAL)).as("opened without asking").hasSize(1);
  }

  @Test
  void damagedText_ofAPoolWithoutChecksums_isNotFound() throws IOException {
    make(Checksums.JOURNAL);
    damage(pageOf('a') + 100);
    assertThat(problems(Checksums.JOURNAL)).isEmpty();
  }

  @Test
  void verify_looksAtThePagesOfOneObject() throws IOException {
    make(Checksums.FULL);
    long page = pageOf('a');
    damage(page + 4000);
    try (Pool<Archive> pool = open(Checksums.FULL)) {
      Shelf damaged = pool.root().first().get().orElseThrow();
      Shelf whole = pool.root().second().get().orElseThrow();
      pool.verify(whole);
      assertThatThrownBy(() -> pool.verify(damaged))
          .isInstanceOf(CorruptPoolException.class)
          .hasMessageContaining("0x%x".formatted(page))
          .hasMessageContaining("restore a backup");
      assertThatThrownBy(() -> pool.verify(pool.root())).isInstanceOf(CorruptPoolException.class);
      pool.verify(new Shelf(PCell.of("not stored yet")));
    }
  }

  @Test
  void verify_ofAPoolWithoutChecksums_isRefused() {
    make(Checksums.JOURNAL);
    try (Pool<Archive> pool = open(Checksums.JOURNAL)) {
      assertThatThrownBy(() -> pool.verify(pool.root()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("checksums(FULL)");
    }
  }

  @Test
  void everyPage_butThoseOfChecksumsAndThoseNeverUsed_isWatched() throws IOException {
    make(Checksums.FULL);
    byte[] whole = Files.readAllBytes(path);
    Set<Long> sums = pagesOfSums(whole);
    List<Long> missed = new ArrayList<>();
    int found = 0;
    for (long page = 2; page < whole.length / PAGE; page++) {
      if (isZero(whole, page)) {
        continue;
      }
      Files.write(path, whole);
      damage(page * PAGE + PAGE - 1);
      try (Pool<Archive> pool = open(options(Checksums.FULL).readOnly(true))) {
        if (pool.check().problems().stream().noneMatch(line(page * PAGE)::startsWith)
            && pool.check().isClean()) {
          missed.add(page);
        } else {
          found++;
        }
      } catch (CorruptPoolException e) {
        found++;
      }
    }
    missed.removeIf(sums::contains);
    assertThat(missed).isEmpty();
    assertThat(found).isGreaterThan(30);
  }

  private static Set<Long> pagesOfSums(byte[] file) {
    ByteBuffer words = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    Set<Long> pages = new HashSet<>();
    long block = words.getLong((int) PageSumsFormat.FIRST);
    while (block != 0) {
      for (long at = block; at < block + 12_000; at += PAGE) {
        pages.add(at / PAGE);
      }
      block = words.getLong((int) block + PageSumsFormat.NEXT);
    }
    assertThat(pages).isNotEmpty();
    return pages;
  }

  private static boolean isZero(byte[] file, long page) {
    byte[] bytes = Arrays.copyOfRange(file, (int) page * PAGE, (int) (page + 1) * PAGE);
    return Arrays.equals(bytes, new byte[PAGE]);
  }

  @Test
  void oldPool_hasChecksumsOfAllPages_fromTheFirstClosingOn() throws IOException {
    make(Checksums.JOURNAL);
    assertThat(Pool.info(path).checksums()).isEqualTo(Checksums.JOURNAL);
    try (Pool<Archive> pool = open(Checksums.FULL)) {
      pool.transaction(j -> pool.root().changes().add(j, 1));
    }
    assertThat(Pool.info(path).checksums()).isEqualTo(Checksums.FULL);
    long page = pageOf('b');
    damage(page);
    assertThat(problems(Checksums.FULL)).singleElement().asString().startsWith(line(page));
  }

  @Test
  void damagedPage_thatACheckpointChanges_staysDamaged() throws IOException {
    try (Pool<Archive> pool = open(Checksums.FULL)) {
      pool.transaction(j -> pool.root().note().set(j, "short"));
    }
    byte[] before = Files.readAllBytes(path);
    try (Pool<Archive> pool = open(Checksums.FULL)) {
      pool.transaction(j -> pool.root().changes().add(j, 1));
    }
    long page = lastChange(before) & -PAGE;
    damage(page + PAGE - 8);
    for (int i = 0; i < 3; i++) {
      try (Pool<Archive> pool = open(Checksums.FULL)) {
        pool.transaction(j -> pool.root().changes().add(j, 1));
        pool.checkpoint();
        pool.transaction(j -> pool.root().changes().add(j, 1));
      }
      assertThat(problems(Checksums.FULL)).singleElement().asString().startsWith(line(page));
    }
  }

  private long lastChange(byte[] before) throws IOException {
    byte[] after = Files.readAllBytes(path);
    int at = before.length - 1;
    while (before[at] == after[at]) {
      at--;
    }
    assertThat(pagesOfSums(before)).doesNotContain((long) at / PAGE);
    return at;
  }

  @Test
  void growth_overManyZones_andBlocksLargerThanAZone_areWatched() throws IOException {
    try (Pool<Archive> pool = open(Checksums.FULL)) {
      for (int i = 0; i < 3; i++) {
        pool.transaction(j -> pool.root().first().set(j, shelf('a', 3 << 20)));
        pool.transaction(j -> pool.root().second().set(j, shelf('b', 5 << 20)));
        assertThat(pool.check().problems()).isEmpty();
        pool.transaction(j -> pool.root().second().set(j, shelf('c', 100_000)));
        pool.checkpoint();
        assertThat(pool.check().problems()).isEmpty();
      }
      pool.transaction(j -> pool.root().second().set(j, shelf('d', 6 << 20)));
    }
    assertThat(Files.size(path)).isGreaterThan(8 << 20);
    assertThat(problems(Checksums.FULL)).isEmpty();
    watchesItsEnd();
  }

  @Test
  void newZone_isWatched_fromTheNextCheckpointOn() throws IOException {
    try (Pool<Archive> pool = open(options(Checksums.FULL).checkpointThreshold(1 << 30))) {
      pool.transaction(j -> pool.root().first().set(j, shelf('a', 3 << 20)));
      pool.transaction(j -> pool.root().second().set(j, shelf('d', 6 << 20)));
      pool.checkpoint();
      long page = pageOf('d') + (3 << 20);
      damage(page);
      assertThat(pool.check().problems()).singleElement().asString().startsWith(line(page));
      damage(page);
    }
  }

  @Test
  void newZone_isWatched_whenThePoolIsClosed() throws IOException {
    try (Pool<Archive> pool = open(options(Checksums.FULL).checkpointThreshold(1 << 30))) {
      pool.transaction(j -> pool.root().first().set(j, shelf('a', 3 << 20)));
      pool.transaction(j -> pool.root().second().set(j, shelf('d', 6 << 20)));
    }
    watchesItsEnd();
  }

  private void watchesItsEnd() throws IOException {
    long page = pageOf('d') + (3 << 20);
    damage(page + 17);
    assertThat(problems(Checksums.FULL)).singleElement().asString().startsWith(line(page));
  }

  @Test
  void poolThatWasNotClosed_hasTheChecksumsOfWhatItsRecoveryWrites() throws IOException {
    make(Checksums.FULL);
    Path left = folder.resolve("left.pool");
    try (Pool<Archive> pool = open(Checksums.FULL)) {
      pool.transaction(j -> pool.root().first().set(j, shelf('e', 20_000)));
      pool.checkpoint();
      pool.transaction(j -> pool.root().second().set(j, shelf('f', 30_000)));
      pool.sync();
      Files.copy(path, left);
      Files.copy(folder.resolve("archive.pool.journal"), folder.resolve("left.pool.journal"));
    }
    path = left;
    assertThat(problems(Checksums.FULL)).isEmpty();
    for (char letter : new char[] {'e', 'f'}) { // from before the crash, and written after it
      long page = pageOf(letter);
      damage(page);
      assertThat(problems(Checksums.FULL)).singleElement().asString().startsWith(line(page));
      damage(page);
    }
  }

  @Test
  void backup_hasTheChecksums() throws IOException {
    make(Checksums.FULL);
    Path copy = folder.resolve("copy.pool");
    try (Pool<Archive> pool = open(Checksums.FULL)) {
      pool.backup(copy);
    }
    path = copy;
    assertThat(problems(Checksums.FULL)).isEmpty();
    long page = pageOf('a');
    damage(page);
    assertThat(problems(Checksums.FULL)).singleElement().asString().startsWith(line(page));
  }

  @Test
  void fullPool_goesOnWithoutTheChecksumsOfItsLastZone() {
    PoolOptions options = options(Checksums.FULL).maximumSize(5 << 20);
    try (Pool<Archive> pool = open(options)) {
      for (int length = 4 << 20; length > 100; length = length * 3 / 4) {
        int size = length;
        try {
          pool.transaction(j -> pool.root().first().set(j, shelf('a', size)));
          pool.transaction(j -> pool.root().second().set(j, shelf('b', size)));
        } catch (dev.emery.PoolFullException e) {
          assertThat(pool.check().problems()).isEmpty();
        }
      }
    }
    try (Pool<Archive> pool = open(options)) {
      assertThat(pool.check().problems()).isEmpty();
    }
  }

  /** Changes the second of three or more blocks with checksums. */
  private void damageList(int distance, long value) throws IOException {
    try (var file = new RandomAccessFile(path.toFile(), "rw")) {
      file.seek(PageSumsFormat.FIRST);
      long last = Long.reverseBytes(file.readLong());
      file.seek(last + PageSumsFormat.NEXT);
      long second = Long.reverseBytes(file.readLong());
      file.seek(second + distance);
      file.writeLong(Long.reverseBytes(distance == PageSumsFormat.NEXT ? second : value));
    }
  }

  @Test
  void listOfChecksums_thatLeadsInACircle_orToNoZone_isFound() throws IOException {
    try (Pool<Archive> pool = open(Checksums.FULL)) {
      pool.transaction(j -> pool.root().first().set(j, shelf('a', 9 << 20)));
    }
    byte[] whole = Files.readAllBytes(path);
    for (long zone : new long[] {-1, 6656, 1 << 20}) {
      damageList(PageSumsFormat.ZONE, zone & 0xffff_ffffL);
      assertListIsDamaged();
      Files.write(path, whole);
    }
    damageList(PageSumsFormat.NEXT, 0);
    assertListIsDamaged();
  }

  private void assertListIsDamaged() {
    try (Pool<Archive> pool = open(options(Checksums.FULL).readOnly(true))) {
      assertThat(pool.check().problems())
          .anyMatch(line -> line.startsWith("list of the checksums of pages is damaged"));
    }
  }

  @Test
  void listOfChecksums_thatLeadsNowhere_isFound() throws IOException {
    make(Checksums.FULL);
    try (var file = new RandomAccessFile(path.toFile(), "rw")) {
      file.seek(PageSumsFormat.FIRST + 1);
      file.write(0x77);
    }
    try (Pool<Archive> pool = open(options(Checksums.FULL).readOnly(true))) {
      assertThat(pool.check().problems())
          .anyMatch(line -> line.startsWith("list of the checksums of pages is damaged"));
      assertThatThrownBy(() -> pool.verify(pool.root())).isInstanceOf(CorruptPoolException.class);
    }
    assertThatThrownBy(() -> open(Checksums.FULL)).isInstanceOf(CorruptPoolException.class);
  }
}
