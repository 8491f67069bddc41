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
 * @param fileSize its length at the last checkpoint
 */
public record PoolFileInfo(PoolIdentity identity, boolean closed, long fileSize) {

  /**
   * Reads the superblock of a pool file.
   *
   * @throws dev.emery.CorruptPoolException if it is none
   * @throws PoolException if it cannot be read
   */
  public static PoolFileInfo read(Medium medium, Path path) {
    try (MediumFile file = medium.open(medium.realPath(path), Access.READ)) {
      Superblock superblock = SuperblockFile.open(file, false).current();
      return new PoolFileInfo(
          superblock.identity(),
          superblock.state() == Superblock.State.CLOSED,
          superblock.fileSize());
    } catch (IOException e) {
      throw new PoolException("cannot read pool: %s, path=%s".formatted(e, path), e);
    }
  }
}
