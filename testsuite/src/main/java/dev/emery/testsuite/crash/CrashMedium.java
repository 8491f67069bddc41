package dev.emery.testsuite.crash;

import dev.emery.PoolLockedException;
import dev.emery.medium.Access;
import dev.emery.medium.FileGuard;
import dev.emery.medium.Medium;
import dev.emery.medium.MediumFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A medium in memory that records every call which changes it. A crash can be played at any of the
 * recorded calls, see {@link CrashImages}; each state it may leave is such a medium again, so that
 * recovery can be crashed, too.
 *
 * <p>Every name that is not a file's is a directory. There are no symbolic links. Locks are kept,
 * but no lock file is made and nothing is recorded of them: a lock does not outlive its process.
 * Mappings are copies; a private mapping sees what is written beyond the length that the file had
 * when it was mapped, in pages that it has not stored to, and nothing else. They take memory for
 * their whole length and are refused above 128 MiB.
 *
 * <p>Safe for use by several threads; their calls are recorded in the order in which they take
 * effect.
 */
public final class CrashMedium implements Medium {
  private final Object lock = new Object();
  private final Map<Path, Content> before;
  private final Map<Path, CrashFile> names = new HashMap<>();
  private final Map<Path, Integer> locks = new HashMap<>();
  private final List<CrashEvent> events = new ArrayList<>();
  private final List<CrashFile> everyFile = new ArrayList<>();
  private int files;

  /** Creates an empty medium. */
  public CrashMedium() {
    this(Map.of());
  }

  /** Creates a medium with durable files, which are numbered in the order of their names. */
  CrashMedium(Map<Path, Content> contents) {
    this.before = new TreeMap<>(contents);
    before.forEach((name, content) -> names.put(name, file(name, content.copy())));
  }

  private CrashFile file(Path name, Content content) {
    var file = new CrashFile(this, files++, name, content);
    everyFile.add(file);
    return file;
  }

  static Path directoryOf(Path name) {
    Path parent = name.getParent();
    return parent == null ? name : parent;
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  /** Returns what was recorded so far. */
  public List<CrashEvent> events() {
    synchronized (lock) {
      return List.copyOf(events);
    }
  }

  /** Records something that changes nothing, such as an acknowledged commit. */
  public void mark(Object what) {
    record(new CrashEvent.Mark(what));
  }

  /**
   * Forgets the recording and all files. Pools that were on this medium, and whatever still leads
   * to them, take up no more memory for it.
   */
  public void discard() {
    synchronized (lock) {
      everyFile.forEach(file -> file.content().length(0));
      everyFile.clear();
      names.clear();
      events.clear();
      before.clear();
    }
  }

  /** The durable files that were there before the first event. */
  Map<Path, Content> before() {
    return before;
  }

  /** Returns the names of all files. */
  Set<Path> names() {
    synchronized (lock) {
      return Set.copyOf(names.keySet());
    }
  }

  /** Returns what a file has now, which is not to be changed. */
  Content content(Path path) throws NoSuchFileException {
    synchronized (lock) {
      return find(absolute(path)).content();
    }
  }

  /** What guards the files of this medium and the order of its events. */
  Object lock() {
    return lock;
  }

  void record(CrashEvent event) {
    synchronized (lock) {
      events.add(event);
    }
  }

  @Override
  public MediumFile open(Path path, Access access) throws IOException {
    Path name = absolute(path);
    synchronized (lock) {
      if (access == Access.CREATE_NEW) {
        if (names.containsKey(name)) {
          throw new FileAlreadyExistsException(name.toString());
        }
        CrashFile file = file(name, new Content());
        names.put(name, file);
        record(new CrashEvent.Create(file.number(), name));
      }
      return new OpenCrashFile(find(name), access != Access.READ);
    }
  }

  private CrashFile find(Path name) throws NoSuchFileException {
    CrashFile file = names.get(name);
    if (file == null) {
      throw new NoSuchFileException(name.toString());
    }
    return file;
  }

  @Override
  public boolean exists(Path path) {
    synchronized (lock) {
      return names.containsKey(absolute(path));
    }
  }

  @Override
  public Path realPath(Path path) {
    return absolute(path);
  }

  @Override
  public Object key(Path path) throws IOException {
    synchronized (lock) {
      return find(absolute(path));
    }
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    synchronized (lock) {
      CrashFile file = find(absolute(from));
      names.remove(absolute(from));
      names.put(absolute(to), file);
      file.name(absolute(to));
      record(new CrashEvent.Rename(absolute(from), absolute(to)));
    }
  }

  @Override
  public void delete(Path path) {
    synchronized (lock) {
      if (names.remove(absolute(path)) != null) {
        record(new CrashEvent.Delete(absolute(path)));
      }
    }
  }

  @Override
  public void syncDirectory(Path directory) {
    record(new CrashEvent.SyncDirectory(absolute(directory)));
  }

  @Override
  public FileGuard lock(Path lockFile, boolean shared) {
    Path name = absolute(lockFile);
    synchronized (lock) {
      int holders = locks.getOrDefault(name, 0);
      if (shared ? holders < 0 : holders != 0) {
        throw new PoolLockedException("cannot open pool: locked by this process, path=" + name);
      }
      locks.put(name, shared ? holders + 1 : -1);
      return new Guard(name);
    }
  }

  private final class Guard implements FileGuard {
    private final Path name;
    private boolean closed;

    Guard(Path name) {
      this.name = name;
    }

    @Override
    public void close() {
      synchronized (lock) {
        if (!closed) {
          closed = true;
          locks.merge(name, 0, (holders, none) -> Math.max(0, holders - 1));
        }
      }
    }
  }
}
