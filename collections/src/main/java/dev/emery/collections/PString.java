package dev.emery.collections;

import dev.emery.collections.text.TextBody;
import dev.emery.collections.text.WellFormed;
import dev.emery.schema.Persistent;
import dev.emery.transaction.Journal;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A growable text in a pool: a {@link CharSequence} to read, changed as a {@link StringBuilder} is,
 * with the {@link Journal} of a transaction.
 *
 * <p>{@code new PString<>()} and {@code PString.of("…")} make a prototype, whose characters are
 * Java values until it is stored. A prototype is read and changed in the same way, and a rollback
 * undoes that too.
 *
 * {@snippet :
 * record Note(PString<Note> text) {}
 *
 * pool.transaction(j -> note.text().append(j, "first line\n").append(j, "second line\n"));
 * note.text().toString().lines().forEach(IO::println);
 * }
 *
 * <p>Characters are those of UTF-16, as in {@code String}; every string comes back as it was, also
 * one with half a surrogate pair. In the pool they are UTF-8, in chunks of 16 KiB. Adding at the
 * end takes O(1) a character amortized, a change in the middle moves the bytes behind it. Reading a
 * character takes O(1) of a text that is all ASCII; of another the first costs O(n), and further
 * ones through the same object O(1) until the text changes.
 *
 * <p>Any thread may read. Outside a transaction reads see committed characters only.
 *
 * @param <P> the root record of the pool
 */
@Persistent
public final class PString<P> implements CharSequence, Comparable<PString<P>> {
  private final TextBody body;

  /** Creates an empty prototype. */
  public PString() {
    this(new TextBody(""));
  }

  PString(TextBody body) {
    this.body = body;
  }

  /** Creates a prototype with these characters. */
  public static <P> PString<P> of(CharSequence text) {
    return new PString<>(new TextBody(text));
  }

  /**
   * Creates a prototype from UTF-8.
   *
   * @throws IllegalArgumentException if it is malformed, and says where
   */
  public static <P> PString<P> ofUtf8(byte[] bytes) {
    return of(WellFormed.utf8(bytes));
  }

  /** Creates a prototype from UTF-8, with U+FFFD in place of what is malformed. */
  public static <P> PString<P> ofUtf8Lossy(byte[] bytes) {
    return of(WellFormed.utf8Lossy(bytes));
  }

  /**
   * Creates a prototype from UTF-16. Unlike {@link #of}, which keeps everything, it refuses half of
   * a surrogate pair.
   *
   * @throws IllegalArgumentException if one stands alone, and says where
   */
  public static <P> PString<P> ofUtf16(char[] units) {
    return of(WellFormed.utf16(units));
  }

  /** Creates a prototype from UTF-16, with U+FFFD in place of each lone half of a pair. */
  public static <P> PString<P> ofUtf16Lossy(char[] units) {
    return of(WellFormed.utf16Lossy(CharBuffer.wrap(units)));
  }

  TextBody body() {
    return body;
  }

  // ---- reads

  @Override
  public int length() {
    return body.length();
  }

  @Override
  public char charAt(int index) {
    return body.charAt(index);
  }

  /** The characters from {@code from} to {@code to}, as a {@code String}. */
  @Override
  public String subSequence(int from, int to) {
    return body.string().substring(from, to);
  }

  /** The characters as they are at one moment. */
  @Override
  public IntStream chars() {
    return body.string().chars();
  }

  /** The code points as they are at one moment. */
  @Override
  public IntStream codePoints() {
    return body.string().codePoints();
  }

  /** All characters as they are at one moment, also of a long text. */
  @Override
  public String toString() {
    return body.string();
  }

  /**
   * The characters in UTF-8, as they are at one moment. UTF-8 has no halves of surrogate pairs, so
   * each that stands alone comes out as U+FFFD. Time O(n).
   */
  public byte[] toUtf8() {
    return WellFormed.utf16Lossy(body.string()).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The bytes of UTF-8 that there is room for; of a prototype, those that its characters take. More
   * than that costs an allocation and nothing else: from the first chunk on nothing is copied.
   */
  public int capacity() {
    return body.capacity();
  }

  /** Whether the characters are those of {@code other}, of any type. */
  public boolean contentEquals(CharSequence other) {
    return body.string().contentEquals(other instanceof PString ? other.toString() : other);
  }

  /** Compares as {@link String#compareTo}. */
  @Override
  public int compareTo(PString<P> other) {
    return body.string().compareTo(other.toString());
  }

  /** Compares as {@link String#compareTo}, with characters of any type (E34). */
  public int compareTo(CharSequence other) {
    return body.string().compareTo(other.toString());
  }

  /** Whether {@code o} is a {@code PString} with the same characters. */
  @Override
  public boolean equals(@Nullable Object o) {
    return o == this || o instanceof PString<?> other && toString().equals(other.toString());
  }

  /** The hash code of the string with the same characters. */
  @Override
  public int hashCode() {
    return body.string().hashCode();
  }

  /**
   * The bytes that this text takes of its pool, with everything that it owns: all blocks with their
   * headers and what sizes are rounded up by; 0 while it is a prototype. Locks what it looks at
   * shared, to the end of the body that this thread is in, or of the call. Time O(n).
   */
  public long footprint() {
    return body.anchor().footprint();
  }

  // ---- changes

  /** Adds characters at the end. */
  public PString<P> append(Journal<P> j, CharSequence text) {
    body.append(j, text.toString());
    return this;
  }

  /** Adds a character at the end. */
  public PString<P> append(Journal<P> j, char c) {
    body.append(j, String.valueOf(c));
    return this;
  }

  /**
   * Adds a code point at the end.
   *
   * @throws IllegalArgumentException if it is none
   */
  public PString<P> appendCodePoint(Journal<P> j, int codePoint) {
    return append(j, Character.toString(codePoint));
  }

  /** Inserts characters before {@code index}. */
  public PString<P> insert(Journal<P> j, int index, CharSequence text) {
    body.replace(j, index, index, text.toString());
    return this;
  }

  /** Inserts a character before {@code index}. */
  public PString<P> insert(Journal<P> j, int index, char c) {
    return insert(j, index, String.valueOf(c));
  }

  /** Removes the characters from {@code from} to {@code to}, or to the end where that is less. */
  public PString<P> delete(Journal<P> j, int from, int to) {
    return replace(j, from, to, "");
  }

  /** Removes the character at {@code index}. */
  public PString<P> deleteCharAt(Journal<P> j, int index) {
    body.replace(j, index, Objects.checkIndex(index, body.lock(j)) + 1, "");
    return this;
  }

  /** Replaces the characters from {@code from} to {@code to}, or to the end where that is less. */
  public PString<P> replace(Journal<P> j, int from, int to, CharSequence text) {
    body.replace(j, from, Math.min(to, body.lock(j)), text.toString());
    return this;
  }

  /** Replaces the character at {@code index}. */
  public void setCharAt(Journal<P> j, int index, char c) {
    body.replace(j, index, Objects.checkIndex(index, body.lock(j)) + 1, String.valueOf(c));
  }

  /** Cuts the text, or fills it up with {@code '\0'}. */
  public void setLength(Journal<P> j, int length) {
    if (length < 0) {
      throw new IndexOutOfBoundsException("length=" + length);
    }
    int present = body.lock(j);
    if (length < present) {
      body.replace(j, length, present, "");
    } else {
      body.append(j, "\0".repeat(length - present));
    }
  }

  /**
   * Cuts the text to its first {@code length} characters; does nothing where it has no more.
   *
   * @throws IndexOutOfBoundsException if {@code length} is negative
   */
  public void truncate(Journal<P> j, int length) {
    int present = body.lock(j);
    if (length < present) {
      body.replace(j, length, present, "");
    }
  }

  /**
   * Moves the characters from {@code at} on into a prototype, and returns it. A surrogate pair may
   * be divided: both halves are kept, and meet again where they are joined. A rollback brings the
   * characters back and leaves the prototype empty. Time O(n).
   *
   * @throws IndexOutOfBoundsException if {@code at} is negative or more than the length
   */
  public PString<P> splitOff(Journal<P> j, int at) {
    return new PString<P>().append(j, body.cut(j, at));
  }

  /**
   * Makes the first chunk large enough for {@code bytes} of UTF-8, up to the full 16 KiB. Room for
   * more is made when it is needed, since later chunks are never copied. Of a prototype it does
   * nothing. Time O(1).
   *
   * @throws IllegalArgumentException if {@code bytes} is negative
   * @throws dev.emery.PoolFullException if the pool has no room for the chunk
   */
  public void ensureCapacity(Journal<P> j, int bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("negative capacity, bytes=" + bytes);
    }
    body.ensureCapacity(j, bytes);
  }

  /**
   * Gives back the chunk that is kept in reserve behind the last character, and cuts a first chunk
   * that is alone to what the characters take. In a full pool that one stays as it is. Time O(1).
   */
  public void trimToSize(Journal<P> j) {
    body.trimToSize(j);
  }

  /** Replaces all characters. */
  public void set(Journal<P> j, CharSequence text) {
    body.replace(j, 0, body.lock(j), text.toString());
  }

  /** Removes all characters. */
  public void clear(Journal<P> j) {
    body.clear(j);
  }
}
