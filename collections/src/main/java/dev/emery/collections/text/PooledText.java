package dev.emery.collections.text;

import dev.emery.collections.sequence.Chunks;
import dev.emery.schema.OwnedVisitor;
import dev.emery.schema.Utf8;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The characters of texts in a pool, as UTF-8 in {@link Chunks} of one-byte slots. One serves all
 * texts; which is meant the anchor says.
 *
 * <pre>
 *   object   0  as a vector of bytes
 *           16  int   chars     UTF-16 characters; equal to the bytes where all are ASCII
 *           20  int   0
 * </pre>
 *
 * <p>Valid if and only if the bytes are what {@link Utf8#encode} makes of a string of that many
 * characters.
 */
public final class PooledText implements Text {
  /*
   * With ASCII, characters are found by their index. Otherwise their place is counted from the
   * beginning, so reads that go through the text character by character should take the string;
   * TextBody keeps it.
   *
   * An edit that meets half of a surrogate pair, on either side, takes in that half: a pair is four
   * bytes and a lone surrogate three, so both must be encoded anew together (E34).
   */
  /** The only one. */
  public static final PooledText INSTANCE = new PooledText();

  private static final int HALF = 3;
  private final Chunks chunks = new Chunks(1);

  private PooledText() {}

  /** Payload bytes of the object's block. */
  public static int objectBytes() {
    return Chunks.objectBytes() + 2 * Integer.BYTES;
  }

  private static long charsAt(long object) {
    return Memory.payload(object) + Chunks.objectBytes();
  }

  private static int chars(Memory m, long object) {
    return m.getCount(charsAt(object), 1);
  }

  @Override
  public int length(Anchor a) {
    return a.read(true, m -> chars(m, a.block()));
  }

  @Override
  public char charAt(Anchor a, int index) {
    int found = asciiAt(a, index);
    return found >= 0 ? (char) found : string(a).charAt(index);
  }

  /** The character at {@code index}, or -1 where the text is not ASCII. */
  int asciiAt(Anchor a, int index) {
    return a.read(
        true,
        m -> {
          int length = chars(m, a.block());
          Objects.checkIndex(index, length);
          return length == chunks.size(m, a.block()) ? byteAt(m, a.block(), index) : -1;
        });
  }

  private int byteAt(Memory m, long object, int index) {
    long chunk = chunks.chunk(m, object, index);
    return m.getByte(chunks.at(chunk, index)) & 0xFF;
  }

  @Override
  public String string(Anchor a) {
    return a.read(false, m -> string(m, a.block()));
  }

  String string(Memory m, long object) {
    byte[] bytes = bytes(m, object, 0, chunks.size(m, object));
    int length = chars(m, object);
    return length == bytes.length
        ? new String(bytes, StandardCharsets.ISO_8859_1)
        : Utf8.decode(bytes, 0, bytes.length, length);
  }

  private byte[] bytes(Memory m, long object, int from, int to) {
    byte[] bytes = new byte[to - from];
    chunks.pieces(m, object, from, to, (index, n, _, at) -> m.copyOut(at, bytes, index - from, n));
    return bytes;
  }

  // ---- changes

  @Override
  public void lock(Anchor a, Journal<?> j) {
    a.write(j);
  }

  @Override
  public void replace(Anchor a, Journal<?> j, int from, int to, CharSequence replacement) {
    Memory m = a.write(j);
    long object = a.block();
    int length = chars(m, object);
    Objects.checkFromToIndex(from, to, length);
    String added = replacement.toString();
    int first = from;
    int last = to;
    if (length != chunks.size(m, object)) {
      long start = place(m, object, from);
      long end = place(m, object, to);
      String before = halfBefore(m, object, start);
      String after = halfAfter(m, object, end);
      first = (int) start - (before.isEmpty() || isInside(start) ? 0 : HALF);
      last = (int) end + (isInside(end) ? 4 : after.isEmpty() ? 0 : HALF);
      added = before + added + after;
    }
    splice(m, j, object, first, last, Utf8.encode(added));
    m.setInt(j, object, charsAt(object), length - (to - from) + replacement.length());
    changed(a, j);
  }

  @Override
  public void append(Anchor a, Journal<?> j, CharSequence added) {
    Memory m = a.write(j);
    long object = a.block();
    int bytes = chunks.size(m, object);
    String before = halfBefore(m, object, bytes);
    int first = bytes - (before.isEmpty() ? 0 : HALF);
    splice(m, j, object, first, bytes, Utf8.encode(before + added));
    m.setInt(j, object, charsAt(object), chars(m, object) + added.length());
    changed(a, j);
  }

  @Override
  public int capacity(Anchor a) {
    return a.read(true, m -> (int) Math.min(Integer.MAX_VALUE, chunks.capacity(m, a.block())));
  }

  @Override
  public void ensureCapacity(Anchor a, Journal<?> j, int bytes) {
    chunks.ensureCapacity(a.write(j), j, a.block(), bytes);
  }

  @Override
  public void trimToSize(Anchor a, Journal<?> j) {
    chunks.trimToSize(a.write(j), j, a.block());
  }

  @Override
  public void clear(Anchor a, Journal<?> j) {
    Memory m = a.write(j);
    chunks.size(m, j, a.block(), 0);
    chunks.trim(m, j, a.block(), 0);
    m.setInt(j, a.block(), charsAt(a.block()), 0);
    changed(a, j);
  }

  private static void changed(Anchor a, Journal<?> j) {
    a.modCount().raise();
    Memory.onRollback(j, a.modCount()::raise); // what TextBody keeps is of no use then either
  }

  /** Writes a prototype into its new block. */
  void fill(Memory m, Journal<?> j, long object, String text) {
    splice(m, j, object, 0, 0, Utf8.encode(text));
    m.setInt(j, object, charsAt(object), text.length());
  }

  private void splice(Memory m, Journal<?> j, long object, int from, int to, byte[] bytes) {
    int size = chunks.size(m, object);
    long newSize = (long) size - (to - from) + bytes.length;
    chunks.reserve(m, j, object, newSize);
    if (to < size) {
      chunks.shift(m, j, object, to, from + bytes.length, size - to);
    }
    chunks.size(m, j, object, (int) newSize);
    chunks.pieces(
        m,
        object,
        from,
        from + bytes.length,
        (index, n, chunk, at) -> m.copyIn(j, chunk, at, bytes, index - from, n));
    chunks.trim(m, j, object, 1);
  }

  // ---- places of characters

  /** Set in a place beside the byte where a pair begins: the index means its second half. */
  private static final long INSIDE = 1L << 32;

  private static boolean isInside(long place) {
    return (place & INSIDE) != 0;
  }

  /** The byte where the character begins. */
  private long place(Memory m, long object, int index) {
    int left = index;
    int at = 0;
    while (left > 0) {
      int first = byteAt(m, object, at);
      int units = first >= 0xF0 ? 2 : 1;
      if (units > left) {
        return at | INSIDE;
      }
      left -= units;
      at += first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    }
    return at;
  }

  /** The high surrogate that stands alone before a place, or the first half of a pair cut there. */
  private String halfBefore(Memory m, long object, long place) {
    int at = (int) place;
    if (isInside(place)) {
      return decoded(m, object, at, 4).substring(0, 1);
    }
    boolean lone =
        at >= HALF
            && byteAt(m, object, at - 3) == 0xED
            && (byteAt(m, object, at - 2) & 0xF0) == 0xA0;
    return lone ? decoded(m, object, at - HALF, HALF) : "";
  }

  /** The low surrogate that stands alone at a place, or the second half of a pair cut there. */
  private String halfAfter(Memory m, long object, long place) {
    int at = (int) place;
    if (isInside(place)) {
      return decoded(m, object, at, 4).substring(1);
    }
    boolean lone =
        at + HALF <= chunks.size(m, object)
            && byteAt(m, object, at) == 0xED
            && (byteAt(m, object, at + 1) & 0xF0) == 0xB0;
    return lone ? decoded(m, object, at, HALF) : "";
  }

  private String decoded(Memory m, long object, int at, int length) {
    return Utf8.decode(bytes(m, object, at, at + length), 0, length, length == 4 ? 2 : 1);
  }

  // ---- the object as a whole

  /** Frees what a dropped text has. */
  public boolean dropSome(Memory m, Journal<?> j, long object, int budget) {
    long step = (long) budget << 14;
    chunks.size(m, j, object, (int) Math.max(0, chunks.size(m, object) - step));
    chunks.trim(m, j, object, 0);
    m.setInt(j, object, charsAt(object), 0);
    return chunks.size(m, object) == 0;
  }

  /** Shows the parts of a text. */
  public void visit(Memory m, long object, OwnedVisitor visitor) {
    chunks.visit(m, object, visitor);
  }

  /** Reports what is wrong with a text. */
  public void check(Memory m, long object, Consumer<String> problems) {
    if (chunks.check(m, object, problems)) {
      try {
        String text = string(m, object);
        if (chunks.size(m, object) != Utf8.length(text)) {
          problems.accept("text is not encoded in the shortest way");
        }
      } catch (RuntimeException e) {
        problems.accept(String.valueOf(e.getMessage()));
      }
    }
  }
}
