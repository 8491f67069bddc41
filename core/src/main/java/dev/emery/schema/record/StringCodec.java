package dev.emery.schema.record;

import dev.emery.CorruptPoolException;
import dev.emery.schema.Codec;
import dev.emery.schema.KeyHash;
import dev.emery.schema.OwnedVisitor;
import dev.emery.schema.Utf8;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A string, up to 15 bytes of UTF-8 in its slot, a longer one in a text block of its own (E34).
 *
 * <pre>
 * short:  byte 0       length 0..15, bit 6 set where not all of it is ASCII
 *         1..15        UTF-8, then zeros
 * long:   byte 0       bit 7 set, bit 6 as above
 *         1..7         zeros
 *         8..15        reference to a text block
 * text:   0..3         bytes of UTF-8, more than 15
 *         4..7         UTF-16 length
 *         8..          UTF-8
 * </pre>
 */
final class StringCodec extends Codec<String> {
  /** The tag of a text block. */
  static final int TEXT_TAG = 2;

  private static final int WIDTH = 16;
  private static final int SHORT_LENGTH = 15;
  private static final int LONG = 0x80;
  private static final int NOT_ASCII = 0x40;
  private static final int TEXT_HEADER = 8;

  StringCodec() {
    super(WIDTH, Long.BYTES);
  }

  @Override
  public boolean owns() {
    return true;
  }

  @Override
  public boolean isKey() {
    return true;
  }

  @Override
  public String load(Memory m, long block, long at) {
    int head = m.getByte(at) & 0xFF;
    if ((head & LONG) != 0) {
      return loadText(m, m.getLong(at + Long.BYTES), (head & NOT_ASCII) == 0);
    }
    int length = shortLength(head);
    byte[] bytes = new byte[length];
    m.copyOut(at + 1, bytes, 0, length);
    return (head & NOT_ASCII) == 0
        ? new String(bytes, StandardCharsets.ISO_8859_1)
        : Utf8.decode(bytes, 0, length, utf16Length(bytes));
  }

  private static String loadText(Memory m, long block, boolean ascii) {
    long text = Memory.payload(block);
    int length = textLength(m, block);
    int utf16Length = m.getInt(text + Integer.BYTES);
    byte[] bytes = new byte[length];
    m.copyOut(text + TEXT_HEADER, bytes, 0, length);
    return ascii
        ? new String(bytes, StandardCharsets.ISO_8859_1)
        : Utf8.decode(bytes, 0, length, utf16Length);
  }

  @Override
  public void store(Memory m, Journal<?> j, long block, long at, String value) {
    Objects.requireNonNull(value, "string is null; use Optional");
    byte[] bytes = Utf8.encode(value);
    int flag = bytes.length == value.length() ? 0 : NOT_ASCII;
    if (bytes.length <= SHORT_LENGTH) {
      long first = bytes.length | flag | word(bytes, 0, SHORT_LENGTH / 2) << Byte.SIZE;
      m.setLong(j, block, at, first);
      m.setLong(j, block, at + Long.BYTES, word(bytes, SHORT_LENGTH / 2, SHORT_LENGTH));
      return;
    }
    long text = m.allocate(j, TEXT_TAG, (long) TEXT_HEADER + bytes.length);
    long payload = Memory.payload(text);
    m.setLong(j, text, payload, bytes.length | (long) value.length() << Integer.SIZE);
    m.copyIn(j, text, payload + TEXT_HEADER, bytes, 0, bytes.length);
    m.setLong(j, block, at, LONG | flag);
    m.setLong(j, block, at + Long.BYTES, text);
  }

  @Override
  public void drop(Memory m, Journal<?> j, long block, long at) {
    if (isLong(m, at)) {
      long text = m.getLong(at + Long.BYTES);
      requireText(m, text);
      m.free(j, text);
    }
  }

  @Override
  public void visit(Memory m, long block, long at, OwnedVisitor visitor) {
    if (isLong(m, at)) {
      long text = m.getLong(at + Long.BYTES);
      visitor.part(text, TEXT_HEADER + (long) textLength(m, text));
    }
  }

  @Override
  public void check(Memory m, long block, long at, Consumer<String> problems) {
    try {
      String value = load(m, block, at);
      if (((m.getByte(at) & NOT_ASCII) == 0) != Utf8.isAscii(value)) {
        problems.accept("string has the wrong ASCII flag, offset=0x" + Long.toHexString(at));
      }
      if (isLong(m, at) && m.getInt(Memory.payload(m.getLong(at + 8)) + 4) != value.length()) {
        problems.accept("string has the wrong length, offset=0x" + Long.toHexString(at));
      }
    } catch (CorruptPoolException e) {
      problems.accept(e.getMessage() + ", offset=0x" + Long.toHexString(at));
    }
  }

  // ---- as a key: nothing is allocated where all is ASCII

  @Override
  public long hash(String value, long seed) {
    int length = value.length();
    int whole = length & -Long.BYTES;
    int all = 0;
    long hash = seed;
    for (int i = 0; i < whole; i += Long.BYTES) {
      all |= union(value, i);
      hash = KeyHash.of(word(value, i), hash);
    }
    if (whole < length) {
      all |= whole > 0 ? union(value, length - Long.BYTES) : unionOfFew(value);
      long word = whole > 0 ? word(value, length - Long.BYTES) >>> shift(length) : few(value);
      hash = KeyHash.of(word, hash);
    }
    if (all >= 0x80) {
      byte[] bytes = Utf8.encode(value);
      return KeyHash.of(bytes, 0, bytes.length, seed);
    }
    return KeyHash.of(length, hash);
  }

  /** By how much a word of the last eight bytes is shifted to have those behind the whole words. */
  private static int shift(int length) {
    return -length << 3; // shifts count modulo 64
  }

  /** Fewer than eight ASCII characters as a word. */
  private static long few(String text) {
    long word = 0;
    for (int i = 0; i < text.length(); i++) {
      word |= (long) text.charAt(i) << (i << 3);
    }
    return word;
  }

  private static int unionOfFew(String text) {
    int all = 0;
    for (int i = 0; i < text.length(); i++) {
      all |= text.charAt(i);
    }
    return all;
  }

  /** Eight ASCII characters as a word. Without a loop, which takes three times as long. */
  private static long word(String text, int i) {
    return text.charAt(i)
        | (long) text.charAt(i + 1) << 8
        | (long) text.charAt(i + 2) << 16
        | (long) text.charAt(i + 3) << 24
        | (long) text.charAt(i + 4) << 32
        | (long) text.charAt(i + 5) << 40
        | (long) text.charAt(i + 6) << 48
        | (long) text.charAt(i + 7) << 56;
  }

  /** The bits of eight characters together: 0x80 and more where they are not all ASCII. */
  private static int union(String text, int i) {
    return text.charAt(i)
        | text.charAt(i + 1)
        | text.charAt(i + 2)
        | text.charAt(i + 3)
        | text.charAt(i + 4)
        | text.charAt(i + 5)
        | text.charAt(i + 6)
        | text.charAt(i + 7);
  }

  @Override
  public long hashStored(Memory m, long block, long at, long seed) {
    int head = m.getByte(at) & 0xFF;
    if ((head & LONG) != 0) {
      return hashText(m, m.getLong(at + Long.BYTES), seed);
    }
    int length = shortLength(head);
    long hash = seed;
    if (length > 0) {
      long second = m.getLong(at + Long.BYTES);
      hash = KeyHash.of(m.getLong(at) >>> Byte.SIZE | second << 56, hash);
      if (length > Long.BYTES) {
        hash = KeyHash.of(second >>> Byte.SIZE, hash);
      }
    }
    return KeyHash.of(length, hash);
  }

  private static long hashText(Memory m, long block, long seed) {
    int length = textLength(m, block);
    long text = Memory.payload(block) + TEXT_HEADER;
    long hash = seed;
    int whole = length & -Long.BYTES;
    for (int done = 0; done < whole; done += Long.BYTES) {
      hash = KeyHash.of(m.getLong(text + done), hash);
    }
    if (whole < length) {
      hash = KeyHash.of(m.getLong(text + length - Long.BYTES) >>> shift(length), hash);
    }
    return KeyHash.of(length, hash);
  }

  @Override
  public boolean equalsStored(Memory m, long block, long at, String value) {
    int head = m.getByte(at) & 0xFF;
    if ((head & NOT_ASCII) != 0) {
      return equalsEncoded(m, at, head, value);
    }
    if ((head & LONG) != 0) {
      long text = m.getLong(at + Long.BYTES);
      return textLength(m, text) == value.length()
          && equalsAscii(m, Memory.payload(text) + TEXT_HEADER, value);
    }
    return head == value.length() && equalsAscii(m, at + 1, value);
  }

  /** Whether these ASCII bytes are the characters of a string of the same length. */
  private static boolean equalsAscii(Memory m, long text, String value) {
    int length = value.length();
    if (length < Long.BYTES) { // then it is in its slot, behind the first byte
      return few(value) == m.getLong(text - 1) >>> Byte.SIZE && unionOfFew(value) < 0x80;
    }
    int last = length - Long.BYTES; // where the last word begins, which may overlap another
    int all = union(value, last);
    for (int i = 0; i < last; i += Long.BYTES) {
      if (word(value, i) != m.getLong(text + i)) {
        return false;
      }
      all |= union(value, i);
    }
    return word(value, last) == m.getLong(text + last) && all < 0x80; // wider ones run into others
  }

  private static boolean equalsEncoded(Memory m, long at, int head, String value) {
    if ((head & LONG) == 0) {
      int length = shortLength(head);
      return value.length() < length
          && Utf8.length(value) == length
          && m.matches(at + 1, Utf8.encode(value), 0, length);
    }
    long text = m.getLong(at + Long.BYTES);
    int length = textLength(m, text);
    return m.getInt(Memory.payload(text) + Integer.BYTES) == value.length()
        && Utf8.length(value) == length
        && m.matches(Memory.payload(text) + TEXT_HEADER, Utf8.encode(value), 0, length);
  }

  @Override
  public int compareStored(Memory m, long block, long at, String value) {
    int head = m.getByte(at) & 0xFF;
    if ((head & NOT_ASCII) != 0) {
      return load(m, block, at).compareTo(value);
    }
    boolean inText = (head & LONG) != 0;
    long text = inText ? m.getLong(at + Long.BYTES) : 0;
    int length = inText ? textLength(m, text) : shortLength(head);
    long bytes = inText ? Memory.payload(text) + TEXT_HEADER : at + 1;
    int common = Math.min(length, value.length());
    for (int i = 0; i < common; i++) {
      int difference = m.getByte(bytes + i) - value.charAt(i);
      if (difference != 0) {
        return difference;
      }
    }
    return length - value.length();
  }

  // ---- bytes

  private static boolean isLong(Memory m, long at) {
    return (m.getByte(at) & LONG) != 0;
  }

  private static int shortLength(int head) {
    int length = head & ~NOT_ASCII;
    if (length > SHORT_LENGTH) {
      throw new CorruptPoolException("damaged string, first byte=0x" + Integer.toHexString(head));
    }
    return length;
  }

  /** The length of a text, which lies in its block: nothing is allocated by a length before. */
  private static int textLength(Memory m, long block) {
    requireText(m, block);
    int length = m.getInt(Memory.payload(block));
    if (length <= SHORT_LENGTH || length > m.capacity(block) - TEXT_HEADER) {
      throw new CorruptPoolException(
          "damaged text, length=%d, offset=0x%x".formatted(length, block));
    }
    return length;
  }

  private static void requireText(Memory m, long block) {
    if (m.tag(block) != TEXT_TAG) {
      throw new CorruptPoolException("not a text block, offset=0x" + Long.toHexString(block));
    }
  }

  /** The length in UTF-16 of at most 15 bytes of UTF-8. */
  private static int utf16Length(byte[] bytes) {
    int length = 0;
    for (byte b : bytes) {
      length += (b & 0xC0) == 0x80 ? 0 : b >= -16 && b < 0 ? 2 : 1;
    }
    return length;
  }

  private static long word(byte[] bytes, int from, int to) {
    long word = 0;
    for (int i = from; i < Math.min(to, bytes.length); i++) {
      word |= (bytes[i] & 0xFFL) << (i - from << 3);
    }
    return word;
  }
}
