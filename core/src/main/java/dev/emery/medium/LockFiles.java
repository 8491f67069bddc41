package dev.emery.medium;

import dev.emery.PoolLockedException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The lock files that this process holds. The system grants a lock to a process, so that two
 * openings in one process must be told apart here.
 */
final class LockFiles {
  /*
   * Closing any channel of a file takes away all locks that the process has on it. So a lock file
   * that is held here is never opened a second time: `held` is asked first, by the identity of the
   * file, all under one mutex.
   */
  private static final ReentrantLock mutex = new ReentrantLock();
  private static final Map<Object, Held> held = new HashMap<>();

  private LockFiles() {}

  /** Locks, on a thread that cannot be interrupted. */
  static FileGuard lock(FileMedium medium, Path path, boolean shared) throws IOException {
    mutex.lock();
    try {
      while (true) {
        Held holder = held.get(keyOrCreate(medium, path));
        if (holder != null) {
          return holder.join(path, shared);
        }
        LockedFile file = LockedFile.tryLock(path, shared);
        if (file != null) {
          return hold(medium, path, shared, file).join(path, shared);
        }
      }
    } finally {
      mutex.unlock();
    }
  }

  private static Object keyOrCreate(FileMedium medium, Path path) throws IOException {
    while (true) {
      try {
        return medium.key(path);
      } catch (NoSuchFileException missing) {
        try {
          FileMedium.create(path);
        } catch (FileAlreadyExistsException other) {
          // Somebody else has just created it, and it may be deleted again.
        }
      }
    }
  }

  private static Held hold(FileMedium medium, Path path, boolean shared, LockedFile file)
      throws IOException {
    try {
      var fresh = new Held(medium, path, medium.key(path), shared, file);
      held.put(fresh.key, fresh);
      return fresh;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** A lock that this process has, with the number of guards that share it. */
  private static final class Held {
    private final FileMedium medium;
    private final Path path;
    private final Object key;
    private final boolean shared;
    private final LockedFile file;
    private int guards;

    Held(FileMedium medium, Path path, Object key, boolean shared, LockedFile file) {
      this.medium = medium;
      this.path = path;
      this.key = key;
      this.shared = shared;
      this.file = file;
    }

    FileGuard join(Path asked, boolean sharedToo) {
      if (guards > 0 && !(shared && sharedToo)) {
        throw new PoolLockedException(
            "cannot open pool: locked by this process, path=%s, pid=%d; close it there first"
                .formatted(asked, ProcessHandle.current().pid()));
      }
      guards++;
      return new Guard(this);
    }

    /** The file goes before the lock: whoever gets the lock later finds it without its name. */
    void leave() throws IOException {
      if (--guards > 0) {
        return;
      }
      held.remove(key);
      try (file) {
        if (!shared && leadsHere()) {
          medium.delete(path);
        }
      }
    }

    private boolean leadsHere() throws IOException {
      try {
        return medium.key(path).equals(key);
      } catch (NoSuchFileException e) {
        return false;
      }
    }
  }

  private static final class Guard implements FileGuard {
    private @Nullable Held lock;

    Guard(Held lock) {
      this.lock = lock;
    }

    /** On the thread of the caller: no interrupt ends a close. */
    @Override
    public void close() throws IOException {
      mutex.lock();
      try {
        Held leaving = lock;
        lock = null;
        if (leaving != null) {
          leaving.leave();
        }
      } finally {
        mutex.unlock();
      }
    }
  }
}
