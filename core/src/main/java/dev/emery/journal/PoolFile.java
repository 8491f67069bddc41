package dev.emery.journal;

import dev.emery.PoolException;
import dev.emery.medium.Medium;
import dev.emery.medium.MediumFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.NavigableSet;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The file of an open pool, locked against others. When it is there, it is complete and closed:
 * what a crash left in a journal has been written into it. A {@link RedoLog} on top of it changes
 * it.
 *
 * <p>{@link #close} lets the file go as it is; the log is to be closed before.
 */
public final class PoolFile implements AutoCloseable {
  private static final int COPY_BYTES = 1 << 20;

  private final Medium medium;
  private final PoolNames names;
  private final MediumFile file;
  private final SuperblockFile superblocks;
  private final boolean readOnly;
  private final Health health = new Health();
  private final PoolHold hold;
  private @Nullable Object answering;

  /** Writes the first contents into the file of a new pool, which is all zeros. */
  @FunctionalInterface
  public interface Contents {
    /** Writes behind the superblocks, from offset 8192 on. */
    void write(MediumFile file) throws IOException;
  }

  PoolFile(
      Medium medium,
      PoolNames names,
      MediumFile file,
      SuperblockFile superblocks,
      boolean readOnly,
      PoolHold hold) {
    this.medium = medium;
    this.names = names;
    this.file = file;
    this.superblocks = superblocks;
    this.readOnly = readOnly;
    this.hold = hold;
  }

  /**
   * Creates a pool file and opens it for writing. A crash at any time leaves no file of this name,
   * or the whole one.
   *
   * @param size its length, a multiple of 4096
   * @throws dev.emery.PoolLockedException if someone else is just creating it
   * @throws dev.emery.PoolFullException if there is no space for it
   * @throws dev.emery.PoolException if the name is taken or the file cannot be made
   */
  public static PoolFile create(
      Medium medium, Path path, PoolIdentity identity, long size, Contents contents) {
    return new PoolOpening(medium, path).create(identity, size, contents);
  }

  /**
   * Creates a pool file in the place of one that may be there, and opens it for writing. A crash at
   * any time leaves the old pool or the new one.
   *
   * @param size its length, a multiple of 4096
   * @throws dev.emery.PoolLockedException if the old pool is open, or someone else is creating it
   * @throws dev.emery.CorruptPoolException if what is there is no pool
   * @throws dev.emery.PoolFullException if there is no space beside the old pool
   * @throws dev.emery.PoolException if the file cannot be made
   */
  public static PoolFile overwrite(
      Medium medium, Path path, PoolIdentity identity, long size, Contents contents) {
    return new PoolOpening(medium, path).overwrite(identity, size, contents);
  }

  /**
   * Opens a pool file for writing. If it was not closed, the records of its journal are written
   * into it first.
   *
   * @param maximumBytes the length up to which they may extend it
   * @throws dev.emery.PoolFullException if they need more than that, or than there is space for;
   *     the files stay as they are, or the next opening begins again
   * @throws dev.emery.PoolLockedException if the pool is open elsewhere
   * @throws dev.emery.RecoveryNeededException if it was not closed and its journal is not there
   * @throws dev.emery.CorruptPoolException if it or its journal is damaged
   * @throws dev.emery.PoolException if it cannot be opened for another reason
   */
  public static PoolFile open(Medium medium, Path path, JournalOptions options, long maximumBytes) {
    return new PoolOpening(medium, path).open(options.batchBytes(), maximumBytes);
  }

  /**
   * Declares a pool closed without its journal, which is deleted, and gives the file the length
   * that it should have. For damaged pools: what the journal held is lost, and what a checkpoint
   * has written of it may be there in part.
   *
   * @throws dev.emery.PoolLockedException if the pool is open elsewhere
   * @throws dev.emery.CorruptPoolException if both superblocks are damaged, or less than a
   *     sixteenth of what they say is there
   * @throws dev.emery.PoolException if it cannot be opened for another reason
   */
  public static void abandonJournal(Medium medium, Path path) {
    new PoolOpening(medium, path).abandonJournal();
  }

  /**
   * Opens a pool file for reading; nothing is written into it (E11).
   *
   * @throws dev.emery.RecoveryNeededException if it was not closed
   * @throws dev.emery.PoolLockedException if the pool is open for writing
   * @throws dev.emery.CorruptPoolException if it is damaged
   * @throws dev.emery.PoolException if it cannot be opened for another reason
   */
  public static PoolFile openReadOnly(Medium medium, Path path) {
    return new PoolOpening(medium, path).openReadOnly();
  }

  /**
   * Has the pool keep the checksums of its pages from now on, if it does not yet.
   *
   * @throws PoolException if the medium fails
   */
  public void keepPageSums() {
    if (identity().keepsPageSums()) {
      return;
    }
    try {
      changeBoth(Superblock::withPageSums);
    } catch (IOException e) {
      throw cannotOpen(e);
    }
  }

  /**
   * Compares pages with their checksums. Nobody may write the file meanwhile.
   *
   * @param wanted the numbers of those to look at, null for all
   * @param damage takes the numbers of those that differ, in rising order
   * @throws dev.emery.CorruptPoolException if the checksums cannot be found
   * @throws PoolException if the file cannot be read
   */
  public void checkPages(@Nullable NavigableSet<Long> wanted, LongConsumer damage) {
    PageSums sums = PageSums.ofCheckpoint(file, identity());
    try {
      if (sums != null) {
        sums.check(wanted, damage);
      }
    } catch (IOException e) {
      throw new PoolException("cannot read pool: %s, path=%s".formatted(e, names.pool()), e);
    }
  }

  /** Returns the file; what is written into it directly is not protected by the journal. */
  public MediumFile file() {
    return file;
  }

  /** Returns the real name of the file. */
  public Path path() {
    return names.pool();
  }

  /** Returns what was decided when the pool was created. */
  public PoolIdentity identity() {
    return superblocks.current().identity();
  }

  /** Returns how long the file was at the last checkpoint; after opening that is its length. */
  public long size() {
    return superblocks.current().fileSize();
  }

  /** Tells whether the file may not be changed. */
  public boolean isReadOnly() {
    return readOnly;
  }

  /** Returns the state that everything on this pool shares. */
  public Health health() {
    return health;
  }

  /**
   * Lets pools that are opened in this process ask this one about commits over several pools.
   *
   * @throws PoolException if the file cannot be identified
   */
  public void answerWith(Coordinator coordinator) {
    try {
      answering = medium.key(names.pool());
      Coordinators.enter(answering, identity().id(), medium, coordinator);
    } catch (IOException e) {
      throw cannotOpen(e);
    }
  }

  private PoolException cannotOpen(IOException cause) {
    return new PoolException(
        "cannot open pool: %s, path=%s; see that the files can be reached and open it again"
            .formatted(cause, names.pool()),
        cause);
  }

  /**
   * Writes a copy of the file, as it was at its last checkpoint, and closed. Nobody may write the
   * file meanwhile. A crash at any time leaves no file of the new name, or the whole one.
   *
   * @throws dev.emery.PoolFullException if there is no space for it
   * @throws dev.emery.PoolException if the name is taken or the copy cannot be made
   */
  public void backup(Path target, CopyProgress progress) {
    backup(target, superblock().checkpoint().sequence(), progress);
  }

  void backup(Path target, long sequence, CopyProgress progress) {
    Superblock first = superblock().copied(sequence);
    new PoolOpening(medium, target).backup(first, copy -> copyTo(copy, first.fileSize(), progress));
  }

  private void copyTo(MediumFile copy, long size, CopyProgress progress) throws IOException {
    byte[] bytes = new byte[COPY_BYTES];
    int length;
    for (long at = SuperblockFormat.END; at < size; at += length) {
      progress.at(at, size);
      length = (int) Math.min(bytes.length, size - at);
      file.read(at, bytes, 0, length);
      copy.write(at, bytes, 0, length);
    }
    progress.at(size, size);
  }

  Medium medium() {
    return medium;
  }

  PoolNames names() {
    return names;
  }

  Superblock superblock() {
    return superblocks.current();
  }

  /** Replaces the superblock durably, after what was written before is durable. */
  void change(UnaryOperator<Superblock> change) throws IOException {
    superblocks.change(change);
  }

  /**
   * Replaces both copies, one after the other. Used where the state changes: then the copy that a
   * damage leaves never has the wrong state.
   */
  void changeBoth(UnaryOperator<Superblock> change) throws IOException {
    superblocks.change(change);
    superblocks.change(Superblock::again);
  }

  /**
   * Lets the file go: closes it, and releases the lock. A second call does nothing.
   *
   * @throws PoolException if the medium fails; the file is let go as far as possible
   */
  @Override
  public void close() {
    Object key = answering;
    answering = null;
    if (key != null) {
      Coordinators.leave(key);
    }
    try {
      try {
        file.close();
      } finally {
        hold.close(); // not before
      }
    } catch (IOException e) {
      throw new PoolException(
          "cannot let go of pool file: %s, path=%s; all that was committed is there, open it again"
              .formatted(e, names.pool()),
          e);
    }
  }
}
