package dev.emery.medium;

import dev.emery.PoolLockedException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** A lock file on which the system has granted this process a lock. */
final class LockedFile implements Closeable {
  /*
   * The holder of an exclusive lock deletes the file before it releases the lock. Who opened the
   * file before and gets the lock after that has locked a file without a name, while the next one
   * creates another. So the name is looked at again after locking: the holder writes a text that
   * never was before into what it has locked, and reads it back by name. An identity that is asked
   * before and after would not do, since the number of a deleted file is given away again. The
   * channel that reads is kept, since closing it would give up the lock.
   *
   * Text: process id, a space, a random id. The locked byte lies far behind it: on some systems
   * locked bytes cannot be read by others.
   */
  private static final long LOCKED_BYTE = 1L << 30;
  private static final int LONGEST_TEXT = 100;

  /** How often a refused process looks for the name of the holder, who may not have written it. */
  private static final int LOOKS = 50;

  /** Channels that must never be closed, nor found by the garbage collector, which closes them. */
  private static final Queue<FileChannel> abandoned = new ConcurrentLinkedQueue<>();

  private final FileChannel locked;
  private final FileChannel named;

  private LockedFile(FileChannel locked, FileChannel named) {
    this.locked = locked;
    this.named = named;
  }

  /**
   * Locks an existing file without waiting.
   *
   * @return null if the name was taken away or given to another file in the meantime
   * @throws PoolLockedException if another process has the lock
   */
  static @Nullable LockedFile tryLock(Path path, boolean shared) throws IOException {
    try {
      return tryLock(open(path), path, shared);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  static FileChannel open(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** Locks what was opened by a name, and closes it if the name leads elsewhere by now. */
  static @Nullable LockedFile tryLock(FileChannel locked, Path path, boolean shared)
      throws IOException {
    FileChannel named = null;
    boolean keep = false;
    try {
      if (locked.tryLock(LOCKED_BYTE, 1, shared) == null) {
        throw refused(path, locked);
      }
      String text = sign(locked);
      named = FileChannel.open(path, StandardOpenOption.READ);
      keep = text.equals(text(named));
      return keep ? new LockedFile(locked, named) : null;
    } catch (OverlappingFileLockException e) {
      // A second copy of this class in the process has it, and would lose it with this channel.
      keep = abandoned.add(locked);
      throw new PoolLockedException(
          "cannot open pool: locked by another class loader of this process, path=" + path, e);
    } finally {
      if (!keep) {
        close(locked, named);
      }
    }
  }

  private static String sign(FileChannel channel) throws IOException {
    String text = ProcessHandle.current().pid() + " " + UUID.randomUUID();
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
    channel.truncate(text.length());
    return text;
  }

  private static PoolLockedException refused(Path path, FileChannel channel) throws IOException {
    OptionalLong pid = OptionalLong.empty();
    for (int i = 0; i < LOOKS; i++) {
      pid = pid(text(channel));
      if (pid.isPresent() && ProcessHandle.of(pid.getAsLong()).isPresent()) {
        break;
      }
      sleepBriefly();
    }
    return new PoolLockedException(
        "cannot open pool: locked by another process, path=%s, pid=%s"
            .formatted(path, pid.isPresent() ? pid.getAsLong() : "unknown"));
  }

  private static void sleepBriefly() {
    try {
      Thread.sleep(2);
    } catch (InterruptedException e) {
      throw new AssertionError("nobody has a reference to this thread", e);
    }
  }

  private static String text(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(LONGEST_TEXT);
    int length = Math.max(0, channel.read(buffer, 0));
    return new String(buffer.array(), 0, length, StandardCharsets.US_ASCII);
  }

  private static OptionalLong pid(String text) {
    int space = text.indexOf(' ');
    try {
      return OptionalLong.of(Long.parseLong(text.substring(0, Math.max(space, 0))));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private static void close(FileChannel locked, @Nullable FileChannel named) throws IOException {
    try (locked) {
      if (named != null) {
        named.close();
      }
    }
  }

  /** Releases the lock. */
  @Override
  public void close() throws IOException {
    close(locked, named);
  }
}
