package dev.emery.testsuite.kill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.pool.Pool;
import dev.emery.samples.WordIndex;
import dev.emery.testsuite.process.ChildJvm;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the word index at random moments until it is through, and counts once more with a HashMap.
 * {@code -Demery.wordIndexKills=50} sets how often; where one index is done before, another begins.
 */
final class WordIndexKillTest {
  private static final int KILLS = Integer.getInteger("emery.wordIndexKills", 10);
  private static final int FILES = 7;
  private static final int BYTES_OF_FILE = 700_000;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private final long seed = Long.getLong("emery.seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);
  private Corpus corpus;
  private int kills;
  private int killedAtWork;

  @Test
  void wordIndex_killedAtRandomMoments_countsWhatAHashMapCounts() throws Exception {
    corpus = Corpus.write(folder.resolve("texts"), FILES, BYTES_OF_FILE, seed);
    System.out.printf(
        "word index: kills=%d, seed=%d, text=%d KiB, lines=%d, words=%d%n",
        KILLS, seed, corpus.bytes() >> 10, corpus.lines(), corpus.counts().size());
    int indexes = 0;
    for (; kills < KILLS; indexes++) {
      Path pool = folder.resolve("index-" + indexes + ".pool");
      int starts = killUntilDone(pool);
      check(pool, starts);
    }
    System.out.printf(
        "word index: kills=%d, of them after the first commit=%d, indexes counted to the end=%d%n",
        kills, killedAtWork, indexes);
  }

  /** Returns how many runs it took. */
  private int killUntilDone(Path pool) throws Exception {
    for (int starts = 1; ; starts++) {
      // After the last kill the index is left to come to its end.
      boolean kill = kills < KILLS;
      if (runOnce(pool, kill)) {
        return starts;
      }
      assertThat(kill).as("ended within five minutes").isTrue();
      kills++;
    }
  }

  /** Returns whether the run came to its end. */
  private boolean runOnce(Path pool, boolean kill) throws Exception {
    try (ChildJvm child =
        ChildJvm.start(
            folder,
            WordIndex.class,
            corpus.folder().toString(),
            "--pool=" + pool,
            "--batch=10",
            "--top=3")) {
      var said = new BufferedReader(new InputStreamReader(child.output(), UTF_8));
      boolean atWork = random.nextInt(5) > 0;
      if (atWork) {
        said.readLine(); // the first commit of this run is done
      }
      long millis = kill ? random.nextLong(800) : TimeUnit.MINUTES.toMillis(5);
      boolean ended = child.process().waitFor(millis, TimeUnit.MILLISECONDS);
      if (!ended) {
        child.kill();
        killedAtWork += atWork ? 1 : 0;
        return false;
      }
      assertThat(child.exitCode()).as(child.errors()).isZero();
      assertThat(said.readAllAsString()).contains("runs=");
      return true;
    }
  }

  private void check(Path file, int starts) throws Exception {
    try (var pool = Pool.open(file, WordIndex.Index.class)) {
      assertThat(pool.check().problems()).as("problems, seed=%d", seed).isEmpty();
      var index = pool.root();
      assertThat(index.words().equals(corpus.counts())).as("counts, seed=%d", seed).isTrue();
      assertThat(index.runs().get()).as("runs").isBetween(1L, (long) starts);
      long lines = index.places().values().stream().mapToLong(place -> place.lines().get()).sum();
      assertThat(lines).as("lines").isEqualTo(corpus.lines());
    }
    Files.delete(file);
  }
}
