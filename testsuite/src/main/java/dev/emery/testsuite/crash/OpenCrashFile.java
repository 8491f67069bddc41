package dev.emery.testsuite.crash;

import dev.emery.PoolException;
import dev.emery.medium.MediumFile;
import dev.emery.medium.Region;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;

/** A {@link CrashFile} that is open. */
final class OpenCrashFile implements MediumFile {
  private static final long LONGEST_MAPPING = 1L << 27;

  private final CrashFile file;
  private final boolean writable;
  private boolean closed;

  OpenCrashFile(CrashFile file, boolean writable) {
    this.file = file;
    this.writable = writable;
  }

  private Object lock() {
    return file.medium().lock();
  }

  private void requireOpen() throws IOException {
    if (closed) {
      throw new IOException("file is closed, path=" + file.name());
    }
  }

  private void requireWritable() throws IOException {
    requireOpen();
    if (!writable) {
      throw new IOException("file is open for reading only, path=" + file.name());
    }
  }

  private void requireSize(long end) throws IOException {
    if (file.content().length() < end) {
      throw new EOFException(
          "file ends too early, path=%s, size=0x%x, needed=0x%x"
              .formatted(file.name(), file.content().length(), end));
    }
  }

  @Override
  public long size() throws IOException {
    synchronized (lock()) {
      requireOpen();
      return file.content().length();
    }
  }

  @Override
  public void read(long at, byte[] target, int from, int length) throws IOException {
    synchronized (lock()) {
      requireOpen();
      requireSize(at + length);
      file.content().read(at, target, from, length);
    }
  }

  @Override
  public void write(long at, byte[] source, int from, int length) throws IOException {
    write(at, source, from, length, false);
  }

  private void write(long at, byte[] source, int from, int length, boolean throughRegion)
      throws IOException {
    synchronized (lock()) {
      if (!throughRegion) {
        requireWritable();
      }
      if (length == 0) {
        return;
      }
      byte[] bytes = Arrays.copyOfRange(source, from, from + length);
      file.write(at, bytes, 0, length);
      file.medium()
          .record(new CrashEvent.Write(file.number(), file.name(), at, bytes, throughRegion));
    }
  }

  @Override
  public void extend(long size) throws IOException {
    synchronized (lock()) {
      requireWritable();
      if (size > file.content().length()) {
        file.content().length(size);
        file.medium().record(new CrashEvent.Extend(file.number(), file.name(), size));
      }
    }
  }

  @Override
  public void truncate(long size) throws IOException {
    synchronized (lock()) {
      requireWritable();
      if (size < file.content().length()) {
        file.content().length(size);
        file.medium().record(new CrashEvent.Truncate(file.number(), file.name(), size));
      }
    }
  }

  @Override
  public void sync() throws IOException {
    synchronized (lock()) {
      requireOpen();
      file.medium().record(new CrashEvent.Sync(file.number(), file.name()));
    }
  }

  @Override
  public Arena arena() {
    return new CrashArena();
  }

  @Override
  public MemorySegment mapPrivate(long at, long length, Arena arena) throws IOException {
    synchronized (lock()) {
      requireOpen();
      MemorySegment memory = copy(at, length, arena);
      file.addPrivateMapping(memory, at, arena);
      return memory;
    }
  }

  @Override
  public MemorySegment mapReadOnly(long length, Arena arena) throws IOException {
    synchronized (lock()) {
      requireOpen();
      requireSize(length);
      return copy(0, length, arena).asReadOnly();
    }
  }

  private MemorySegment copy(long at, long length, Arena arena) {
    if (length > LONGEST_MAPPING) {
      throw new PoolException(
          ("cannot map pool: a crash medium keeps copies in memory, size=%d, limit=%d;"
                  + " open it with a smaller maximum size")
              .formatted(length, LONGEST_MAPPING));
    }
    MemorySegment memory = arena.allocate(length, Content.PAGE);
    file.content().copyTo(at, memory);
    return memory;
  }

  @Override
  public Region region(long at, int length) throws IOException {
    synchronized (lock()) {
      requireWritable();
      requireSize(at + length);
      return new Window(at, length);
    }
  }

  @Override
  public void close() {
    synchronized (lock()) {
      closed = true;
    }
  }

  private final class Window implements Region {
    private final long start;
    private final int bytes;
    private boolean windowClosed;

    Window(long start, int bytes) {
      this.start = start;
      this.bytes = bytes;
    }

    @Override
    public void put(int at, byte[] source, int from, int length) throws IOException {
      Objects.checkFromIndexSize(at, length, bytes);
      synchronized (lock()) {
        if (windowClosed) {
          throw new IOException("region is closed, path=" + file.name());
        }
        write(start + at, source, from, length, true);
      }
    }

    @Override
    public void close() {
      synchronized (lock()) {
        windowClosed = true;
      }
    }
  }
}
