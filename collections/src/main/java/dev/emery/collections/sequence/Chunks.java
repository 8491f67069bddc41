package dev.emery.collections.sequence;

import dev.emery.TxScoped;
import dev.emery.schema.OwnedVisitor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.function.Consumer;

/**
 * Slots of one width in the chunks of {@link VecFormat}: where they lie, how they are added, moved
 * and taken away. What is in a slot is the business of the caller.
 *
 * <p>Changing methods need the object's exclusive lock; indexes are checked by the caller.
 */
public final class Chunks implements SlotRow {
  private final int width;
  private final int perChunk;

  /*
   * index / perChunk by one multiplication: ceil(2^64 / perChunk) gives the exact quotient of every
   * int (Lemire, Kaser, Kurz, "Faster remainder by direct computation", 2019).
   */
  private final long reciprocal;

  /** Creates the arithmetic for slots of {@code width} bytes. */
  public Chunks(int width) {
    this.width = width;
    this.perChunk = VecFormat.CHUNK / width;
    if (perChunk < 3) {
      throw new IllegalArgumentException("slots too wide, width=" + width);
    }
    this.reciprocal = Long.divideUnsigned(-1L, perChunk) + 1;
  }

  /** Payload bytes of the object's block. */
  public static int objectBytes() {
    return VecFormat.BYTES;
  }

  /** The slots in use. */
  public int size(Memory m, long object) {
    return m.getCount(VecFormat.sizeAt(object), width);
  }

  /** Sets the number of slots in use, all of which exist. */
  public void size(Memory m, Journal<?> j, long object, int size) {
    m.setInt(j, object, VecFormat.sizeAt(object), size);
  }

  @Override
  public int width() {
    return width;
  }

  /** The chunk of a slot. */
  public long chunk(Memory m, long object, int index) {
    return chunkNumber(m, object, chunkOf(index));
  }

  /** The place of a slot in its chunk. */
  public long at(long chunk, int index) {
    return Memory.payload(chunk) + (index - (long) chunkOf(index) * perChunk) * width;
  }

  /** Reads where the slots are, to be kept for as long as the stamp holds. */
  Located locate(Memory m, long object, long stamp) {
    return Located.of(
        m, object, stamp, size(m, object), chunks(m, object), m.getLong(VecFormat.tableAt(object)));
  }

  /** The chunk of a slot, as {@link #chunk(Memory, long, int)} finds it. */
  long chunk(Located located, int index) {
    return located.reference(chunkOf(index));
  }

  /** The chunk of a slot, where the table was copied. */
  long chunkCopied(Located located, int index) {
    return located.copied(chunkOf(index));
  }

  private int chunkOf(int index) {
    return (int) Math.multiplyHigh(index, reciprocal);
  }

  private static int chunks(Memory m, long object) {
    return m.getCount(VecFormat.chunksAt(object), Long.BYTES);
  }

  private static long chunkNumber(Memory m, long object, int number) {
    return RefTable.get(m, m.getLong(VecFormat.tableAt(object)), chunks(m, object), number);
  }

  /** Makes room for slots up to {@code newSize}; the size stays. */
  public void reserve(Memory m, Journal<?> j, long object, long newSize) {
    if (newSize > Integer.MAX_VALUE - 8) {
      throw new IllegalStateException("collection full, size=" + size(m, object));
    }
    int chunks = chunks(m, object);
    if (newSize == 0 || chunks > 1 && newSize <= (long) chunks * perChunk) {
      return;
    }
    if (chunks < 2) {
      growFirst(m, j, object, chunks, (int) newSize);
      chunks = 1;
    }
    int needed = chunkOf((int) newSize - 1) + 1;
    if (chunks < needed) {
      long table = m.getLong(VecFormat.tableAt(object));
      for (; chunks < needed; chunks++) {
        long chunk = m.allocate(j, Parts.TAG, (long) perChunk * width);
        table = RefTable.append(m, j, table, chunks, chunk);
      }
      m.setLong(j, object, VecFormat.tableAt(object), table);
      m.setInt(j, object, VecFormat.chunksAt(object), chunks);
    }
  }

  /** The slots that there are. */
  public long capacity(Memory m, long object) {
    int chunks = chunks(m, object);
    return chunks == 1
        ? roomOfSingle(m, m.getLong(VecFormat.tableAt(object)))
        : (long) chunks * perChunk;
  }

  /** Makes the first chunk large enough for {@code slots}, or full-sized if they are more. */
  public void ensureCapacity(Memory m, Journal<?> j, long object, int slots) {
    reserve(m, j, object, Math.min(slots, perChunk));
  }

  /** Frees the room beyond the size, and all of it where there is room for a smaller chunk. */
  public void trimToSize(Memory m, Journal<?> j, long object) {
    trim(m, j, object, 0);
    if (chunks(m, object) != 1) {
      return;
    }
    long chunk = m.getLong(VecFormat.tableAt(object));
    long used = (long) size(m, object) * width;
    long bytes = Math.max(VecFormat.FIRST_CHUNK, used);
    if (!m.hasRoom(j, bytes)) {
      return;
    }
    long smaller = m.allocate(j, Parts.TAG, bytes);
    if (m.capacity(smaller) < m.capacity(chunk)) {
      m.copy(j, Memory.payload(chunk), smaller, Memory.payload(smaller), used);
      m.setLong(j, object, VecFormat.tableAt(object), smaller);
      m.free(j, chunk);
    } else {
      m.free(j, smaller); // of the same size class
    }
  }

  /** Brings all slots of {@code other} behind those of {@code object}, as bytes. */
  public void append(Memory m, Journal<?> j, long object, long other) {
    int size = size(m, object);
    int added = size(m, other);
    reserve(m, j, object, (long) size + added);
    for (int done = 0; done < added; ) {
      int n = Math.min(added - done, Math.min(after(done), after(size + done)));
      long source = chunk(m, other, done);
      long target = chunk(m, object, size + done);
      m.copy(j, at(source, done), target, at(target, size + done), (long) n * width);
      done += n;
    }
    size(m, j, object, size + added);
    size(m, j, other, 0);
    trim(m, j, other, 0);
  }

  private void growFirst(Memory m, Journal<?> j, long object, int chunks, int newSize) {
    long chunk = chunks == 0 ? 0 : m.getLong(VecFormat.tableAt(object));
    long room = chunks == 0 ? 0 : roomOfSingle(m, chunk);
    if (newSize <= room || room == perChunk) {
      return;
    }
    long slots = Math.min(perChunk, Math.max(newSize, 2 * room));
    long bytes = Math.max(VecFormat.FIRST_CHUNK, slots * width);
    long larger = m.allocate(j, Parts.TAG, bytes);
    if (chunks == 0) {
      m.setInt(j, object, VecFormat.chunksAt(object), 1);
    } else {
      long used = (long) size(m, object) * width;
      m.copy(j, Memory.payload(chunk), larger, Memory.payload(larger), used);
      m.free(j, chunk);
    }
    m.setLong(j, object, VecFormat.tableAt(object), larger);
  }

  private long roomOfSingle(Memory m, long chunk) {
    return Math.min(perChunk, m.capacity(chunk) / width);
  }

  /** Moves the bytes of {@code count} slots; the stretches may overlap. */
  public void shift(Memory m, Journal<?> j, long object, int from, int to, int count) {
    if (to > from) {
      for (int left = count; left > 0; ) {
        int n = Math.min(left, Math.min(before(from + left), before(to + left)));
        left -= n;
        piece(m, j, object, from + left, to + left, n);
      }
    } else {
      for (int done = 0; done < count; ) {
        int n = Math.min(count - done, Math.min(after(from + done), after(to + done)));
        piece(m, j, object, from + done, to + done, n);
        done += n;
      }
    }
  }

  /** Slots from {@code index} to the end of its chunk. */
  private int after(int index) {
    return perChunk - (index - chunkOf(index) * perChunk);
  }

  /** The index behind the last slot that there can be in the chunk of {@code index}. */
  long endOfChunk(int index) {
    return (long) index + after(index);
  }

  /** Slots from the beginning of a chunk to {@code end}, at least one. */
  private int before(int end) {
    return end - chunkOf(end - 1) * perChunk;
  }

  private void piece(Memory m, Journal<?> j, long object, int from, int to, int count) {
    long source = chunk(m, object, from);
    long target = chunk(m, object, to);
    long bytes = (long) count * width;
    if (source == target) {
      m.move(j, target, at(source, from), at(target, to), bytes);
    } else {
      m.copy(j, at(source, from), target, at(target, to), bytes);
    }
  }

  /** Takes {@code count} slots out of the middle; the caller has dropped what they owned. */
  public void close(Memory m, Journal<?> j, long object, int from, int count) {
    int size = size(m, object);
    shift(m, j, object, from + count, from, size - from - count);
    size(m, j, object, size - count);
    trim(m, j, object, 1);
  }

  /** Frees the chunks beyond the size but for {@code spare}, against a to and fro at an edge. */
  public void trim(Memory m, Journal<?> j, long object, int spare) {
    int size = size(m, object);
    int keep = (size == 0 ? 0 : chunkOf(size - 1) + 1) + spare;
    int chunks = chunks(m, object);
    if (chunks <= keep) {
      return;
    }
    long table = m.getLong(VecFormat.tableAt(object));
    for (; chunks > keep; chunks--) {
      m.free(j, RefTable.get(m, table, chunks, chunks - 1));
      table = RefTable.removeLast(m, j, table, chunks);
    }
    m.setLong(j, object, VecFormat.tableAt(object), table);
    m.setInt(j, object, VecFormat.chunksAt(object), chunks);
  }

  @Override
  public void pieces(Memory m, long object, int from, int to, @TxScoped Piece piece) {
    for (int index = from; index < to; ) {
      int count = Math.min(to - index, after(index));
      long chunk = chunk(m, object, index);
      piece.take(index, count, chunk, at(chunk, index));
      index += count;
    }
  }

  /** Shows the table and the chunks; true where the visitor wants to go on into the slots. */
  public boolean visit(Memory m, long object, OwnedVisitor visitor) {
    int size = size(m, object);
    int chunks = chunks(m, object);
    long table = m.getLong(VecFormat.tableAt(object));
    RefTable.visit(m, table, chunks, visitor);
    boolean into = true;
    for (int i = 0; i < chunks; i++) {
      long used = Math.clamp(size - (long) i * perChunk, 0, perChunk);
      into &= visitor.part(RefTable.get(m, table, chunks, i), used * width);
    }
    return into;
  }

  /** Checks what {@link VecFormat} says; true where the slots can be gone through. */
  public boolean check(Memory m, long object, Consumer<String> problems) {
    int size = m.getInt(VecFormat.sizeAt(object));
    int chunks = m.getInt(VecFormat.chunksAt(object));
    if (size < 0 || chunks < 0) {
      problems.accept("negative, size=%d, chunks=%d".formatted(size, chunks));
      return false;
    }
    long table = m.getLong(VecFormat.tableAt(object));
    for (int i = 0; i < chunks; i++) {
      long chunk = RefTable.get(m, table, chunks, i);
      long least = chunks == 1 ? size : perChunk;
      if (m.tag(chunk) != Parts.TAG || m.capacity(chunk) < least * width) {
        problems.accept("chunk %d at 0x%x is no part of the right size".formatted(i, chunk));
        return false;
      }
    }
    int needed = size == 0 ? 0 : chunkOf(size - 1) + 1;
    if (chunks < needed || chunks > needed + 1) {
      problems.accept("size=%d does not fit chunks=%d".formatted(size, chunks));
      return chunks >= needed;
    }
    return true;
  }
}
