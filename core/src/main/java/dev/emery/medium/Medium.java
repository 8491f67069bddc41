package dev.emery.medium;

import dev.emery.PoolLockedException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Names, directories and locks of the place where pools live. Everything that a pool does to the
 * outside goes through this interface, {@link MediumFile} and {@link Region}, so that another
 * implementation can record it, make it fail or keep it in memory.
 *
 * <p>All calls may come from any thread at any time. None is interruptible: an interrupt neither
 * fails a call nor closes anything, and the thread's interrupt flag is as before when it returns.
 *
 * <p>Changes of names ({@link #open} with {@link Access#CREATE_NEW}, {@link #rename}, {@link
 * #delete}) are on stable storage only after {@link #syncDirectory}; until then a crash may leave
 * each of them done or not done.
 */
public interface Medium {

  /** Returns the files of the default file system. */
  static Medium files() {
    return FileMedium.INSTANCE;
  }

  /**
   * Opens a file.
   *
   * @throws java.nio.file.NoSuchFileException if it is to exist and does not
   * @throws java.nio.file.FileAlreadyExistsException if it is to be created and exists
   * @throws java.nio.file.AccessDeniedException if its permissions forbid it
   */
  MediumFile open(Path path, Access access) throws IOException;

  /**
   * Tells whether something has this name. A symbolic link that leads nowhere has, since what it
   * leads to may be on a disk that is missing at the moment; opening it fails then.
   */
  boolean exists(Path path);

  /** Returns the one absolute name without symbolic links of an existing file or directory. */
  Path realPath(Path path) throws IOException;

  /**
   * Returns the identity of an existing file, equal for all its names: hard links, symbolic links
   * and relative paths. Identities of different media are never equal.
   */
  Object key(Path path) throws IOException;

  /** Gives a file another name in one step, replacing the file that has it. */
  void rename(Path from, Path to) throws IOException;

  /** Takes a name away; does nothing where no file has it. */
  void delete(Path path) throws IOException;

  /** Makes all changes of names in a directory durable. */
  void syncDirectory(Path directory) throws IOException;

  /**
   * Locks a file that exists for nothing else, creating it where it is missing, without waiting.
   * Any number of shared locks may be held at a time, or one that is not shared.
   *
   * @throws PoolLockedException if the lock is held, in another process or in this one; the message
   *     names the holder
   */
  FileGuard lock(Path lockFile, boolean shared) throws IOException;
}
