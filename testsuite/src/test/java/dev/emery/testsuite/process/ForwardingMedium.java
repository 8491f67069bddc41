package dev.emery.testsuite.process;

import dev.emery.medium.Access;
import dev.emery.medium.FileGuard;
import dev.emery.medium.Medium;
import dev.emery.medium.MediumFile;
import dev.emery.medium.Region;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/** Passes every call on to another medium; a subclass changes what it wants to. */
public class ForwardingMedium implements Medium {
  private final Medium real;

  /** Passes calls on to {@code real}. */
  protected ForwardingMedium(Medium real) {
    this.real = real;
  }

  @Override
  public MediumFile open(Path path, Access access) throws IOException {
    return real.open(path, access);
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
    real.syncDirectory(directory);
  }

  @Override
  public FileGuard lock(Path lockFile, boolean shared) throws IOException {
    return real.lock(lockFile, shared);
  }

  /** Passes every call on to another file. */
  protected static class ForwardingFile implements MediumFile {
    private final MediumFile file;

    /** Passes calls on to {@code file}. */
    protected ForwardingFile(MediumFile file) {
      this.file = file;
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
      file.sync();
    }

    @Override
    public Arena arena() {
      return file.arena();
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
