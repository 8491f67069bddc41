package dev.emery.journal;

import dev.emery.journal.FakeMedium.Step;
import dev.emery.medium.MediumFile;
import dev.emery.medium.Region;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** A file of a {@link FakeMedium}. */
final class FakeFile implements MediumFile {
  private final FakeMedium medium;
  private final String name;
  private byte[] bytes;
  private int size;
  private final AtomicInteger windows = new AtomicInteger();

  FakeFile(FakeMedium medium, String name, byte[] contents) {
    this.medium = medium;
    this.name = name;
    this.bytes = contents.clone();
    this.size = contents.length;
  }

  synchronized byte[] copy() {
    return Arrays.copyOf(bytes, size);
  }

  /** Changes a byte without a step. */
  synchronized void flip(int at, int mask) {
    bytes[at] ^= (byte) mask;
  }

  @Override
  public synchronized long size() {
    return size;
  }

  @Override
  public synchronized void read(long at, byte[] target, int from, int length) throws IOException {
    if (at + length > size) {
      throw new EOFException(name);
    }
    System.arraycopy(bytes, (int) at, target, from, length);
  }

  @Override
  public void write(long at, byte[] source, int from, int length) throws IOException {
    byte[] piece = Arrays.copyOfRange(source, from, from + length);
    medium.take(new Step.Write(this, at, piece), at + length - size());
    apply(at, piece);
  }

  synchronized void apply(long at, byte[] piece) {
    int end = Math.toIntExact(at + piece.length);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
    }
    System.arraycopy(piece, 0, bytes, (int) at, piece.length);
    size = Math.max(size, end);
  }

  @Override
  public void extend(long length) throws IOException {
    long before = size();
    for (long at = before; at < length; at += 4096) {
      try {
        write(
            at, new byte[(int) Math.min(4096, length - at)], 0, (int) Math.min(4096, length - at));
      } catch (IOException e) {
        truncate(before);
        throw e;
      }
    }
  }

  @Override
  public void truncate(long length) throws IOException {
    if (length < size()) {
      medium.take(new Step.Truncate(this, length), 0);
      cut(length);
    }
  }

  synchronized void cut(long length) {
    if (length < size) {
      Arrays.fill(bytes, (int) length, size, (byte) 0);
      size = (int) length;
    }
  }

  @Override
  public void sync() throws IOException {
    medium.take(new Step.Sync(this), 0);
  }

  @Override
  public MemorySegment mapPrivate(long at, long length, Arena arena) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MemorySegment mapReadOnly(long length, Arena arena) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Region region(long at, int length) {
    windows.incrementAndGet();
    return new Region() {
      private boolean closed;

      @Override
      public void put(int offset, byte[] source, int from, int count) throws IOException {
        if (closed) {
          throw new IOException("window is closed");
        }
        if (offset < 0 || offset + count > length) {
          throw new IndexOutOfBoundsException(offset);
        }
        write(at + offset, source, from, count);
      }

      @Override
      public void close() {
        if (!closed) {
          closed = true;
          windows.decrementAndGet();
        }
      }
    };
  }

  /** How many regions are open. */
  int windows() {
    return windows.get();
  }

  @Override
  public boolean inMemory() {
    return medium.isInMemory();
  }

  @Override
  public void close() {}

  @Override
  public String toString() {
    return name;
  }
}
