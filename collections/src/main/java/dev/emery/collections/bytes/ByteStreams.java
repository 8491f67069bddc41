package dev.emery.collections.bytes;

import dev.emery.transaction.Journal;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ConcurrentModificationException;
import java.util.Objects;

/** Byte arrays as streams. */
public final class ByteStreams {
  private ByteStreams() {}

  /** Reads from the beginning, and fails fast where the bytes are changed. */
  public static InputStream input(BytesBody body) {
    return new Input(body);
  }

  /** Writes behind the last byte, for as long as the transaction is open. */
  public static OutputStream output(BytesBody body, Journal<?> j) {
    body.lock(j);
    return new Output(body, j);
  }

  private static final class Input extends InputStream {
    private final BytesBody body;
    private final int expected;
    private final long length;
    private long at;
    private long marked;

    Input(BytesBody body) {
      this.body = body;
      int before;
      long present;
      do { // in a scope the first round takes the lock, and the second finds nothing changed
        before = body.modCount();
        present = body.length();
      } while (before != body.modCount());
      this.expected = before;
      this.length = present;
    }

    private void check() {
      if (body.modCount() != expected) {
        throw new ConcurrentModificationException("bytes were changed while a stream read them");
      }
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int count) {
      Objects.checkFromIndexSize(offset, count, target.length);
      check();
      if (count > 0 && at == length) {
        return -1;
      }
      int n = (int) Math.min(count, length - at);
      try {
        body.copyOut(at, target, offset, n);
      } catch (IndexOutOfBoundsException e) {
        check(); // of bytes that have changed meanwhile, that is the reason
        throw e;
      }
      check();
      at += n;
      return n;
    }

    @Override
    public long skip(long count) {
      long n = Math.clamp(count, 0, length - at);
      at += n;
      return n;
    }

    @Override
    public int available() {
      return (int) Math.min(Integer.MAX_VALUE, length - at);
    }

    @Override
    public boolean markSupported() {
      return true;
    }

    @Override
    public void mark(int limit) {
      marked = at;
    }

    @Override
    public void reset() {
      at = marked;
    }
  }

  @SuppressWarnings("emery.escape") // a change asks the journal whether it is open
  private static final class Output extends OutputStream {
    private final BytesBody body;
    private final Journal<?> journal;

    Output(BytesBody body, Journal<?> journal) {
      this.body = body;
      this.journal = journal;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int count) {
      Objects.checkFromIndexSize(offset, count, source.length);
      long end = body.lock(journal);
      body.splice(journal, end, end, source, offset, count);
    }
  }
}
