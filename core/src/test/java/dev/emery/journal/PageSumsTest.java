package dev.emery.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.CorruptPoolException;
import dev.emery.medium.Access;
import dev.emery.medium.MediumFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checksums of the pages of a file with two zones, whose blocks the test itself has written. */
class PageSumsTest {
  private static final int PAGE = SuperblockFormat.PAGE;
  private static final int ZONE_SHIFT = 20;
  private static final int PAGES = 2 << ZONE_SHIFT - 12;
  private static final long BLOCK_OF_ZONE_0 = 0x10000;
  private static final long BLOCK_OF_ZONE_1 = 0x20000;
  private static final long A_PAGE = 0x50;
  private static final long A_PAGE_OF_ZONE_1 = 0x150;

  private final PoolIdentity identity =
      PoolIdentity.create(ZONE_SHIFT, new Random(7), 0).withPageSums();
  private MediumFile file;

  @BeforeEach
  void create() throws IOException {
    file = new FakeMedium().open(Path.of("pool"), Access.CREATE_NEW);
    byte[] bytes = new byte[PAGES * PAGE];
    new Random(8).nextBytes(bytes);
    file.write(0, bytes, 0, bytes.length);
    writeLong(PageSumsFormat.FIRST, BLOCK_OF_ZONE_1);
    writeBlock(BLOCK_OF_ZONE_1, BLOCK_OF_ZONE_0, 1);
    writeBlock(BLOCK_OF_ZONE_0, 0, 0);
  }

  /** A block as a transaction leaves it, with sums that are not known. */
  private void writeBlock(long block, long next, int zone) throws IOException {
    byte[] empty = new byte[(int) PageSumsFormat.end(ZONE_SHIFT)];
    LittleEndian.setLong(empty, PageSumsFormat.NEXT, next);
    LittleEndian.setInt(empty, PageSumsFormat.ZONE, zone);
    file.write(block, empty, 0, empty.length);
  }

  private void writeLong(long at, long value) throws IOException {
    byte[] bytes = new byte[Long.BYTES];
    LittleEndian.setLong(bytes, 0, value);
    file.write(at, bytes, 0, bytes.length);
  }

  private PageSums ofCheckpoint() {
    return Objects.requireNonNull(PageSums.ofCheckpoint(file, identity));
  }

  /** Replaces a page as a checkpoint does: reads it, writes it, and writes its sum. */
  private void checkpoint(long page, byte[] fresh) throws IOException {
    PageSums sums = ofCheckpoint();
    byte[] old = new byte[PAGE];
    file.read(page * PAGE, old, 0, PAGE);
    sums.read(page, old, 0);
    file.write(page * PAGE, fresh, 0, PAGE);
    sums.write(page, fresh, 0);
    sums.flush(file.size());
  }

  private void damage(long page) throws IOException {
    byte[] one = new byte[1];
    file.read(page * PAGE + 9, one, 0, 1);
    one[0] ^= 4;
    file.write(page * PAGE + 9, one, 0, 1);
  }

  private List<Long> damaged() throws IOException {
    List<Long> found = new ArrayList<>();
    ofCheckpoint().check(null, found::add);
    return found;
  }

  private static byte[] page(int filling) {
    byte[] page = new byte[PAGE];
    Arrays.fill(page, (byte) filling);
    return page;
  }

  @Test
  void firstCheckpoint_hasTheSumsOfAllPages() throws IOException {
    checkpoint(A_PAGE, page(1));
    assertThat(damaged()).isEmpty();
    damage(A_PAGE);
    damage(A_PAGE_OF_ZONE_1);
    assertThat(damaged()).containsExactly(A_PAGE, A_PAGE_OF_ZONE_1);
  }

  @Test
  void pageWhoseChecksumIsZero_isNotTakenForOneWithout() throws IOException {
    byte[] fresh = page(0);
    LittleEndian.setInt(fresh, 0, -1);
    LittleEndian.setInt(fresh, PAGE - Integer.BYTES, 0x641f6454);
    assertThat(crc(fresh)).isZero();
    checkpoint(A_PAGE, fresh);
    assertThat(damaged()).isEmpty();
    damage(A_PAGE);
    assertThat(damaged()).containsExactly(A_PAGE);
  }

  @Test
  void damagedPage_thatIsWrittenAgain_staysDamaged_alsoWhereTheOppositeOfItsSumIsZero()
      throws IOException {
    checkpoint(A_PAGE, page(1));
    damage(A_PAGE);
    checkpoint(A_PAGE, page(2));
    assertThat(damaged()).containsExactly(A_PAGE);
    byte[] fresh = page(0);
    LittleEndian.setInt(fresh, 0, -1);
    assertThat(crc(fresh)).isEqualTo(-1);
    checkpoint(A_PAGE, fresh);
    assertThat(damaged()).containsExactly(A_PAGE);
  }

  private static int crc(byte[] page) {
    CRC32C crc = new CRC32C();
    crc.update(page);
    return (int) crc.getValue();
  }

  @Test
  void sumsThatAreNotKnownYet_accuseNoPage_whateverIsThere() throws IOException {
    byte[] old = page(5);
    file.write(BLOCK_OF_ZONE_0 + PageSumsFormat.SUMS, old, 0, Integer.BYTES * PAGES / 2);
    checkpoint(A_PAGE, page(1));
    assertThat(damaged()).isEmpty();
  }

  /** Nothing may be written for it: the pool had no space for its block. */
  @Test
  void zoneWithoutABlock_isNotLookedAt() throws IOException {
    writeLong(PageSumsFormat.FIRST, BLOCK_OF_ZONE_0);
    checkpoint(A_PAGE_OF_ZONE_1, page(1));
    checkpoint(A_PAGE_OF_ZONE_1, page(2)); // with those of zone 0 known
    damage(A_PAGE_OF_ZONE_1);
    assertThat(damaged()).isEmpty();
    damage(A_PAGE);
    assertThat(damaged()).containsExactly(A_PAGE);
  }

  /** It lies in a superblock, beyond the end, or just before it. */
  @ParameterizedTest
  @ValueSource(longs = {PAGE, 1L << 40, (PAGES - 1) * (long) PAGE, -PAGE})
  void listThatLeadsElsewhere_isRefused(long block) throws IOException {
    checkpoint(A_PAGE, page(1));
    writeLong(PageSumsFormat.FIRST, block);
    assertDamaged();
    writeLong(PageSumsFormat.FIRST, BLOCK_OF_ZONE_1);
    writeLong(BLOCK_OF_ZONE_1 + PageSumsFormat.NEXT, block);
    assertDamaged();
  }

  @Test
  void listThatLeadsBetweenPages_isRefused_alsoWhereItLooksLikeABlock() throws IOException {
    checkpoint(A_PAGE, page(1));
    writeBlock(BLOCK_OF_ZONE_1 + 16, BLOCK_OF_ZONE_0, 1);
    writeLong(PageSumsFormat.FIRST, BLOCK_OF_ZONE_1 + 16);
    assertDamaged();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, SuperblockFormat.ZONES, Integer.MAX_VALUE, 0})
  void listWithAZoneThatCannotBe_orThatIsThereTwice_isRefused(int zone) throws IOException {
    checkpoint(A_PAGE, page(1));
    byte[] bytes = new byte[Integer.BYTES];
    LittleEndian.setInt(bytes, 0, zone);
    file.write(BLOCK_OF_ZONE_1 + PageSumsFormat.ZONE, bytes, 0, bytes.length);
    assertDamaged();
  }

  @Test
  void listInACircle_isRefused() throws IOException {
    writeLong(BLOCK_OF_ZONE_0 + PageSumsFormat.NEXT, BLOCK_OF_ZONE_1);
    assertDamaged();
  }

  private void assertDamaged() {
    assertThatThrownBy(this::damaged)
        .isInstanceOf(CorruptPoolException.class)
        .hasMessageContaining("list of the checksums of pages is damaged");
    assertThatThrownBy(() -> checkpoint(A_PAGE, page(3))).isInstanceOf(CorruptPoolException.class);
  }
}
