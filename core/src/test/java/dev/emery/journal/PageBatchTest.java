package dev.emery.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.journal.FakeMedium.Step;
import dev.emery.medium.Access;
import dev.emery.medium.MediumFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageBatchTest {
  private static final int PAGE = SuperblockFormat.PAGE;
  private static final int PAGES = 200;

  private final FakeMedium medium = new FakeMedium();
  private final Random random = new Random(28);
  private final byte[] expected = new byte[PAGES * PAGE];

  private MediumFile file() throws IOException {
    MediumFile file = medium.open(Path.of("pool"), Access.CREATE_NEW);
    random.nextBytes(expected);
    file.write(0, expected, 0, expected.length);
    return file;
  }

  private void assertWritten(MediumFile file) throws IOException {
    byte[] found = new byte[expected.length];
    file.read(0, found, 0, found.length);
    assertThat(Arrays.mismatch(found, expected)).isEqualTo(-1);
  }

  private long writes() {
    return medium.steps().stream().filter(Step.Write.class::isInstance).count();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 1000, 50_000, 1 << 20, Long.MAX_VALUE})
  void anyChanges_endAsInAnArray(long batchBytes) throws IOException {
    MediumFile file = file();
    PageBatch batch = new PageBatch(file, batchBytes);
    for (int i = 0; i < 20_000; i++) {
      int most = random.nextInt(100) == 0 ? 20 * PAGE : random.nextInt(10) == 0 ? PAGE : 32;
      int length = (1 + random.nextInt(most / 8)) * 8;
      int at = random.nextInt((expected.length - length) / 8) * 8;
      if (random.nextInt(8) == 0) {
        Arrays.fill(expected, at, at + length, (byte) 0);
        batch.zeros(at, length);
      } else {
        byte[] change = new byte[length + 8];
        random.nextBytes(change);
        System.arraycopy(change, 8, expected, at, length);
        batch.data(at, change, 8, length);
        Arrays.fill(change, (byte) 0); // it belongs to the caller again
      }
      if (random.nextInt(5_000) == 0) {
        batch.flush();
        assertWritten(file);
      }
    }
    batch.flush();
    assertWritten(file);
  }

  @Test
  void manyChangesOfFewPages_writeEachPageOnce() throws IOException {
    MediumFile file = file();
    PageBatch batch = new PageBatch(file, 1 << 20);
    long before = writes();
    byte[] word = new byte[8];
    for (int i = 0; i < 20_000; i++) {
      int page = 1 + 2 * random.nextInt(PAGES / 2);
      int at = page * PAGE + random.nextInt(PAGE / 8) * 8;
      random.nextBytes(word);
      System.arraycopy(word, 0, expected, at, 8);
      batch.data(at, word, 0, 8);
    }
    assertThat(writes()).isEqualTo(before);
    batch.flush();
    assertThat(writes() - before).isLessThanOrEqualTo(PAGES / 2);
    assertWritten(file);
  }

  @Test
  void morePagesThanTheTableCanFind_areStillGathered() throws IOException {
    MediumFile file = medium.open(Path.of("pool"), Access.CREATE_NEW);
    int pages = 4_000;
    file.extend((long) pages * PAGE);
    PageBatch batch = new PageBatch(file, 1 << 16);
    long before = writes();
    byte[] word = new byte[8];
    for (int round = 0; round < 2; round++) {
      for (int page = 0; page < pages; page++) {
        batch.data((long) page * PAGE, word, 0, 8);
      }
    }
    batch.flush();
    assertThat(writes() - before).isLessThan(2L * pages / 32);
  }

  @Test
  void neighbouringPages_areWrittenInOneCall() throws IOException {
    MediumFile file = file();
    PageBatch batch = new PageBatch(file, 1 << 20);
    long before = writes();
    byte[] change = new byte[60 * PAGE];
    random.nextBytes(change);
    System.arraycopy(change, 0, expected, 8, change.length);
    batch.data(8, change, 0, change.length);
    batch.flush();
    assertThat(writes() - before).isEqualTo(1);
    assertWritten(file);
  }
}
