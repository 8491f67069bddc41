package dev.emery.schema;

import dev.emery.CorruptPoolException;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8 as pools store it: lone surrogates are three bytes, so that every {@code String} comes back
 * as it was (E34). Every string has exactly one encoding, so strings are equal if and only if their
 * bytes are.
 */
public final class Utf8 {
  private Utf8() {}

  /** Whether all characters are ASCII. O(n). */
  public static boolean isAscii(CharSequence text) {
    int all = 0;
    for (int i = 0; i < text.length(); i++) {
      all |= text.charAt(i);
    }
    return all < 0x80;
  }

  /**
   * The number of bytes of the encoding. O(n).
   *
   * @throws IllegalArgumentException if it is more than an array can hold
   */
  public static int length(CharSequence text) {
    long bytes = 0;
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes++;
      } else if (c < 0x800) {
        bytes += 2;
      } else if (isPair(text, i)) {
        bytes += 4;
        i++;
      } else {
        bytes += 3;
      }
    }
    if (bytes > Integer.MAX_VALUE - 64) {
      throw new IllegalArgumentException("string is too long, bytes=" + bytes);
    }
    return (int) bytes;
  }

  /** Encodes a string. */
  public static byte[] encode(CharSequence text) {
    if (isAscii(text)) {
      return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
    byte[] bytes = new byte[length(text)];
    int at = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes[at++] = (byte) c;
      } else if (c < 0x800) {
        bytes[at++] = (byte) (0xC0 | c >> 6);
        bytes[at++] = tail(c, 0);
      } else if (isPair(text, i)) {
        int point = Character.toCodePoint(c, text.charAt(++i));
        bytes[at++] = (byte) (0xF0 | point >> 18);
        bytes[at++] = tail(point, 12);
        bytes[at++] = tail(point, 6);
        bytes[at++] = tail(point, 0);
      } else {
        bytes[at++] = (byte) (0xE0 | c >> 12);
        bytes[at++] = tail(c, 6);
        bytes[at++] = tail(c, 0);
      }
    }
    return bytes;
  }

  /**
   * Decodes a string.
   *
   * @param utf16Length the length of the string that the bytes are said to hold
   * @throws CorruptPoolException if the bytes are not what {@link #encode} makes of a string of
   *     that length
   */
  public static String decode(byte[] bytes, int from, int length, int utf16Length) {
    if (utf16Length < 0 || utf16Length > length) {
      throw new CorruptPoolException(
          "damaged text: chars=%d in bytes=%d".formatted(utf16Length, length));
    }
    char[] chars = new char[utf16Length];
    int count = decode(bytes, from, from + length, chars);
    if (count != utf16Length) {
      throw new CorruptPoolException("damaged text: fewer than chars=" + utf16Length);
    }
    return new String(chars);
  }

  private static int decode(byte[] bytes, int from, int end, char[] chars) {
    int count = 0;
    for (int i = from; i < end; ) {
      int first = bytes[i];
      int size = first >= 0 ? 1 : first < -32 ? 2 : first < -16 ? 3 : 4;
      if (size > end - i || count + (size == 4 ? 2 : 1) > chars.length) {
        throw damaged(i - from);
      }
      if (size == 1) {
        chars[count++] = (char) first;
      } else {
        int point = point(bytes, i, size);
        if (!isShortest(point, size) || !isWellPaired(chars, count, point)) {
          throw damaged(i - from);
        }
        count += Character.toChars(point, chars, count);
      }
      i += size;
    }
    return count;
  }

  /** The code point of a sequence of 2 to 4 bytes, or -1. */
  private static int point(byte[] bytes, int at, int size) {
    int first = bytes[at] & 0xFF;
    int point = first & 0x7F >> size;
    if (first < 0xC0 || first > 0xF4) {
      return -1;
    }
    for (int i = 1; i < size; i++) {
      if ((bytes[at + i] & 0xC0) != 0x80) {
        return -1;
      }
      point = point << 6 | bytes[at + i] & 0x3F;
    }
    return point;
  }

  private static boolean isShortest(int point, int size) {
    return switch (size) {
      case 2 -> point >= 0x80;
      case 3 -> point >= 0x800;
      default -> point >= 0x10000 && point <= Character.MAX_CODE_POINT;
    };
  }

  /** A high and a low surrogate of three bytes each would be a second encoding of a pair. */
  private static boolean isWellPaired(char[] chars, int count, int point) {
    return point < Character.MIN_LOW_SURROGATE
        || point > Character.MAX_LOW_SURROGATE
        || count == 0
        || !Character.isHighSurrogate(chars[count - 1]);
  }

  private static boolean isPair(CharSequence text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        && i + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(i + 1));
  }

  private static byte tail(int point, int shift) {
    return (byte) (0x80 | point >> shift & 0x3F);
  }

  private static CorruptPoolException damaged(int at) {
    return new CorruptPoolException("damaged text: not UTF-8 at byte=" + at);
  }
}
