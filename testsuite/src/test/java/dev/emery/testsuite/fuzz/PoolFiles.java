package dev.emery.testsuite.fuzz;

import dev.emery.Durability;
import dev.emery.medium.Access;
import dev.emery.medium.Medium;
import dev.emery.medium.MediumFile;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.testsuite.crash.CrashMedium;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The files of a museum on a medium in memory, for tests that damage each of their bits or words,
 * and what is in them.
 *
 * @param maximum the length that the pool may have
 * @param contents what may be found: the state of the last commit, and that of the one before where
 *     the last may be taken for torn
 * @param after what is in it after {@link #change}
 */
record PoolFiles(byte[] pool, byte[] journal, long maximum, List<String> contents, String after) {
  static final long SMALL = 1 << 20;
  private static final Path POOL = Path.of("/museum.pool");
  private static final Path JOURNAL = Path.of("/museum.pool.journal");

  /** Of a small pool that was closed. */
  static PoolFiles closed() throws IOException {
    var medium = new CrashMedium();
    try (var pool = open(medium, SMALL)) {
      pool.transaction(j -> Filling.add(pool.root(), j, 0, 17));
      pool.transaction(j -> Filling.remove(pool.root(), j, 0, 3));
    }
    byte[] file = bytes(medium, POOL);
    try (var pool = open(medium, SMALL)) {
      return changed(file, new byte[0], SMALL, List.of(Contents.of(pool)), pool);
    }
  }

  /** Of a small pool that was left open. */
  static PoolFiles left() throws IOException {
    var medium = new CrashMedium();
    try (var pool = open(medium, SMALL)) {
      pool.transaction(j -> Filling.add(pool.root(), j, 0, 9));
      pool.checkpoint();
      pool.transaction(j -> Filling.add(pool.root(), j, 9, 12));
      pool.transaction(j -> Filling.remove(pool.root(), j, 0, 3));
      String before = Contents.of(pool);
      pool.transaction(j -> pool.root().number().add(j, 1));
      List<String> contents = List.of(Contents.of(pool), before);
      return changed(bytes(medium, POOL), bytes(medium, JOURNAL), SMALL, contents, pool);
    }
  }

  /** Of a larger pool. */
  static PoolFiles of(Base base, long maximum) throws IOException {
    byte[] journal = base.journal() == null ? new byte[0] : base.journal();
    var medium = new CrashMedium();
    new PoolFiles(base.pool(), journal, maximum, List.of(), "").writeTo(medium);
    try (var pool = open(medium, maximum)) {
      return changed(base.pool(), journal, maximum, List.of(Contents.of(pool)), pool);
    }
  }

  private static PoolFiles changed(
      byte[] file, byte[] journal, long maximum, List<String> contents, Pool<Museum> pool) {
    change(pool);
    return new PoolFiles(file, journal, maximum, contents, Contents.of(pool));
  }

  /** A change that touches every structure. */
  static void change(Pool<Museum> pool) {
    pool.transaction(Durability.RELAXED, j -> Filling.add(pool.root(), j, 200, 209));
    pool.transaction(Durability.RELAXED, j -> Filling.remove(pool.root(), j, 200, 204));
    pool.transaction(Durability.RELAXED, j -> Filling.remove(pool.root(), j, 4, 6));
  }

  private static byte[] bytes(Medium medium, Path path) throws IOException {
    try (MediumFile file = medium.open(path, Access.READ)) {
      byte[] bytes = new byte[Math.toIntExact(file.size())];
      file.read(0, bytes, 0, bytes.length);
      return bytes;
    }
  }

  /** The same files with other bytes in them. */
  PoolFiles with(byte[] otherPool, byte[] otherJournal) {
    return new PoolFiles(otherPool, otherJournal, maximum, contents, after);
  }

  void writeTo(Medium medium) throws IOException {
    put(medium, POOL, pool);
    if (journal.length > 0) {
      put(medium, JOURNAL, journal);
    }
  }

  private static void put(Medium medium, Path path, byte[] bytes) throws IOException {
    try (MediumFile file = medium.open(path, Access.CREATE_NEW)) {
      file.write(0, bytes, 0, bytes.length);
    }
  }

  /** Opens the pool that lies on a medium. */
  Pool<Museum> open(Medium medium) {
    return open(medium, maximum);
  }

  private static Pool<Museum> open(Medium medium, long maximum) {
    PoolOptions options =
        Museum.options()
            .medium(medium)
            .initialSize(0)
            .maximumSize(maximum)
            .checkpointThreshold(64 << 10);
    return Pool.open(POOL, Museum.class, Museum::initial, options);
  }
}
