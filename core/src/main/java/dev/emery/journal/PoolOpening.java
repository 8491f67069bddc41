package dev.emery.journal;

import dev.emery.CorruptPoolException;
import dev.emery.PoolException;
import dev.emery.PoolFullException;
import dev.emery.RecoveryNeededException;
import dev.emery.event.Events;
import dev.emery.event.RecoveryEvent;
import dev.emery.medium.Access;
import dev.emery.medium.Medium;
import dev.emery.medium.MediumFile;
import dev.emery.medium.OpenFiles;
import java.io.IOException;
import java.nio.file.Path;

/** The steps by which a pool file is created or opened. */
final class PoolOpening {
  /*
   * create:  lock, write <pool>.new with both superblocks, sync, rename, sync the directory. The
   *          name of the pool appears with everything or not at all; what is left of <pool>.new is
   *          replaced by the next creation.
   * overwrite: the same with the old pool locked and entered; the rename replaces it, and its
   *          journal is deleted after that. A crash between leaves a closed pool beside a journal
   *          that is another's, which an opening deletes.
   * open:    lock, read the superblock, then by its state:
   *          CLOSED  cut what is beyond the file's length, delete a journal: it was never used, or
   *                  is contained in the file (E9)
   *          OPEN    replay exactly the journal that belongs to the superblock, write CLOSED into
   *                  both superblocks, delete the journal
   * The state becomes OPEN again with the first record, see RedoLog.
   */
  private static final int LEAST_SHARE = 16;

  private final Medium medium;
  private final Path path;

  PoolOpening(Medium medium, Path path) {
    this.medium = medium;
    this.path = path;
  }

  private interface Action {
    PoolFile run() throws IOException;
  }

  private PoolFile failing(String verb, Action action) {
    try {
      return action.run();
    } catch (IOException e) {
      if (isForSpace(e)) {
        throw new PoolFullException(
            "cannot %s pool: no space, path=%s; free space on the disk and open it again"
                .formatted(verb, path),
            e);
      }
      throw new PoolException(
          "cannot %s pool: %s, path=%s; see that the files can be reached and open it again"
              .formatted(verb, e, path),
          e);
    }
  }

  /** Whether a call failed for want of space. Java has no type for it, only the system's words. */
  private static boolean isForSpace(IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("No space left")
        || message.contains("quota exceeded")
        || message.contains("not enough space");
  }

  PoolFile create(PoolIdentity identity, long size, PoolFile.Contents contents) {
    requireSize(identity, size);
    return create("create", Superblock.created(identity, size), contents);
  }

  /** Creates the copy of another pool, and lets it go at once. */
  void backup(Superblock first, PoolFile.Contents contents) {
    create("back up", first, contents).close();
  }

  private PoolFile create(String verb, Superblock first, PoolFile.Contents contents) {
    return failing(
        verb,
        () -> {
          PoolNames names = PoolNames.ofNew(medium, path);
          PoolHold hold = PoolHold.exclusive(medium, names);
          try {
            if (medium.exists(names.pool())) {
              throw new PoolException(
                  "cannot %s pool: the file exists, path=%s".formatted(verb, names.pool()));
            }
            return create(names, first, contents, hold);
          } catch (IOException | RuntimeException | Error e) {
            Closing.after(e, hold::close);
            throw e;
          }
        });
  }

  private static void requireSize(PoolIdentity identity, long size) {
    if (size < SuperblockFormat.END
        || size > identity.maximumBytes()
        || size % SuperblockFormat.PAGE != 0) {
      throw new IllegalArgumentException("no size of a pool, size=0x%x".formatted(size));
    }
  }

  PoolFile overwrite(PoolIdentity identity, long size, PoolFile.Contents contents) {
    requireSize(identity, size);
    return failing(
        "overwrite",
        () -> {
          PoolNames names =
              medium.exists(path)
                  ? PoolNames.ofExisting(medium, path)
                  : PoolNames.ofNew(medium, path);
          PoolHold hold = PoolHold.exclusive(medium, names);
          try {
            return overwrite(names, Superblock.created(identity, size), contents, hold);
          } catch (IOException | RuntimeException | Error e) {
            Closing.after(e, hold::close);
            throw e;
          }
        });
  }

  private PoolFile overwrite(
      PoolNames names, Superblock first, PoolFile.Contents contents, PoolHold hold)
      throws IOException {
    if (!medium.exists(names.pool())) {
      return create(names, first, contents, hold);
    }
    try (var _ = OpenFiles.enter(medium.key(names.pool()), names.pool(), false)) {
      requirePool(names.pool());
      PoolFile pool = create(names, first, contents, hold);
      try {
        medium.delete(names.journal()); // the old pool's: it needed it for as long as it was there
        return pool;
      } catch (IOException | RuntimeException | Error e) {
        Closing.after(e, pool::close);
        throw e;
      }
    }
  }

  /** What was never a pool is not written over: the path may be a mistake. */
  private void requirePool(Path pool) throws IOException {
    try (MediumFile file = medium.open(pool, Access.READ)) {
      if (file.size() > 0 && !SuperblockFile.hasMagic(file)) {
        throw new CorruptPoolException(
            "cannot overwrite pool: not a pool, path=%s; delete the file if it is not needed"
                .formatted(pool));
      }
    }
  }

  private PoolFile create(
      PoolNames names, Superblock first, PoolFile.Contents contents, PoolHold hold)
      throws IOException {
    if (medium.exists(names.fresh())) {
      medium.delete(names.fresh());
      medium.syncDirectory(names.directory()); // else the rename below could be of the old one
    }
    MediumFile file = medium.open(names.fresh(), Access.CREATE_NEW);
    try {
      extend(file, first.fileSize());
      contents.write(file);
      SuperblockFile superblocks = SuperblockFile.create(file, first);
      file.sync();
      hold.enter(medium.key(names.fresh()), names, false);
      medium.rename(names.fresh(), names.pool());
      medium.syncDirectory(names.directory());
      return new PoolFile(medium, names, file, superblocks, false, hold);
    } catch (IOException | RuntimeException | Error e) {
      Closing.after(e, file::close, () -> medium.delete(names.fresh()));
      throw e;
    }
  }

  private void extend(MediumFile file, long size) {
    try {
      file.extend(size);
    } catch (IOException e) {
      throw new PoolFullException(
          "cannot create pool: no space for it, path=%s, size=%d; free space on the disk"
              .formatted(path, size),
          e);
    }
  }

  PoolFile open(long batchBytes, long maximumBytes) {
    return failing(
        "open",
        () -> {
          PoolNames names = PoolNames.ofExisting(medium, path);
          return open(
              names,
              PoolHold.exclusive(medium, names),
              false,
              p -> recover(p, batchBytes, maximumBytes));
        });
  }

  void abandonJournal() {
    failing(
            "open",
            () -> {
              PoolNames names = PoolNames.ofExisting(medium, path);
              return open(names, PoolHold.exclusive(medium, names), false, this::closeAsItIs);
            })
        .close();
  }

  private void closeAsItIs(PoolFile pool) throws IOException {
    requireShare(pool);
    long sequence = pool.superblock().checkpoint().sequence();
    pool.file().extend(pool.size());
    pool.changeBoth(s -> s.closed(sequence, s.fileSize()));
    medium.delete(pool.names().journal());
  }

  /**
   * A length that nobody wrote must not fill the disk, and from less than that nothing is saved.
   */
  private static void requireShare(PoolFile pool) throws IOException {
    long length = pool.file().size();
    if (length < pool.size() / LEAST_SHARE) {
      throw new CorruptPoolException(
          ("cannot open pool: less than a sixteenth of it is there, length=0x%x, expected=0x%x,"
                  + " restore a backup")
              .formatted(length, pool.size()));
    }
  }

  PoolFile openReadOnly() {
    return failing(
        "open",
        () -> {
          PoolNames names = PoolNames.ofExisting(medium, path);
          return open(names, PoolHold.shared(medium, names), true, PoolOpening::requireClosed);
        });
  }

  private interface Check {
    void run(PoolFile pool) throws IOException;
  }

  private PoolFile open(PoolNames names, PoolHold hold, boolean readOnly, Check check)
      throws IOException {
    try {
      hold.enter(medium.key(names.pool()), names, readOnly);
      MediumFile file = medium.open(names.pool(), readOnly ? Access.READ : Access.WRITE);
      try {
        SuperblockFile superblocks = SuperblockFile.open(file, !readOnly);
        var pool = new PoolFile(medium, names, file, superblocks, readOnly, hold);
        check.run(pool);
        return pool;
      } catch (IOException | RuntimeException | Error e) {
        Closing.after(e, file::close);
        throw e;
      }
    } catch (IOException | RuntimeException | Error e) {
      Closing.after(e, hold::close);
      throw e;
    }
  }

  private static void requireLength(PoolFile pool) throws IOException {
    long length = pool.file().size();
    if (length < pool.size()) {
      throw new CorruptPoolException(
          "cannot open pool: cut short, length=0x%x, expected=0x%x, restore a backup"
              .formatted(length, pool.size()));
    }
  }

  private static void requireClosed(PoolFile pool) throws IOException {
    requireLength(pool);
    if (pool.superblock().state() != Superblock.State.CLOSED) {
      throw new RecoveryNeededException(
          "cannot open pool read-only: it was not closed, open it for writing once");
    }
  }

  private void recover(PoolFile pool, long batchBytes, long maximumBytes) throws IOException {
    requireLength(pool);
    Path journal = pool.names().journal();
    Superblock superblock = pool.superblock();
    switch (superblock.state()) {
      case CLOSED -> {
        pool.file().truncate(superblock.fileSize());
        if (medium.exists(journal)) {
          // The sync of what was read may have failed when it was written: a system shows such
          // pages as if they were on stable storage. They are written anew before the journal goes.
          pool.changeBoth(Superblock::again);
        }
      }
      case OPEN -> {
        RecoveryEvent event = Events.recovery();
        var doubts = new Doubts(medium, pool.names());
        var recovery = new Recovery(pool.file(), superblock, batchBytes, maximumBytes);
        long last = recovery.run(medium, journal, doubts);
        long size = pool.file().size(); // as recovery left it
        pool.changeBoth(s -> s.closed(last, size));
        doubts.confirm();
        if (event != null) {
          event.over(pool.path().toString(), last - superblock.checkpoint().sequence());
        }
      }
      case PREPARED ->
          throw new RecoveryNeededException(
              "cannot open pool: a commit over several pools is undecided, open them together");
    }
    medium.delete(journal);
  }
}
