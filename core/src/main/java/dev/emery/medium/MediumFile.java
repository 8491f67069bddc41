package dev.emery.medium;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * An open file of a {@link Medium}, read and written at positions. What is written, whether by
 * {@link #write}, {@link #extend}, {@link #truncate} or through a {@link Region}, is at once
 * visible to all reads and mappings of the file, survives the death of the process, and is on
 * stable storage after {@link #sync}.
 *
 * <p>All calls may come from any thread at any time; {@link #close} waits for none of them. None is
 * interruptible.
 */
public interface MediumFile extends AutoCloseable {

  /** Returns the length of the file in bytes. */
  long size() throws IOException;

  /**
   * Reads bytes at a position.
   *
   * @throws java.io.EOFException if the file ends before the last of them
   */
  void read(long at, byte[] target, int from, int length) throws IOException;

  /** Writes bytes at a position; the file grows if they go beyond its end. */
  void write(long at, byte[] source, int from, int length) throws IOException;

  /**
   * Grows the file to a length by writing zeros, so that its space is really there afterwards; does
   * nothing if the file is that long already. After a failure the file has its earlier length, as
   * far as the medium still lets that happen.
   */
  void extend(long size) throws IOException;

  /** Cuts the file to a length; does nothing if it is not longer. */
  void truncate(long size) throws IOException;

  /** Returns when everything written so far, by any thread and also by regions, is durable. */
  void sync() throws IOException;

  /**
   * Returns a new arena for mappings of this file, which any thread may close. That of a real file
   * unmaps at once, for which all threads of the JVM are asked to stand still for a moment; a
   * medium in memory may have one that takes back its memory without that.
   */
  default Arena arena() {
    return Arena.ofShared();
  }

  /**
   * Maps the file privately: stores go to memory only and never reach the file. The mapping may end
   * beyond the file, whose length stays; pages beyond the end may be touched once the file has
   * grown by {@link #extend} or {@link #write} and show what was written, and before that are an
   * {@code InternalError}. Whether later writes show in pages that existed at the time of the
   * mapping and were not stored to is left open.
   *
   * @throws dev.emery.PoolException if the system refuses a mapping of this length
   */
  MemorySegment mapPrivate(long at, long length, Arena arena) throws IOException;

  /** Maps the file privately from its start, see {@link #mapPrivate(long, long, Arena)}. */
  default MemorySegment mapPrivate(long length, Arena arena) throws IOException {
    return mapPrivate(0, length, arena);
  }

  /**
   * Maps the file from its start for reading.
   *
   * @param length at most the length of the file
   * @throws dev.emery.PoolException if the system refuses a mapping of this length
   */
  MemorySegment mapReadOnly(long length, Arena arena) throws IOException;

  /**
   * Opens a window through which bytes are written without a system call. Its range must lie within
   * the file, and the file must not be cut below its end while it is open.
   */
  Region region(long at, int length) throws IOException;

  /** Whether the file lies in memory alone, so that a sync leaves regions as they are. */
  default boolean inMemory() {
    return false;
  }

  /** Closes the file. Mappings and regions stay usable. A second call does nothing. */
  @Override
  void close() throws IOException;
}
