package dev.emery.medium;

import dev.emery.PoolLockedException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The pool files that are open in this process, by the identity of the file: the same file is found
 * under any of its names. Locks of the system do not tell two openings in one process apart.
 */
public final class OpenFiles {
  private static final Map<Object, Opened> opened = new HashMap<>();

  private OpenFiles() {}

  /** One opening of a file, which lasts until it is closed. */
  public interface Entry extends AutoCloseable {
    /** Ends the opening. A second call does nothing. */
    @Override
    void close();
  }

  /**
   * Enters an opening of a file.
   *
   * @param key the identity of the file, from {@link Medium#key}
   * @param path the name it is opened by, for the message to others
   * @param shared whether others may enter it too, if they also share it
   * @throws PoolLockedException if the file is open and one of the two openings is not shared
   */
  public static Entry enter(Object key, Path path, boolean shared) {
    synchronized (opened) {
      Opened other = opened.get(key);
      if (other == null) {
        other = new Opened(path, shared);
        opened.put(key, other);
      } else if (!(shared && other.shared)) {
        throw new PoolLockedException(
            "cannot open pool: open in this process, path=%s, opened as=%s; close it there first"
                .formatted(path, other.path));
      }
      other.entries++;
      return new Closing(key, other);
    }
  }

  private static final class Opened {
    private final Path path;
    private final boolean shared;
    private int entries;

    Opened(Path path, boolean shared) {
      this.path = path;
      this.shared = shared;
    }
  }

  private static final class Closing implements Entry {
    private final Object key;
    private final Opened file;
    private boolean closed;

    Closing(Object key, Opened file) {
      this.key = key;
      this.file = file;
    }

    @Override
    public void close() {
      synchronized (opened) {
        if (!closed) {
          closed = true;
          if (--file.entries == 0) {
            opened.remove(key);
          }
        }
      }
    }
  }
}
