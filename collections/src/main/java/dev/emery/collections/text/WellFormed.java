package dev.emery.collections.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Text as the rest of the world knows it, where half of a surrogate pair is an error. What is
 * malformed is refused, or replaced by U+FFFD.
 */
public final class WellFormed {
  private static final char REPLACEMENT = '\ufffd';

  private WellFormed() {}

  /**
   * Decodes UTF-8.
   *
   * @throws IllegalArgumentException if it is malformed
   */
  public static String utf8(byte[] bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
    ByteBuffer source = ByteBuffer.wrap(bytes);
    CharBuffer target = CharBuffer.allocate(bytes.length); // no byte makes more than one character
    if (decoder.decode(source, target, true).isError()) {
      throw new IllegalArgumentException(
          "not UTF-8, byte=%d; ofUtf8Lossy replaces what is malformed"
              .formatted(source.position()));
    }
    return target.flip().toString();
  }

  /** Decodes UTF-8, and replaces what is malformed. */
  public static String utf8Lossy(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * Takes UTF-16 as it is.
   *
   * @throws IllegalArgumentException if half of a surrogate pair stands alone
   */
  public static String utf16(char[] units) {
    String text = new String(units);
    int lone = lone(text, 0);
    if (lone < text.length()) {
      throw new IllegalArgumentException(
          "not UTF-16, unit=%d; ofUtf16Lossy replaces what is malformed".formatted(lone));
    }
    return text;
  }

  /** Replaces each half of a surrogate pair that stands alone. */
  public static String utf16Lossy(CharSequence units) {
    StringBuilder text = new StringBuilder(units);
    for (int lone = lone(text, 0); lone < text.length(); lone = lone(text, lone + 1)) {
      text.setCharAt(lone, REPLACEMENT);
    }
    return text.toString();
  }

  /** The place of the first lone half from {@code from} on, or the length. */
  private static int lone(CharSequence text, int from) {
    int length = text.length();
    int i = from;
    while (i < length) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i += 2;
      } else if (Character.isSurrogate(c)) {
        return i;
      } else {
        i++;
      }
    }
    return length;
  }
}
