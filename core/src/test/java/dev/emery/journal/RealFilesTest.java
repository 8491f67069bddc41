package dev.emery.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.medium.Medium;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal on the file system. */
class RealFilesTest {
  private static final int SIZE = 1 << 20;

  @TempDir private Path directory;

  @Test
  void threadsThatCommitDurably_besideCheckpoints_loseNothing() throws Exception {
    Path path = directory.resolve("a.pool");
    PoolFile.create(Medium.files(), path, PoolIdentity.create(20, new Random(1), 0), SIZE, _ -> {})
        .close();
    PoolFile file =
        PoolFile.open(Medium.files(), path, JournalOptions.standard(), TestPool.MAXIMUM);
    var log = new RedoLog(file, JournalOptions.standard());
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      int mine = t;
      threads.add(Thread.ofPlatform().start(() -> commit(log, mine)));
    }
    for (int i = 0; i < 20; i++) {
      log.checkpoint();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(log.durableSequence()).isEqualTo(8 * 500);
    file.close(); // as if the process had died: the journal stays
    assertThat(directory.resolve("a.pool.journal")).exists();
    PoolFile.open(Medium.files(), path, JournalOptions.standard(), TestPool.MAXIMUM).close();
    byte[] contents = Files.readAllBytes(path);
    for (int t = 0; t < 8; t++) {
      for (int i = 0; i < 500; i++) {
        assertThat(LittleEndian.getLong(contents, 65536 + t * 8192 + i * 8)).isEqualTo(i + 1);
      }
    }
    assertThat(directory.toFile().list()).containsExactly("a.pool");
  }

  private static void commit(RedoLog log, int thread) {
    var body = new RecordBody();
    for (int i = 0; i < 500; i++) {
      body.reset();
      body.word(65536 + thread * 8192 + i * 8L, i + 1);
      body.seal();
      log.awaitDurable(log.append(body, 0, (_, _) -> {}));
    }
  }

  @Test
  void close_leavesOneFile_thatOpensAgain() throws Exception {
    Path path = directory.resolve("a.pool");
    try (PoolFile file =
            PoolFile.create(
                Medium.files(), path, PoolIdentity.create(20, new Random(1), 0), SIZE, _ -> {});
        var log = new RedoLog(file, JournalOptions.standard())) {
      var body = new RecordBody();
      for (int i = 0; i < 60_000; i++) {
        body.reset();
        body.word(65536 + i % 1000 * 8L, i);
        body.seal();
        log.append(body, 0, (_, _) -> {});
      }
    }
    assertThat(directory.toFile().list()).containsExactly("a.pool");
    try (PoolFile file = PoolFile.openReadOnly(Medium.files(), path)) {
      byte[] word = new byte[8];
      file.file().read(65536, word, 0, 8);
      assertThat(LittleEndian.getLong(word, 0)).isEqualTo(59_000);
    }
  }
}
