package dev.emery.medium;

import dev.emery.PoolException;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** A file of the file system, read and written at positions without channels. */
final class PositionalFile implements MediumFile {
  /*
   * RandomAccessFile is the one class of the JDK whose reads and writes an interrupt does not touch.
   * It has a position, so each seek and what follows it run under `position`, in pieces, so that a
   * commit does not wait for a long read. `length` is held by everything that changes the length on
   * purpose; it is taken first.
   *
   * A sync needs no lock. FileDescriptor.sync is as fast as write-through and as forcing a mapping
   * (100 bytes into a zero-filled file on ext4, p50 in µs: write + sync 26.6, "rwd" write 26.8,
   * write + force of a mapping of the file 27.5, store in a mapping + sync 32.9, store + force
   * 32.4), and it covers the whole file, with the stores of regions where one page cache serves
   * both.
   */
  private static final byte[] ZEROS = new byte[1 << 18];
  private static final int PIECE = 1 << 16;
  private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");
  private static final boolean ONE_PAGE_CACHE = oneCache(System.getProperty("os.name", ""));

  private final Path path;
  private final RandomAccessFile file;
  private final boolean writable;
  private final ReentrantLock length = new ReentrantLock();
  private final ReentrantLock position = new ReentrantLock();

  PositionalFile(Path path, RandomAccessFile file, boolean writable) {
    this.path = path;
    this.file = file;
    this.writable = writable;
  }

  private static boolean oneCache(String system) {
    String name = system.toLowerCase(Locale.ROOT);
    return name.startsWith("linux") || name.startsWith("mac");
  }

  @Override
  public long size() throws IOException {
    return file.length();
  }

  @Override
  public void read(long at, byte[] target, int from, int count) throws IOException {
    for (int done = 0; done < count; ) {
      int piece = Math.min(PIECE, count - done);
      position.lock();
      try {
        file.seek(at + done);
        file.readFully(target, from + done, piece);
      } catch (EOFException e) {
        throw shorter(at + count);
      } finally {
        position.unlock();
      }
      done += piece;
    }
  }

  @Override
  public void write(long at, byte[] source, int from, int count) throws IOException {
    for (int done = 0; done < count; ) {
      int piece = Math.min(PIECE, count - done);
      position.lock();
      try {
        file.seek(at + done);
        file.write(source, from + done, piece);
      } finally {
        position.unlock();
      }
      done += piece;
    }
  }

  @Override
  public void extend(long size) throws IOException {
    length.lock();
    try {
      long before = file.length();
      try {
        for (long at = before; at < size; ) {
          int piece = (int) Math.min(ZEROS.length, size - at);
          write(at, ZEROS, 0, piece);
          at += piece;
        }
      } catch (IOException e) {
        cutBack(before, e);
        throw e;
      }
    } finally {
      length.unlock();
    }
  }

  private void cutBack(long size, IOException failure) {
    try {
      truncate(size);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public void truncate(long size) throws IOException {
    length.lock();
    position.lock();
    try {
      if (file.length() > size) {
        file.setLength(size);
      }
    } finally {
      position.unlock();
      length.unlock();
    }
  }

  @Override
  public void sync() throws IOException {
    file.getFD().sync();
  }

  /** The channel extends a file that is shorter than the mapping; that is taken back at once. */
  @Override
  public MemorySegment mapPrivate(long at, long bytes, Arena arena) throws IOException {
    length.lock();
    position.lock();
    try {
      long size = file.length();
      try {
        return map(MapMode.PRIVATE, at, bytes, arena);
      } finally {
        if (writable) {
          truncate(size);
        }
      }
    } finally {
      position.unlock();
      length.unlock();
    }
  }

  @Override
  public MemorySegment mapReadOnly(long bytes, Arena arena) throws IOException {
    requireSize(bytes);
    return map(MapMode.READ_ONLY, 0, bytes, arena);
  }

  private MemorySegment map(MapMode mode, long at, long bytes, Arena arena) throws IOException {
    FileChannel channel = file.getChannel();
    try {
      return OwnThread.run(() -> channel.map(mode, at, bytes, arena));
    } catch (IOException e) {
      if (e.getCause() instanceof OutOfMemoryError) {
        throw refused(bytes, e);
      }
      throw e;
    }
  }

  private PoolException refused(long bytes, IOException cause) {
    return new PoolException(
        ("cannot map pool: the system refuses a mapping of this size, path=%s, size=%d,"
                + " memory and swap=%s; open it with a smaller maximum size")
            .formatted(path, bytes, SystemMemory.describe()),
        cause);
  }

  @Override
  public Region region(long at, int bytes) throws IOException {
    requireSize(at + bytes);
    if (!ONE_PAGE_CACHE) {
      return new WrittenRegion(this, at, bytes);
    }
    Arena arena = Arena.ofShared();
    try {
      return new MappedRegion(path, map(MapMode.READ_WRITE, at, bytes, arena), arena);
    } catch (IOException | RuntimeException | Error e) {
      arena.close();
      throw e;
    }
  }

  private void requireSize(long size) throws IOException {
    if (file.length() < size) {
      throw shorter(size);
    }
  }

  private EOFException shorter(long end) throws IOException {
    return new EOFException(
        "file ends too early, path=%s, size=0x%x, needed=0x%x".formatted(path, file.length(), end));
  }

  @Override
  public boolean inMemory() {
    try {
      return IN_MEMORY.contains(Files.getFileStore(path).type());
    } catch (IOException _) {
      return false; // no telling: as if it were on a disk
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
