package dev.emery.journal;

import dev.emery.PoolException;
import dev.emery.medium.Access;
import dev.emery.medium.Medium;
import dev.emery.medium.MediumFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What a pool file says about itself, read without locking or changing it.
 *
 * @param identity what was decided when the pool was created
 * @param closed whether it was closed
 * @param format version of the format of the file
 * @param journal whether a journal is beside it
 * @param fileSize its length at the last checkpoint
 */
public record PoolFileInfo(
    PoolIdentity identity, int format, boolean closed, boolean journal, long fileSize) {

  /**
   * Reads the superblock of a pool file.
   *
   * @throws dev.emery.CorruptPoolException if it is none
   * @throws PoolException if it cannot be read
   */
  public static PoolFileInfo read(Medium medium, Path path) {
    try {
      PoolNames names = PoolNames.ofExisting(medium, path);
      Superblock superblock = superblock(medium, names.pool());
      return new PoolFileInfo(
          superblock.identity(),
          SuperblockFormat.VERSION, // files of other versions are refused
          superblock.state() == Superblock.State.CLOSED,
          medium.exists(names.journal()),
          superblock.fileSize());
    } catch (IOException e) {
      throw new PoolException("cannot read pool: %s, path=%s".formatted(e, path), e);
    }
  }

  private static Superblock superblock(Medium medium, Path pool) throws IOException {
    try (MediumFile file = medium.open(pool, Access.READ)) {
      return SuperblockFile.open(file, false).current();
    }
  }
}
