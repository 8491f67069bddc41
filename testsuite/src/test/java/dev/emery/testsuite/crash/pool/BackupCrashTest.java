package dev.emery.testsuite.crash.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.Durability;
import dev.emery.collections.PVec;
import dev.emery.medium.Medium;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.testsuite.crash.CrashExplorer;
import dev.emery.testsuite.crash.CrashReport;
import dev.emery.testsuite.crash.Recording;
import dev.emery.testsuite.crash.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A crash at any moment of a backup leaves the pool as it was, and the whole copy or none. */
class BackupCrashTest {
  private static final int IMAGES = Integer.getInteger("emery.crash.images", 4);

  /** The root of both. */
  record Shelf(PVec<Long, Shelf> numbers) {}

  /** What is in the pool, and in its copy: null where there is none. */
  record Both(List<Long> pool, List<Long> copy) {}

  /** Commits, a backup, commits after it, and another backup. */
  private static final class Backups implements Workload<Both> {
    private static final Path POOL = Path.of("/pools/shelf.pool");
    private static final Path COPY = Path.of("/pools/copy.pool");

    @Override
    public String name() {
      return "backup";
    }

    @Override
    public Both initial() {
      return new Both(null, null);
    }

    @Override
    public void run(Recording<Both> recording) {
      recording.attempt(new Both(List.of(), null));
      try (Pool<Shelf> pool = open(recording.medium(), POOL)) {
        recording.durable();
        add(recording, pool, 1, null);
        add(recording, pool, 2, null);
        recording.attempt(new Both(List.of(1L, 2L), List.of(1L, 2L)));
        pool.backup(COPY);
        recording.durable();
        add(recording, pool, 3, List.of(1L, 2L));
      }
    }

    private static void add(
        Recording<Both> recording, Pool<Shelf> pool, long number, List<Long> copy) {
      List<Long> numbers = new ArrayList<>(pool.root().numbers());
      numbers.add(number);
      recording.attempt(new Both(List.copyOf(numbers), copy));
      pool.transaction(Durability.SYNC, j -> pool.root().numbers().add(j, number));
      recording.durable();
    }

    private static Pool<Shelf> open(Medium medium, Path path) {
      return Pool.open(
          path,
          Shelf.class,
          PoolOptions.defaults().maximumSize(1 << 22).initialSize(0).medium(medium));
    }

    @Override
    public Both recover(Medium medium) {
      return new Both(content(medium, POOL), content(medium, COPY));
    }

    private static List<Long> content(Medium medium, Path path) {
      if (!medium.exists(path)) {
        return null;
      }
      try (Pool<Shelf> pool = open(medium, path)) {
        assertThat(pool.check().problems()).isEmpty();
        return List.copyOf(pool.root().numbers());
      }
    }

    @Override
    public void goOn(Medium medium, Both content) {
      for (Path path : List.of(POOL, COPY)) {
        try (Pool<Shelf> pool = open(medium, path)) {
          pool.transaction(j -> pool.root().numbers().add(j, 4L));
        }
      }
    }
  }

  @Test
  void allImages_ofABackup_haveThePoolAndTheWholeCopyOrNone() throws Exception {
    CrashReport report =
        CrashExplorer.of(new Backups())
            .imagesPerPoint(IMAGES)
            .imagesPerInnerPoint(4)
            .descend(1)
            .explore();
    System.out.println(report);
    report.requireClean();
  }
}
