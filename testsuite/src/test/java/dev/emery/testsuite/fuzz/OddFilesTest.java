package dev.emery.testsuite.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.emery.CorruptPoolException;
import dev.emery.PoolException;
import dev.emery.RecoveryNeededException;
import dev.emery.cell.PLong;
import dev.emery.medium.Access;
import dev.emery.medium.Medium;
import dev.emery.medium.MediumFile;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.testsuite.crash.CrashMedium;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is at the path of a pool is none, is cut short, or cannot be opened. */
@Timeout(120)
final class OddFilesTest {
  private static final Path POOL = Path.of("/odd.pool");
  private static final Path JOURNAL = Path.of("/odd.pool.journal");
  private static final int FIRST_PAGES = 3 * 4096;
  private static final int COMMITS = 5;

  @TempDir private Path folder;
  private byte[] closed;
  private byte[] open;
  private byte[] journal;

  record Root(PLong<Root> number) {}

  private static PoolOptions options(Medium medium) {
    return PoolOptions.defaults()
        .medium(medium)
        .initialSize(0)
        .maximumSize(1 << 20)
        .checkpointThreshold(16 << 10);
  }

  @BeforeEach
  void make() throws IOException {
    var medium = new CrashMedium();
    try (var pool = Pool.open(POOL, Root.class, options(medium))) {
      for (int i = 0; i < COMMITS; i++) {
        pool.transaction(j -> pool.root().number().add(j, 1));
      }
      open = bytes(medium, POOL);
      journal = bytes(medium, JOURNAL);
    }
    closed = bytes(medium, POOL);
  }

  private static byte[] bytes(Medium medium, Path path) throws IOException {
    try (MediumFile file = medium.open(path, Access.READ)) {
      byte[] bytes = new byte[Math.toIntExact(file.size())];
      file.read(0, bytes, 0, bytes.length);
      return bytes;
    }
  }

  private static CrashMedium medium(byte[] pool, byte[] beside) throws IOException {
    var medium = new CrashMedium();
    put(medium, POOL, pool);
    if (beside.length > 0) {
      put(medium, JOURNAL, beside);
    }
    return medium;
  }

  private static void put(Medium medium, Path path, byte[] bytes) throws IOException {
    try (MediumFile file = medium.open(path, Access.CREATE_NEW)) {
      file.write(0, bytes, 0, bytes.length);
    }
  }

  /** The number in the pool, which is clean. */
  private static long number(Medium medium) {
    try (var pool = Pool.open(POOL, Root.class, options(medium))) {
      assertThat(pool.check().problems()).isEmpty();
      return pool.root().number().get();
    }
  }

  private static IntStream lengths(int whole) {
    return IntStream.concat(
        IntStream.range(0, Math.min(FIRST_PAGES, whole)),
        IntStream.iterate(FIRST_PAGES, at -> at < whole, at -> at + 4096));
  }

  @Test
  void closedPool_cutAtAnyLength_isRefused_andNothingIsWritten() throws IOException {
    for (int length : lengths(closed.length).toArray()) {
      CrashMedium medium = medium(Arrays.copyOf(closed, length), new byte[0]);
      int events = medium.events().size();
      assertThatThrownBy(() -> number(medium)).isInstanceOf(CorruptPoolException.class);
      assertThat(medium.events()).as("length %d", length).hasSize(events);
      medium.discard();
    }
  }

  @Test
  void openPool_cutAtAnyLengthOfItsLastCheckpoint_isRefused_andNothingIsWritten()
      throws IOException {
    int first = Bytes.getLong(open, 96) > Bytes.getLong(open, PoolMap.PAGE + 96) ? 0 : PoolMap.PAGE;
    int needed = (int) Bytes.getLong(open, first + 112);
    assertThat(number(medium(Arrays.copyOf(open, needed), journal))).isEqualTo(COMMITS);
    for (int length : lengths(needed).filter(at -> at % 16 < 2).toArray()) {
      CrashMedium medium = medium(Arrays.copyOf(open, length), journal);
      int events = medium.events().size();
      assertThatThrownBy(() -> number(medium)).isInstanceOf(CorruptPoolException.class);
      assertThat(medium.events()).as("length %d", length).hasSize(events);
      medium.discard();
    }
  }

  @Test
  void journal_cutAtAnyLength_isRefused_orTakenForTornAtItsEnd() throws IOException {
    long fewest = COMMITS;
    JournalMap.Part last = new JournalMap(journal).parts().getLast();
    int end = last.at() + last.length();
    int[] lengths =
        IntStream.concat(
                IntStream.range(0, end + 16).filter(at -> at % 16 < 2),
                IntStream.iterate(end + 16, at -> at < journal.length, at -> at + 509))
            .toArray();
    for (int length : lengths) {
      CrashMedium medium = medium(open, Arrays.copyOf(journal, length));
      try {
        fewest = Math.min(fewest, number(medium));
      } catch (CorruptPoolException | RecoveryNeededException e) {
        assertThat(e).hasMessageContaining("journal");
      }
      medium.discard();
    }
    assertThat(fewest).isZero(); // a journal is as long as its last record that was written
  }

  @Test
  void files_longerThanTheySay_areCut() throws IOException {
    Random random = new Random(1);
    for (int more : new int[] {1, 7, 4095, 4096, 70_000}) {
      byte[] tail = new byte[more];
      random.nextBytes(tail);
      for (CrashMedium medium :
          new CrashMedium[] {
            medium(with(closed, tail), new byte[0]),
            medium(with(open, tail), journal),
            medium(open, with(journal, tail))
          }) {
        assertThat(number(medium)).isEqualTo(COMMITS);
        assertThat(bytes(medium, POOL)).hasSameSizeAs(closed);
      }
    }
  }

  private static byte[] with(byte[] bytes, byte[] tail) {
    byte[] longer = Arrays.copyOf(bytes, bytes.length + tail.length);
    System.arraycopy(tail, 0, longer, bytes.length, tail.length);
    return longer;
  }

  private static void change(byte[] pool, int at, long value, int... copies) {
    for (int copy : copies) {
      Bytes.setLong(pool, copy * PoolMap.PAGE + at, value);
    }
    PoolMap.seal(pool);
  }

  @Test
  void newerVersion_inOneSuperblockOrBoth_isRefused_andNothingIsWritten() throws IOException {
    for (int[] copies : new int[][] {{0}, {1}, {0, 1}}) {
      byte[] newer = closed.clone();
      change(newer, 8, 2, copies);
      CrashMedium medium = medium(newer, new byte[0]);
      int events = medium.events().size();
      assertThatThrownBy(() -> number(medium))
          .isExactlyInstanceOf(PoolException.class)
          .hasMessageContaining("written by a newer version, format=2");
      assertThat(medium.events()).hasSize(events);
    }
  }

  @Test
  void absurdSizes_areRefused_andNothingIsWritten() throws IOException {
    long most = 6656L << 20;
    for (long size : new long[] {-4096, 0, 8192, 1, 4097, most, most + 4096, Long.MAX_VALUE}) {
      byte[] absurd = closed.clone();
      change(absurd, 112, size, 0, 1);
      CrashMedium medium = medium(absurd, new byte[0]);
      int events = medium.events().size();
      if (size == 8192) { // cuts everything off, and only then the heap contradicts
        assertThatThrownBy(() -> number(medium)).isInstanceOf(PoolException.class);
      } else {
        assertThatThrownBy(() -> number(medium)).isInstanceOf(CorruptPoolException.class);
        assertThat(medium.events()).as("size %d", size).hasSize(events);
      }
    }
  }

  // ---- names of the file system

  private void assertRefused(Path path, Class<? extends PoolException> type) {
    assertThatThrownBy(() -> Pool.open(path, Root.class)).isInstanceOf(type);
    assertThatThrownBy(() -> Pool.open(path, Root.class, PoolOptions.defaults().readOnly(true)))
        .isInstanceOf(type);
    assertThatThrownBy(() -> Pool.open(path, Root.class, PoolOptions.defaults().overwrite()))
        .isInstanceOf(PoolException.class);
    assertThatThrownBy(() -> Pool.info(path)).isInstanceOf(PoolException.class);
  }

  /** That nothing but {@code path} is left beside it. */
  private void assertAlone(Path path) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(path);
    }
  }

  @Test
  void foreignFile_isRefused_andStaysAsItIs() throws IOException {
    byte[][] files = {
      new byte[1],
      new byte[100_000],
      "#!/bin/sh\necho this is no pool\n".repeat(1000).getBytes(StandardCharsets.UTF_8),
      "EMERYPOL".repeat(10_000).getBytes(StandardCharsets.US_ASCII),
      journal
    };
    Path path = folder.resolve("foreign.pool");
    for (byte[] bytes : files) {
      Files.write(path, bytes);
      assertThatThrownBy(() -> Pool.open(path, Root.class))
          .isInstanceOf(CorruptPoolException.class);
      assertThatThrownBy(() -> Pool.info(path)).isInstanceOf(CorruptPoolException.class);
      assertThat(Files.readAllBytes(path)).isEqualTo(bytes);
      assertAlone(path);
    }
  }

  @Test
  void emptyFile_isRefused() throws IOException {
    Path path = Files.createFile(folder.resolve("empty.pool"));
    assertThatThrownBy(() -> Pool.open(path, Root.class)).isInstanceOf(CorruptPoolException.class);
    assertThat(path).isEmptyFile();
    assertAlone(path);
  }

  @Test
  void directory_isRefused() throws IOException {
    Path path = Files.createDirectory(folder.resolve("directory.pool"));
    assertRefused(path, PoolException.class);
    assertThat(path).isEmptyDirectory();
    assertAlone(path);
  }

  @Test
  void fifo_isRefused_withoutWaiting() throws Exception {
    Path path = folder.resolve("fifo.pool");
    Process maker = new ProcessBuilder("mkfifo", path.toString()).start();
    assumeFalse(maker.waitFor() != 0, "no FIFOs here: mkfifo failed");
    assertRefused(path, PoolException.class);
    assertAlone(path);
  }

  @Test
  void linksInACircle_areRefused_andStay() throws IOException {
    Path path = folder.resolve("circle.pool");
    Files.createSymbolicLink(path, path);
    assertRefused(path, PoolException.class);
    assertThat(Files.readSymbolicLink(path)).isEqualTo(path);
    assertAlone(path);
  }

  /** A disk that is not there at the moment: the link is not replaced by a new pool. */
  @Test
  void linkThatLeadsNowhere_isRefused_andStays() throws IOException {
    Path path = folder.resolve("link.pool");
    Path target = folder.resolve("not-mounted/some.pool");
    Files.createSymbolicLink(path, target);
    assertRefused(path, PoolException.class);
    assertThat(Files.readSymbolicLink(path)).isEqualTo(target);
    assertThat(Files.exists(path, LinkOption.NOFOLLOW_LINKS)).isTrue();
    assertAlone(path);
  }

  @Test
  void missingDirectory_isReported() {
    assertThatThrownBy(() -> Pool.open(folder.resolve("missing/a.pool"), Root.class))
        .isInstanceOf(PoolException.class);
    assertThatThrownBy(() -> Pool.info(folder.resolve("missing/a.pool")))
        .isInstanceOf(PoolException.class);
  }

  private void withPermissions(Path path, String permissions) throws IOException {
    assumeFalse(
        System.getProperty("user.name").equals("root"),
        "permissions of files say nothing to root: run this test as another user");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private Path pool() throws IOException {
    Path path = folder.resolve("some.pool");
    Files.write(path, closed);
    return path;
  }

  @Test
  void fileThatMayNotBeWritten_canBeOpenedReadOnly() throws IOException {
    Path path = pool();
    withPermissions(path, "r--------");
    assertThatThrownBy(() -> Pool.open(path, Root.class))
        .isInstanceOf(PoolException.class)
        .hasMessageContaining("AccessDenied");
    try (var pool = Pool.open(path, Root.class, PoolOptions.defaults().readOnly(true))) {
      assertThat(pool.root().number().get()).isEqualTo(COMMITS);
    }
  }

  @Test
  void fileWithoutPermission_isRefused() throws IOException {
    Path path = pool();
    withPermissions(path, "---------");
    assertRefused(path, PoolException.class);
  }

  @Test
  void directoryThatMayNotBeWritten_isReported() throws IOException {
    Path path = pool();
    withPermissions(folder, "r-x------");
    try {
      assertThatThrownBy(() -> Pool.open(path, Root.class)).isInstanceOf(PoolException.class);
      assertThatThrownBy(() -> Pool.open(folder.resolve("other.pool"), Root.class))
          .isInstanceOf(PoolException.class);
    } finally {
      withPermissions(folder, "rwx------");
    }
  }
}
