package dev.emery.testsuite.crash.pool;

import dev.emery.medium.Access;
import dev.emery.medium.FileGuard;
import dev.emery.medium.Medium;
import dev.emery.medium.MediumFile;
import dev.emery.medium.Region;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.function.Predicate;

/** A medium that leaves out some syncs: a planted bug, which the explorer has to find. */
public final class ForgetfulMedium implements Medium {
  private final Medium real;
  private final Predicate<Path> forgets;

  /** Leaves out the syncs of the files and directories that {@code forgets} accepts. */
  public ForgetfulMedium(Medium real, Predicate<Path> forgets) {
    this.real = real;
    this.forgets = forgets;
  }

  @Override
  public MediumFile open(Path path, Access access) throws IOException {
    return new ForgetfulFile(real.open(path, access), path);
  }

  @Override
  public boolean exists(Path path) {
    return real.exists(path);
  }

  @Override
  public Path realPath(Path path) throws IOException {
    return real.realPath(path);
  }

  @Override
  public Object key(Path path) throws IOException {
    return real.key(path);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    real.rename(from, to);
  }

  @Override
  public void delete(Path path) throws IOException {
    real.delete(path);
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    if (!forgets.test(directory)) {
      real.syncDirectory(directory);
    }
  }

  @Override
  public FileGuard lock(Path lockFile, boolean shared) throws IOException {
    return real.lock(lockFile, shared);
  }

  private final class ForgetfulFile implements MediumFile {
    private final MediumFile file;
    private final Path path;

    ForgetfulFile(MediumFile file, Path path) {
      this.file = file;
      this.path = path;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void read(long at, byte[] target, int from, int length) throws IOException {
      file.read(at, target, from, length);
    }

    @Override
    public void write(long at, byte[] source, int from, int length) throws IOException {
      file.write(at, source, from, length);
    }

    @Override
    public void extend(long size) throws IOException {
      file.extend(size);
    }

    @Override
    public void truncate(long size) throws IOException {
      file.truncate(size);
    }

    @Override
    public void sync() throws IOException {
      if (!forgets.test(path)) {
        file.sync();
      }
    }

    @Override
    public MemorySegment mapPrivate(long at, long length, Arena arena) throws IOException {
      return file.mapPrivate(at, length, arena);
    }

    @Override
    public MemorySegment mapReadOnly(long length, Arena arena) throws IOException {
      return file.mapReadOnly(length, arena);
    }

    @Override
    public Region region(long at, int length) throws IOException {
      return file.region(at, length);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
