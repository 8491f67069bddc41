package dev.emery.pool;

import dev.emery.medium.Access;
import dev.emery.medium.FileGuard;
import dev.emery.medium.Medium;
import dev.emery.medium.MediumFile;
import dev.emery.medium.Region;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The file system, but for one call that fails: once, or with all that follow. Calls can be made to
 * wait.
 */
final class FaultyMedium implements Medium {
  private final Medium real = Medium.files();
  private final AtomicInteger calls = new AtomicInteger();
  private final int failing;
  private final boolean forGood;
  private volatile String broken = "nothing";
  private final AtomicInteger spared = new AtomicInteger();
  private volatile @Nullable IOException thrown;
  private volatile String held = "nothing";
  private final CountDownLatch release = new CountDownLatch(1);

  FaultyMedium(int failing, boolean forGood) {
    this.failing = failing;
    this.forGood = forGood;
  }

  /** A medium on which nothing fails until it is told to. */
  static FaultyMedium healthy() {
    return new FaultyMedium(Integer.MAX_VALUE, true);
  }

  /** From now on each call of this kind fails, such as {@code sync}. */
  void breakDown(String kind) {
    broken = kind;
  }

  /**
   * After some calls of this kind each one fails. Other kinds than those that are counted have
   * these names: {@code real path}, {@code key}, {@code lock}, {@code unlock} and {@code close}.
   */
  void breakDown(String kind, int calls) {
    spared.set(calls);
    broken = kind;
  }

  /** From now on each call of this kind throws this. */
  void breakDown(String kind, IOException failure) {
    thrown = failure;
    broken = kind;
  }

  /** From now on each call succeeds. */
  void repair() {
    broken = "nothing";
  }

  /** From now on each call of this kind waits until {@link #release}. */
  void hold(String kind) {
    held = kind;
  }

  /** Lets all calls go on. */
  void release() {
    held = "nothing";
    release.countDown();
  }

  /** Whether the call that fails was reached. */
  boolean hasFailed() {
    return calls.get() >= failing;
  }

  private void call(String what) throws IOException {
    int number = calls.incrementAndGet();
    if (what.equals(held)) {
      awaitRelease();
    }
    failIfBroken(what);
    if (forGood ? number >= failing : number == failing) {
      throw new IOException("planted failure of " + what + ", call=" + number);
    }
  }

  private void failIfBroken(String what) throws IOException {
    if (what.equals(broken) && spared.getAndDecrement() <= 0) {
      IOException failure = thrown;
      throw failure != null ? failure : new IOException("planted failure of " + what);
    }
  }

  private void awaitRelease() throws IOException {
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new IOException("interrupted where a call is held", e);
    }
  }

  @Override
  public MediumFile open(Path path, Access access) throws IOException {
    call("open");
    return new FaultyFile(real.open(path, access));
  }

  @Override
  public boolean exists(Path path) {
    return real.exists(path);
  }

  @Override
  public Path realPath(Path path) throws IOException {
    failIfBroken("real path");
    return real.realPath(path);
  }

  @Override
  public Object key(Path path) throws IOException {
    failIfBroken("key");
    return real.key(path);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    call("rename");
    real.rename(from, to);
  }

  @Override
  public void delete(Path path) throws IOException {
    call("delete");
    real.delete(path);
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    call("sync of the directory");
    real.syncDirectory(directory);
  }

  @Override
  public FileGuard lock(Path lockFile, boolean shared) throws IOException {
    failIfBroken("lock");
    FileGuard guard = real.lock(lockFile, shared);
    return () -> {
      guard.close();
      failIfBroken("unlock");
    };
  }

  private final class FaultyFile implements MediumFile {
    private final MediumFile file;

    FaultyFile(MediumFile file) {
      this.file = file;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void read(long at, byte[] target, int from, int length) throws IOException {
      call("read");
      file.read(at, target, from, length);
    }

    @Override
    public void write(long at, byte[] source, int from, int length) throws IOException {
      call("write");
      file.write(at, source, from, length);
    }

    @Override
    public void extend(long size) throws IOException {
      call("extend");
      file.extend(size);
    }

    @Override
    public void truncate(long size) throws IOException {
      call("truncate");
      file.truncate(size);
    }

    @Override
    public void sync() throws IOException {
      call("sync");
      file.sync();
    }

    @Override
    public MemorySegment mapPrivate(long at, long length, Arena arena) throws IOException {
      call("map");
      return file.mapPrivate(at, length, arena);
    }

    @Override
    public MemorySegment mapReadOnly(long length, Arena arena) throws IOException {
      call("map");
      return file.mapReadOnly(length, arena);
    }

    @Override
    public Region region(long at, int length) throws IOException {
      call("region");
      return file.region(at, length);
    }

    @Override
    public void close() throws IOException {
      file.close();
      failIfBroken("close");
    }
  }
}
