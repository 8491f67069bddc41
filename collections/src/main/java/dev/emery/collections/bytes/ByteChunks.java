package dev.emery.collections.bytes;

import static dev.emery.collections.bytes.BytesFormat.CHUNK;

import dev.emery.TxScoped;
import dev.emery.collections.sequence.Parts;
import dev.emery.collections.sequence.RefTable;
import dev.emery.schema.OwnedVisitor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.function.Consumer;

/**
 * The chunks of {@link BytesFormat}: where bytes lie, how they are added, moved and taken away.
 *
 * <p>Changing methods need the object's exclusive lock; indexes are checked by the caller.
 */
final class ByteChunks {
  private ByteChunks() {}

  static long length(Memory m, long object) {
    return m.getLongCount(BytesFormat.lengthAt(object), 1);
  }

  static void length(Memory m, Journal<?> j, long object, long length) {
    m.setLong(j, object, BytesFormat.lengthAt(object), length);
  }

  private static int chunks(Memory m, long object) {
    return m.getCount(BytesFormat.chunksAt(object), Long.BYTES);
  }

  private static long table(Memory m, long object) {
    return m.getLong(BytesFormat.tableAt(object));
  }

  private static void chunks(Memory m, Journal<?> j, long object, int chunks, long table) {
    m.setInt(j, object, BytesFormat.chunksAt(object), chunks);
    m.setLong(j, object, BytesFormat.tableAt(object), table);
  }

  /** The chunk of a byte. */
  static long chunk(Memory m, long object, long index) {
    return RefTable.get(m, table(m, object), chunks(m, object), (int) (index / CHUNK));
  }

  /** The place of a byte in its chunk. */
  static long at(long chunk, long index) {
    return Memory.payload(chunk) + index % CHUNK;
  }

  /** Some bytes beside each other in one chunk. */
  @FunctionalInterface
  interface Piece {
    /** Takes {@code count} bytes, the first of which is {@code index} and lies at {@code at}. */
    void take(long index, int count, long chunk, long at);
  }

  /** Goes through the stretch {@code from} to {@code to} piece by piece, in order. */
  static void pieces(Memory m, long object, long from, long to, @TxScoped Piece piece) {
    for (long index = from; index < to; ) {
      int count = (int) Math.min(to - index, CHUNK - index % CHUNK);
      long chunk = chunk(m, object, index);
      piece.take(index, count, chunk, at(chunk, index));
      index += count;
    }
  }

  /** Makes room for {@code length} bytes; the length stays, also where it fails on the way. */
  static void reserve(Memory m, Journal<?> j, long object, long length) {
    int chunks = chunks(m, object);
    if (chunks < 2 && length > 0) {
      growFirst(m, j, object, chunks, length);
      chunks = 1;
    }
    long needed = (length + CHUNK - 1) / CHUNK;
    if (needed > Integer.MAX_VALUE) {
      throw new IllegalStateException("too many bytes, length=" + length);
    }
    for (; chunks < needed; chunks++) {
      long chunk = m.allocate(j, Parts.TAG, CHUNK);
      long table = RefTable.append(m, j, table(m, object), chunks, chunk);
      chunks(m, j, object, chunks + 1, table);
    }
  }

  private static void growFirst(Memory m, Journal<?> j, long object, int chunks, long length) {
    long chunk = chunks == 0 ? 0 : table(m, object);
    long room = chunks == 0 ? 0 : Math.min(CHUNK, m.capacity(chunk));
    if (length <= room || room == CHUNK) {
      return;
    }
    long bytes = Math.min(CHUNK, Math.max(length, 2 * room));
    long larger = m.allocate(j, Parts.TAG, Math.max(BytesFormat.FIRST_CHUNK, bytes));
    if (chunks > 0) {
      m.copy(j, Memory.payload(chunk), larger, Memory.payload(larger), length(m, object));
      m.free(j, chunk);
    }
    chunks(m, j, object, 1, larger);
  }

  /** Frees the chunks behind the length but for {@code spare}, against a to and fro at an edge. */
  static void trim(Memory m, Journal<?> j, long object, int spare) {
    long keep = (length(m, object) + CHUNK - 1) / CHUNK + spare;
    int chunks = chunks(m, object);
    if (chunks <= keep) {
      return;
    }
    long table = table(m, object);
    for (; chunks > keep; chunks--) {
      m.free(j, RefTable.get(m, table, chunks, chunks - 1));
      table = RefTable.removeLast(m, j, table, chunks);
    }
    chunks(m, j, object, chunks, table);
  }

  /** Moves bytes; the stretches may overlap. */
  static void shift(Memory m, Journal<?> j, long object, long from, long to, long count) {
    if (to > from) {
      for (long left = count; left > 0; ) {
        long n = Math.min(left, Math.min(before(from + left), before(to + left)));
        left -= n;
        move(m, j, object, from + left, to + left, n);
      }
    } else {
      for (long done = 0; done < count; ) {
        long there = Math.min(CHUNK - (from + done) % CHUNK, CHUNK - (to + done) % CHUNK);
        long n = Math.min(count - done, there);
        move(m, j, object, from + done, to + done, n);
        done += n;
      }
    }
  }

  /** Bytes from the beginning of a chunk to {@code end}, at least one. */
  private static long before(long end) {
    return (end - 1) % CHUNK + 1;
  }

  private static void move(Memory m, Journal<?> j, long object, long from, long to, long count) {
    long source = chunk(m, object, from);
    long target = chunk(m, object, to);
    if (source == target) {
      m.move(j, target, at(source, from), at(target, to), count);
    } else {
      m.copy(j, at(source, from), target, at(target, to), count);
    }
  }

  // ---- the object as a whole

  static void visit(Memory m, long object, OwnedVisitor visitor) {
    long length = length(m, object);
    int chunks = chunks(m, object);
    long table = table(m, object);
    RefTable.visit(m, table, chunks, visitor);
    for (int i = 0; i < chunks; i++) {
      long used = Math.clamp(length - (long) i * CHUNK, 0, CHUNK);
      visitor.part(RefTable.get(m, table, chunks, i), used);
    }
  }

  static void check(Memory m, long object, Consumer<String> problems) {
    long length = m.getLong(BytesFormat.lengthAt(object));
    int chunks = m.getInt(BytesFormat.chunksAt(object));
    if (length < 0 || chunks < 0) {
      problems.accept("negative, length=%d, chunks=%d".formatted(length, chunks));
      return;
    }
    long table = table(m, object);
    for (int i = 0; i < chunks; i++) {
      long chunk = RefTable.get(m, table, chunks, i);
      long least = chunks == 1 ? Math.min(length, CHUNK) : CHUNK;
      if (m.tag(chunk) != Parts.TAG || m.capacity(chunk) < least) {
        problems.accept("chunk %d at 0x%x is no part of the right size".formatted(i, chunk));
        return;
      }
    }
    long needed = (length + CHUNK - 1) / CHUNK;
    if (chunks < needed || chunks > needed + 1) {
      problems.accept("length=%d does not fit chunks=%d".formatted(length, chunks));
    }
  }
}
