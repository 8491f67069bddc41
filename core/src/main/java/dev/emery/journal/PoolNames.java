package dev.emery.journal;

import dev.emery.medium.Medium;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The names of a pool's files. All lie beside the pool file under its real name, so that every way
 * to the pool leads to the same journal and the same lock (E9).
 *
 * @param pool the pool file
 * @param journal the journal, there while the pool is open and changed
 * @param lock the file that is locked while the pool is open
 * @param fresh the pool file while it is being created
 */
record PoolNames(Path pool, Path journal, Path lock, Path fresh) {

  /** Returns the names for a pool that exists. */
  static PoolNames ofExisting(Medium medium, Path path) throws IOException {
    return of(medium.realPath(path));
  }

  /** Returns the names for a pool that does not exist, in a directory that does. */
  static PoolNames ofNew(Medium medium, Path path) throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    if (parent == null) {
      throw new InvalidPathException(path.toString(), "not the name of a file");
    }
    return of(medium.realPath(parent).resolve(parent.relativize(absolute)));
  }

  private static PoolNames of(Path pool) {
    String name = String.valueOf(pool.getFileName());
    return new PoolNames(
        pool,
        pool.resolveSibling(name + ".journal"),
        pool.resolveSibling(name + ".lock"),
        pool.resolveSibling(name + ".new"));
  }

  /** Returns the directory of all of them. */
  Path directory() {
    return pool.resolveSibling("");
  }
}
