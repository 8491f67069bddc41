package dev.emery.journal;

import dev.emery.CorruptPoolException;
import dev.emery.PoolException;
import dev.emery.medium.MediumFile;
import java.io.IOException;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The superblocks of an open pool file. Only one thread at a time changes them; anyone may ask for
 * the {@link #current} one.
 */
final class SuperblockFile {
  private final MediumFile file;
  private volatile Superblock current;

  private SuperblockFile(MediumFile file, Superblock current) {
    this.file = file;
    this.current = current;
  }

  /** Writes the first superblocks into a new file. */
  static SuperblockFile create(MediumFile file, Superblock first) throws IOException {
    var superblocks = new SuperblockFile(file, first);
    superblocks.write(first);
    superblocks.write(first.again());
    return superblocks;
  }

  /**
   * Reads the superblocks of a file.
   *
   * @param writing whether the file is to be changed
   * @throws CorruptPoolException if there is no valid one
   * @throws PoolException if it was made by a newer version
   */
  static SuperblockFile open(MediumFile file, boolean writing) throws IOException {
    Superblock newest = newest(file);
    PoolIdentity identity = newest.identity();
    long unknown =
        identity.incompatible()
            | (writing ? identity.readOnlyCompatible() & ~PageSumsFormat.FEATURE : 0);
    if (unknown != 0) {
      throw new PoolException(
          "cannot open pool: it uses features of a newer version, features=0x%x%s"
              .formatted(unknown, identity.incompatible() == 0 ? ", open it read-only" : ""));
    }
    return new SuperblockFile(file, newest);
  }

  Superblock current() {
    return current;
  }

  /**
   * Replaces the superblock durably.
   *
   * @throws PoolException if the file has another superblock than this object wrote last (E10)
   */
  void change(UnaryOperator<Superblock> change) throws IOException {
    Superblock found = newest(file);
    if (found.generation() != current.generation()
        || found.epoch() != current.epoch()
        || !found.identity().id().equals(current.identity().id())) {
      throw new PoolException(
          "pool file was changed by someone else, epoch=0x%x, expected=0x%x"
              .formatted(found.epoch(), current.epoch()));
    }
    write(change.apply(current));
    file.sync();
  }

  private void write(Superblock next) throws IOException {
    file.write(
        SuperblockFormat.at(next.generation()),
        SuperblockFormat.encode(next),
        0,
        SuperblockFormat.BYTES);
    current = next;
  }

  /** Whether a file begins as a pool does, in one of the two copies, whatever else is in it. */
  static boolean hasMagic(MediumFile file) throws IOException {
    if (file.size() < SuperblockFormat.END) {
      return false;
    }
    byte[] b = new byte[SuperblockFormat.BYTES];
    file.read(0, b, 0, b.length);
    boolean first = SuperblockFormat.hasMagic(b);
    file.read(SuperblockFormat.BYTES, b, 0, b.length);
    return first || SuperblockFormat.hasMagic(b);
  }

  private static Superblock newest(MediumFile file) throws IOException {
    if (file.size() < SuperblockFormat.END) {
      throw new CorruptPoolException(
          "cannot open pool: not a pool, or cut short, length=0x%x".formatted(file.size()));
    }
    byte[] b = new byte[SuperblockFormat.BYTES];
    file.read(0, b, 0, b.length);
    boolean magic = SuperblockFormat.hasMagic(b);
    Superblock first = SuperblockFormat.decode(b);
    file.read(SuperblockFormat.BYTES, b, 0, b.length);
    Superblock second = SuperblockFormat.decode(b);
    if (first == null && second == null) {
      throw new CorruptPoolException(
          magic || SuperblockFormat.hasMagic(b)
              ? "cannot open pool: both superblocks are damaged, restore a backup"
              : "cannot open pool: not a pool, no superblock at its start");
    }
    return newer(first, second);
  }

  private static Superblock newer(@Nullable Superblock first, @Nullable Superblock second) {
    if (first == null || second == null) {
      return first == null ? Objects.requireNonNull(second) : first;
    }
    if (!first.identity().isOfSamePool(second.identity())) {
      throw new CorruptPoolException("cannot open pool: its superblocks are of two pools");
    }
    return first.generation() > second.generation() ? first : second;
  }
}
