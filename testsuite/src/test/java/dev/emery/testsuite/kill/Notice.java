package dev.emery.testsuite.kill;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a child tells its parent through a pipe: sixteen bytes in one write call, which the system
 * neither tears nor loses when the child dies right after it.
 *
 * @param kind what has happened, or is about to
 * @param lane whose step was committed
 * @param number of the step
 */
record Notice(Kind kind, long lane, long number) {
  private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

  enum Kind {
    OPENING,
    OPENED,
    COMMITTED,
    CHECKPOINT,
    CLOSING,
    CLOSED
  }

  static void send(Kind kind) {
    send(kind, 0, 0);
  }

  static void send(Kind kind, long lane, long number) {
    ByteBuffer bytes = ByteBuffer.allocate(16);
    bytes.putLong((long) kind.ordinal() << 32 | lane).putLong(number);
    try {
      OUT.write(bytes.array());
    } catch (IOException e) {
      throw new IllegalStateException("the parent does not listen", e);
    }
  }

  /** Reads the next notice; null at the end. */
  static @Nullable Notice read(DataInputStream in) throws IOException {
    try {
      long first = in.readLong();
      return new Notice(Kind.values()[(int) (first >>> 32)], first & 0xFFFF_FFFFL, in.readLong());
    } catch (EOFException e) {
      return null;
    }
  }
}
