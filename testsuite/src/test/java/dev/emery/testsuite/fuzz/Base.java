package dev.emery.testsuite.fuzz;

import dev.emery.Durability;
import dev.emery.cell.PCell;
import dev.emery.pointer.Prc;
import dev.emery.pool.Checksums;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.pool.Pools;
import dev.emery.testsuite.fuzz.Museum.Link;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files that mutations begin with.
 *
 * @param name what they are
 * @param pool the pool file
 * @param journal its journal; null beside a closed pool
 * @param older an older state of the pool file
 * @param map where the structures lie in the file
 * @param journalMap where they lie in the journal
 */
record Base(
    String name,
    byte[] pool,
    byte @Nullable [] journal,
    byte[] older,
    PoolMap map,
    @Nullable JournalMap journalMap) {

  private static final int THINGS = 160;

  private static Base of(String name, Path file, byte[] older) throws IOException {
    byte[] pool = Files.readAllBytes(file);
    Path beside = journal(file);
    byte[] journal = Files.exists(beside) ? Files.readAllBytes(beside) : null;
    return new Base(
        name,
        pool,
        journal,
        older,
        new PoolMap(pool),
        journal == null ? null : new JournalMap(journal));
  }

  static Path journal(Path pool) {
    return pool.resolveSibling(pool.getFileName() + ".journal");
  }

  /** Makes all of them in a folder. */
  static List<Base> all(Path folder) throws Exception {
    List<Base> bases = new ArrayList<>();
    bases.add(closed(folder));
    bases.add(left(folder));
    bases.add(queued(folder));
    bases.add(joint(folder));
    bases.add(wide(folder));
    return bases;
  }

  private static PoolOptions options() {
    return Museum.options()
        .medium(new SmallMedium())
        .durability(Durability.RELAXED)
        .initialSize(0)
        .maximumSize(4 << 20)
        .checkpointThreshold(64 << 10);
  }

  private static Pool<Museum> open(Path file) {
    return Pool.open(file, Museum.class, Museum::initial, options());
  }

  /** Makes a pool with a fixed hash seed, so that the same things lie in the same places. */
  private static void create(Path file, long secret) throws IOException {
    open(file).close();
    byte[] bytes = Files.readAllBytes(file);
    for (int copy = 0; copy < 2 * PoolMap.PAGE; copy += PoolMap.PAGE) {
      for (int at : new int[] {40, 48, 56, 64}) {
        Bytes.setLong(bytes, copy + at, secret * at);
      }
    }
    PoolMap.seal(bytes);
    Files.write(file, bytes);
  }

  private static void fill(Pool<Museum> pool, int from, int to) {
    for (int i = from; i < to; i += 20) {
      int first = i;
      pool.transaction(j -> Filling.add(pool.root(), j, first, Math.min(to, first + 20)));
    }
    pool.transaction(j -> Filling.remove(pool.root(), j, from, from + 10));
  }

  private static Base closed(Path folder) throws IOException {
    Path file = folder.resolve("closed.pool");
    create(file, 1);
    try (var pool = open(file)) {
      fill(pool, 0, THINGS / 2);
    }
    byte[] older = Files.readAllBytes(file);
    try (var pool = open(file)) {
      fill(pool, THINGS / 2, THINGS);
    }
    return of("closed", file, older);
  }

  private static Base left(Path folder) throws IOException {
    Path file = folder.resolve("open.pool");
    create(file, 2);
    try (var pool = open(file)) {
      fill(pool, 0, THINGS / 2);
      pool.checkpoint();
      byte[] older = Files.readAllBytes(file);
      fill(pool, THINGS / 2, THINGS);
      pool.checkpoint();
      pool.transaction(j -> Filling.add(pool.root(), j, THINGS, THINGS + 8));
      pool.transaction(j -> Filling.remove(pool.root(), j, 40, 48));
      pool.sync();
      return of("open", file, older);
    }
  }

  /** Something dropped waits, since a reader has the end of it. */
  private static Base queued(Path folder) throws Exception {
    Path file = folder.resolve("queued.pool");
    create(file, 3);
    try (var pool = open(file)) {
      fill(pool, 0, THINGS / 4);
      byte[] older = Files.readAllBytes(file);
      Link last = Link.of("the last link");
      PCell<Optional<Prc<Link, Museum>>, Museum> place = pool.root().pointers().shared();
      pool.transaction(j -> {
        Prc<Link, Museum> link = Prc.of(last);
        for (int i = 0; i < 100; i++) {
          Link before = new Link("waiting link " + i, PCell.of(Optional.of(link)));
          link = Prc.of(before);
        }
        place.set(j, Optional.of(link));
      });
      Base[] base = new Base[1];
      pool.read(r -> {
        last.next().get();
        Thread dropping =
            Thread.ofPlatform()
                .start(() -> {
                  pool.transaction(j -> place.set(j, Optional.empty()));
                  pool.checkpoint();
                });
        try {
          dropping.join();
          base[0] = of("queued", file, older);
        } catch (InterruptedException | IOException e) {
          throw new IllegalStateException(e);
        }
      });
      return base[0];
    }
  }

  /** The journal of a participant in commits over two pools. */
  private static Base joint(Path folder) throws IOException {
    Path first = folder.resolve("first.pool");
    Path file = folder.resolve("joint.pool");
    create(first, 4);
    create(file, 5);
    try (var left = open(first);
        var right = open(file)) {
      fill(right, 0, THINGS / 4);
      right.checkpoint();
      byte[] older = Files.readAllBytes(file);
      for (int i = 0; i < 3; i++) {
        int number = 100 + i;
        Pools.transaction(
            left,
            right,
            (l, r) -> {
              Filling.add(left.root(), l, number, number + 1);
              Filling.add(right.root(), r, number, number + 1);
            });
      }
      return of("joint", file, older);
    }
  }

  /** A pool of several zones with a block that is larger than a zone. */
  private static Base wide(Path folder) throws IOException {
    Path file = folder.resolve("wide.pool");
    create(file, 6);
    PoolOptions options = options().checksums(Checksums.FULL);
    try (var pool = Pool.open(file, Museum.class, Museum::initial, options)) {
      fill(pool, 0, THINGS / 4);
      pool.transaction(j -> pool.root().lists().texts().add(j, "a very long text".repeat(90_000)));
    }
    byte[] older = Files.readAllBytes(file);
    try (var pool = open(file)) {
      fill(pool, THINGS, THINGS + 20);
    }
    return of("wide", file, older);
  }
}
