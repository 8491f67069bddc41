package dev.emery.collections;

import dev.emery.collections.bytes.ByteStreams;
import dev.emery.collections.bytes.BytesBody;
import dev.emery.schema.Persistent;
import dev.emery.transaction.Journal;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A growable byte array in a pool: read without a token, changed with the {@link Journal} of a
 * transaction. It is not a {@code List<Byte>}; its length and offsets are {@code long}.
 *
 * <p>{@code new PBytes<>()} and {@code PBytes.of(…)} make a prototype, whose bytes are a Java array
 * until it is stored. A prototype is read and changed in the same way, and a rollback undoes that
 * too.
 *
 * {@snippet :
 * record Archive(PHashMap<String, PBytes<Archive>, Archive> files) {}
 *
 * pool.transaction(j -> {
 *   PBytes<Archive> file = new PBytes<>();
 *   archive.files().put(j, "notes", file);
 *   try (OutputStream out = file.appendStream(j)) {
 *     Files.copy(path, out);
 *   }
 * });
 * try (InputStream in = archive.files().get("notes").openStream()) {
 *   in.transferTo(System.out);
 * }
 * }
 *
 * <p>The bytes lie in chunks of 16 KiB. Reading a byte takes O(1), adding at the end O(1) a byte
 * amortized and copies nothing that is there, a change in the middle moves the bytes behind it.
 *
 * <p>Any thread may read. Outside a transaction reads see committed bytes only, and each read sees
 * one state. {@code equals}, {@code hashCode} and {@code compareTo} go by the content.
 *
 * @param <P> the root record of the pool
 */
@Persistent
public final class PBytes<P> implements Comparable<PBytes<P>> {
  private static final int SHOWN = 32;

  private final BytesBody body;

  /** Creates an empty prototype. */
  public PBytes() {
    this(new BytesBody(new byte[0]));
  }

  PBytes(BytesBody body) {
    this.body = body;
  }

  /** Creates a prototype with a copy of these bytes. */
  public static <P> PBytes<P> of(byte... bytes) {
    return new PBytes<>(new BytesBody(bytes.clone()));
  }

  BytesBody body() {
    return body;
  }

  // ---- reads

  /** The number of bytes. */
  public long length() {
    return body.length();
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return body.length() == 0;
  }

  /**
   * The byte at {@code index}.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public byte get(long index) {
    return body.contents().get(body.anchor(), index);
  }

  /**
   * A copy of all bytes.
   *
   * @throws IllegalStateException if they are more than an array has
   */
  public byte[] toByteArray() {
    return body.contents().copy(body.anchor(), 0, -1);
  }

  /**
   * A copy of the bytes from {@code from} to {@code to}.
   *
   * @throws IndexOutOfBoundsException if there are not so many
   * @throws IllegalStateException if they are more than an array has
   */
  public byte[] copyOfRange(long from, long to) {
    if (to < 0) {
      throw new IndexOutOfBoundsException("from=%d, to=%d".formatted(from, to));
    }
    return body.contents().copy(body.anchor(), from, to);
  }

  /**
   * Copies {@code count} bytes, from {@code from} on, into an array.
   *
   * @throws IndexOutOfBoundsException if there are not so many, here or there
   */
  public void copyTo(long from, byte[] target, int offset, int count) {
    Objects.checkFromIndexSize(offset, count, target.length);
    body.copyOut(from, target, offset, count);
  }

  /**
   * Copies as many bytes, from {@code from} on, as the buffer has room for.
   *
   * @throws IndexOutOfBoundsException if there are not so many
   */
  public void copyTo(long from, ByteBuffer target) {
    int count = target.remaining();
    if (target.hasArray()) {
      body.copyOut(from, target.array(), target.arrayOffset() + target.position(), count);
      target.position(target.position() + count);
    } else {
      target.put(copyOfRange(from, Math.addExact(from, count)));
    }
  }

  /**
   * The bytes as a stream. It fails fast: where they are changed while it is read, it throws {@link
   * java.util.ConcurrentModificationException}. It can be marked, and needs no closing.
   */
  public InputStream openStream() {
    return ByteStreams.input(body);
  }

  /** The first place of a byte, or -1. Time O(n). */
  public long indexOf(byte value) {
    return indexOf(new byte[] {value}, 0);
  }

  /** The first place from which on the bytes are those of {@code pattern}, or -1. */
  public long indexOf(byte[] pattern) {
    return indexOf(pattern, 0);
  }

  /**
   * The first such place that is not before {@code from}, or -1. Time O(n) of bytes times the
   * length of the pattern.
   *
   * @throws IndexOutOfBoundsException if {@code from} is negative or more than the length
   */
  public long indexOf(byte[] pattern, long from) {
    return body.contents().indexOf(body.anchor(), pattern, from);
  }

  /** Compares byte by byte, as numbers from 0 to 255; of two that agree the shorter is less. */
  @Override
  public int compareTo(PBytes<P> other) {
    return body.compare(other.body);
  }

  /** Whether {@code o} is a {@code PBytes} with the same bytes. */
  @Override
  public boolean equals(@Nullable Object o) {
    return o == this || o instanceof PBytes<?> other && body.compare(other.body) == 0;
  }

  /** What {@link java.util.Arrays#hashCode(byte[])} gives for the same bytes. */
  @Override
  public int hashCode() {
    return body.contents().hash(body.anchor());
  }

  /** The length and the first 32 bytes. */
  @Override
  public String toString() {
    BytesBody.Head head = body.head(SHOWN);
    return "PBytes[length=%d, %s%s]"
        .formatted(
            head.length(),
            HexFormat.of().formatHex(head.first()),
            head.length() > SHOWN ? "…" : "");
  }

  /**
   * The bytes that this array takes of its pool: all blocks with their headers and what sizes are
   * rounded up by; 0 while it is a prototype. Locks it shared, to the end of the body that this
   * thread is in, or of the call.
   */
  public long footprint() {
    return body.anchor().footprint();
  }

  // ---- changes

  /**
   * Replaces the byte at {@code index}, and returns what it was.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public byte set(Journal<P> j, long index, byte value) {
    body.lock(j);
    byte old = get(index);
    body.splice(j, index, index + 1, new byte[] {value}, 0, 1);
    return old;
  }

  /**
   * Replaces as many bytes as {@code bytes} has, from {@code index} on.
   *
   * @throws IndexOutOfBoundsException if there are not so many
   */
  public PBytes<P> set(Journal<P> j, long index, byte[] bytes) {
    body.splice(j, index, Math.addExact(index, bytes.length), bytes, 0, bytes.length);
    return this;
  }

  /** Adds a byte at the end. */
  public PBytes<P> append(Journal<P> j, byte value) {
    return append(j, new byte[] {value});
  }

  /** Adds bytes at the end. */
  public PBytes<P> append(Journal<P> j, byte[] bytes) {
    return append(j, bytes, 0, bytes.length);
  }

  /**
   * Adds {@code count} bytes of an array at the end.
   *
   * @throws IndexOutOfBoundsException if the array has not so many
   */
  public PBytes<P> append(Journal<P> j, byte[] bytes, int offset, int count) {
    Objects.checkFromIndexSize(offset, count, bytes.length);
    long end = body.lock(j);
    body.splice(j, end, end, bytes, offset, count);
    return this;
  }

  /** Adds the remaining bytes of a buffer at the end, and leaves none in it. */
  public PBytes<P> append(Journal<P> j, ByteBuffer source) {
    byte[] bytes = new byte[source.remaining()];
    source.duplicate().get(bytes);
    append(j, bytes);
    source.position(source.limit());
    return this;
  }

  /**
   * Inserts bytes before {@code index}. Time O(n) of the bytes behind it.
   *
   * @throws IndexOutOfBoundsException if {@code index} is negative or more than the length
   */
  public PBytes<P> insert(Journal<P> j, long index, byte[] bytes) {
    body.splice(j, index, index, bytes, 0, bytes.length);
    return this;
  }

  /**
   * Removes the bytes from {@code from} to {@code to}. Time O(n) of the bytes behind them.
   *
   * @throws IndexOutOfBoundsException if there are not so many
   */
  public PBytes<P> removeRange(Journal<P> j, long from, long to) {
    body.splice(j, from, to, new byte[0], 0, 0);
    return this;
  }

  /**
   * Removes the bytes behind the first {@code length}; does nothing where there are none.
   *
   * @throws IllegalArgumentException if {@code length} is negative
   */
  public PBytes<P> truncate(Journal<P> j, long length) {
    if (length < 0) {
      throw new IllegalArgumentException("negative length=" + length);
    }
    long present = body.lock(j);
    return length < present ? removeRange(j, length, present) : this;
  }

  /**
   * Sets the bytes from {@code from} to {@code to} to one value.
   *
   * @throws IndexOutOfBoundsException if there are not so many
   */
  public PBytes<P> fill(Journal<P> j, long from, long to, byte value) {
    body.contents().fill(body.anchor(), j, from, to, value);
    return this;
  }

  /** Removes all bytes and gives their room back. */
  public void clear(Journal<P> j) {
    body.contents().clear(body.anchor(), j);
  }

  /**
   * A stream that adds at the end, for as long as the transaction is open. Each call of {@code
   * write} is a change of its own: many single bytes want a {@link java.io.BufferedOutputStream}
   * around it.
   */
  public OutputStream appendStream(Journal<P> j) {
    return ByteStreams.output(body, j);
  }
}
