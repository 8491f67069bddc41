package dev.emery.journal;

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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Files in memory. Every change is recorded as a {@link Step}, so that {@link PowerCut} can make
 * the file system that a power cut after any of them may leave; steps can be made to fail.
 */
final class FakeMedium implements Medium {
  /** One change, in the order in which they were made. */
  sealed interface Step {
    /** Bytes written, by a write, an extension or a region. */
    record Write(FakeFile file, long at, byte[] bytes) implements Step {}

    record Truncate(FakeFile file, long size) implements Step {}

    record Sync(FakeFile file) implements Step {}

    record Create(Path path, FakeFile file) implements Step {}

    record Rename(Path from, Path to) implements Step {}

    record Delete(Path path) implements Step {}

    record SyncDirectory() implements Step {}
  }

  private final Map<Path, FakeFile> names = new TreeMap<>();
  private final List<Step> steps = new ArrayList<>();
  private final Set<Path> locked = new HashSet<>();
  private final Map<Path, Integer> shared = new HashMap<>();
  private Predicate<Step> failing = _ -> false;
  private long capacity = Long.MAX_VALUE;
  private boolean locks = true;
  private boolean inMemory;
  private String failure = "made to fail";

  /** Makes steps fail from now on. */
  synchronized void failOn(Predicate<Step> which) {
    failing = which;
  }

  /** Makes steps fail from now on, with the words of a system. */
  synchronized void failOn(Predicate<Step> which, String words) {
    failing = which;
    failure = words;
  }

  /** Makes the files say that they lie in memory alone. */
  void beInMemory() {
    inMemory = true;
  }

  boolean isInMemory() {
    return inMemory;
  }

  /** Limits the bytes of all files together. */
  synchronized void capacity(long bytes) {
    capacity = bytes;
  }

  /** Makes all attempts to create a lock file fail. */
  void refuseLocks() {
    locks = false;
  }

  /** Puts a file there without a step. */
  synchronized void put(Path path, byte[] contents) {
    names.put(path, new FakeFile(this, path.toString(), contents));
  }

  /** Gives a file a second name without a step. */
  synchronized void link(Path path, Path second) {
    names.put(second, names.get(path));
  }

  synchronized FakeFile file(Path path) {
    return names.get(path);
  }

  synchronized byte[] contents(Path path) {
    return names.get(path).copy();
  }

  synchronized Set<Path> names() {
    return new HashSet<>(names.keySet());
  }

  synchronized List<Step> steps() {
    return new ArrayList<>(steps);
  }

  synchronized int stepCount() {
    return steps.size();
  }

  long used() {
    long sum = 0;
    for (FakeFile file : new HashSet<>(names.values())) {
      sum += file.size();
    }
    return sum;
  }

  synchronized void take(Step step, long growth) throws IOException {
    if (failing.test(step)) {
      throw new IOException(failure);
    }
    if (growth > 0 && used() + growth > capacity) {
      throw new IOException("No space left on device");
    }
    steps.add(step);
  }

  @Override
  public synchronized MediumFile open(Path path, Access access) throws IOException {
    FakeFile file = names.get(path);
    if (access == Access.CREATE_NEW) {
      if (file != null) {
        throw new FileAlreadyExistsException(path.toString());
      }
      file = new FakeFile(this, path.toString(), new byte[0]);
      take(new Step.Create(path, file), 0);
      names.put(path, file);
    } else if (file == null) {
      throw new NoSuchFileException(path.toString());
    }
    return file;
  }

  @Override
  public synchronized boolean exists(Path path) {
    return names.containsKey(path);
  }

  @Override
  public Path realPath(Path path) throws IOException {
    if (path.getParent() != null && !path.equals(TestPool.DIRECTORY) && !exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    return path.toAbsolutePath();
  }

  @Override
  public synchronized Object key(Path path) throws IOException {
    FakeFile file = names.get(path);
    if (file == null) {
      throw new NoSuchFileException(path.toString());
    }
    return file;
  }

  @Override
  public synchronized void rename(Path from, Path to) throws IOException {
    take(new Step.Rename(from, to), 0);
    names.put(to, names.remove(from));
  }

  @Override
  public synchronized void delete(Path path) throws IOException {
    if (names.containsKey(path)) {
      take(new Step.Delete(path), 0);
      names.remove(path);
    }
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    take(new Step.SyncDirectory(), 0);
  }

  @Override
  public synchronized FileGuard lock(Path lockFile, boolean shared) throws IOException {
    if (!locks) {
      throw new IOException("read-only file system");
    }
    if (locked.contains(lockFile) || !shared && this.shared.containsKey(lockFile)) {
      throw new PoolLockedException("cannot open pool: locked, path=" + lockFile);
    }
    if (shared) {
      this.shared.merge(lockFile, 1, Integer::sum);
      return () -> this.shared.computeIfPresent(lockFile, (_, n) -> n == 1 ? null : n - 1);
    }
    locked.add(lockFile);
    return () -> locked.remove(lockFile);
  }
}
