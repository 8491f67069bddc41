package dev.emery.testsuite.fault;

import dev.emery.medium.Access;
import dev.emery.medium.FileGuard;
import dev.emery.medium.Medium;
import dev.emery.medium.MediumFile;
import dev.emery.medium.Region;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A medium of which one call fails: once, or with all that follow. A write that fails has written
 * the first half of its bytes.
 */
final class FaultMedium implements Medium {
  /** What is called. */
  enum Call {
    OPEN,
    CLOSE,
    SIZE,
    READ,
    WRITE,
    APPEND,
    EXTEND,
    TRUNCATE,
    SYNC,
    MAP,
    REGION,
    RENAME,
    DELETE,
    SYNC_DIRECTORY,
    REAL_PATH,
    KEY,
    LOCK
  }

  /** How it fails. */
  enum Manner {
    /** One call, of whatever kind. */
    ONCE,
    /** One call and all that follow. */
    FOR_GOOD,
    /** All extensions from one on, for want of space. Nothing else fails. */
    NO_SPACE
  }

  private final Medium real;
  private final int failing;
  private final Manner manner;
  private final AtomicInteger calls = new AtomicInteger();
  private volatile String failed = "";
  private volatile Call failedCall;
  private volatile String retriedSync = "";

  FaultMedium(Medium real, int failing, Manner manner) {
    this.real = real;
    this.failing = failing;
    this.manner = manner;
  }

  /** Whether the call that fails was reached. */
  boolean hasFailed() {
    return !failed.isEmpty();
  }

  /** The call that failed first, for messages. */
  String failed() {
    return failed;
  }

  /** The kind of the call that failed first; null before that. */
  Call failedCall() {
    return failedCall;
  }

  /** The file whose sync was called again after it had failed, which must never be. */
  String retriedSync() {
    return retriedSync;
  }

  /** Counts a call, and tells whether it is to fail. */
  private boolean fails(Call call, Path path) {
    if (manner == Manner.NO_SPACE && call != Call.EXTEND) {
      return false;
    }
    int number = calls.incrementAndGet();
    boolean now = manner == Manner.ONCE ? number == failing : number >= failing;
    if (now && failed.isEmpty()) {
      failedCall = call;
      failed = call + " " + path.getFileName() + ", call=" + number;
    }
    return now;
  }

  private IOException failure(Call call, Path path) {
    return new IOException(
        manner == Manner.NO_SPACE ? "No space left on device" : "planted: " + call + " " + path);
  }

  private void call(Call call, Path path) throws IOException {
    if (fails(call, path)) {
      throw failure(call, path);
    }
  }

  @Override
  public MediumFile open(Path path, Access access) throws IOException {
    call(Call.OPEN, path);
    return new FaultFile(real.open(path, access), path);
  }

  @Override
  public boolean exists(Path path) {
    return real.exists(path);
  }

  @Override
  public Path realPath(Path path) throws IOException {
    call(Call.REAL_PATH, path);
    return real.realPath(path);
  }

  @Override
  public Object key(Path path) throws IOException {
    call(Call.KEY, path);
    return real.key(path);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    call(Call.RENAME, from);
    real.rename(from, to);
  }

  @Override
  public void delete(Path path) throws IOException {
    call(Call.DELETE, path);
    real.delete(path);
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    call(Call.SYNC_DIRECTORY, directory);
    real.syncDirectory(directory);
  }

  @Override
  public FileGuard lock(Path lockFile, boolean shared) throws IOException {
    call(Call.LOCK, lockFile);
    return real.lock(lockFile, shared);
  }

  private final class FaultFile implements MediumFile {
    private final MediumFile file;
    private final Path path;
    private volatile boolean syncFailed;

    FaultFile(MediumFile file, Path path) {
      this.file = file;
      this.path = path;
    }

    @Override
    public long size() throws IOException {
      call(Call.SIZE, path);
      return file.size();
    }

    @Override
    public void read(long at, byte[] target, int from, int length) throws IOException {
      call(Call.READ, path);
      file.read(at, target, from, length);
    }

    @Override
    public void write(long at, byte[] source, int from, int length) throws IOException {
      if (fails(Call.WRITE, path)) {
        file.write(at, source, from, length / 2);
        throw failure(Call.WRITE, path);
      }
      file.write(at, source, from, length);
    }

    @Override
    public void extend(long size) throws IOException {
      call(Call.EXTEND, path);
      file.extend(size);
    }

    @Override
    public void truncate(long size) throws IOException {
      call(Call.TRUNCATE, path);
      file.truncate(size);
    }

    @Override
    public void sync() throws IOException {
      if (syncFailed) {
        retriedSync = path.toString();
      }
      if (fails(Call.SYNC, path)) {
        syncFailed = true;
        throw failure(Call.SYNC, path);
      }
      file.sync();
    }

    @Override
    public MemorySegment mapPrivate(long at, long length, Arena arena) throws IOException {
      call(Call.MAP, path);
      return file.mapPrivate(at, length, arena);
    }

    @Override
    public MemorySegment mapReadOnly(long length, Arena arena) throws IOException {
      call(Call.MAP, path);
      return file.mapReadOnly(length, arena);
    }

    @Override
    public Region region(long at, int length) throws IOException {
      call(Call.REGION, path);
      return new FaultRegion(file.region(at, length), path);
    }

    @Override
    public void close() throws IOException {
      file.close(); // what a system does, too: a close that fails has closed
      call(Call.CLOSE, path);
    }
  }

  private final class FaultRegion implements Region {
    private final Region region;
    private final Path path;

    FaultRegion(Region region, Path path) {
      this.region = region;
      this.path = path;
    }

    @Override
    public void put(int at, byte[] source, int from, int length) throws IOException {
      if (fails(Call.APPEND, path)) {
        region.put(at, source, from, length / 2);
        throw failure(Call.APPEND, path);
      }
      region.put(at, source, from, length);
    }

    @Override
    public void close() {
      region.close();
    }
  }
}
