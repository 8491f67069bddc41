package dev.emery.collections.text;

import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import org.jspecify.annotations.Nullable;

/**
 * What a handle of a text holds: the tie to its place and the characters, which are Java values
 * until it is placed.
 *
 * <p>A text that is not ASCII is decoded whole when one of its characters is read, and kept for the
 * next; so going through it character by character costs O(n).
 */
public final class TextBody {
  private final Anchor anchor;
  private Text text;
  private @Nullable Decoded decoded; // a race costs a decoding: the record is immutable

  private record Decoded(int modCount, String string) {}

  /** Creates the body of a prototype. */
  public TextBody(CharSequence text) {
    this.anchor = new Anchor();
    this.text = new HeapText(text);
  }

  /** Creates the body of a handle of a text in a pool. */
  public TextBody(Anchor anchor) {
    this.anchor = anchor;
    this.text = PooledText.INSTANCE;
  }

  /** The tie to the place. */
  public Anchor anchor() {
    return anchor;
  }

  /** Brings a prototype into its block; a rollback makes it a prototype again (E18). */
  @SuppressWarnings("emery.txin") // a rollback brings the prototype back
  public void place(Memory m, Journal<?> j, long block, long container) {
    Text prototype = text;
    String string = prototype.string(anchor);
    Memory.onRollback(j, () -> text = prototype);
    anchor.place(m, j, block, container);
    text = PooledText.INSTANCE;
    PooledText.INSTANCE.fill(m, j, block, string);
  }

  /** The number of UTF-16 characters. */
  public int length() {
    return text.length(anchor);
  }

  /** The character at {@code index}. */
  public char charAt(int index) {
    if (text instanceof PooledText pooled) {
      int found = pooled.asciiAt(anchor, index);
      return found >= 0 ? (char) found : kept().charAt(index);
    }
    return text.charAt(anchor, index);
  }

  private String kept() {
    Decoded known = decoded;
    int modCount = anchor.modCount().get();
    if (known == null || known.modCount != modCount) {
      known = anchor.read(false, m -> decode(m));
      decoded = known;
    }
    return known.string;
  }

  private Decoded decode(Memory m) {
    return new Decoded(anchor.modCount().get(), PooledText.INSTANCE.string(m, anchor.block()));
  }

  /** All characters as they are at one moment. */
  public String string() {
    return text.string(anchor);
  }

  /** Locks the text for changes, and returns its length. */
  public int lock(Journal<?> j) {
    text.lock(anchor, j);
    return length();
  }

  /** Replaces the characters from {@code from} to {@code to}. */
  public void replace(Journal<?> j, int from, int to, CharSequence replacement) {
    text.replace(anchor, j, from, to, replacement);
  }

  /** Adds characters at the end. */
  public void append(Journal<?> j, CharSequence added) {
    text.append(anchor, j, added);
  }

  /** Removes the characters from {@code at} on, and returns them. */
  public String cut(Journal<?> j, int at) {
    int length = lock(j);
    String tail = string().substring(at);
    replace(j, at, length, "");
    return tail;
  }

  /** The bytes of UTF-8 that there is room for. */
  public int capacity() {
    return text.capacity(anchor);
  }

  /** Makes room at once for what a text of {@code bytes} keeps in one piece. */
  public void ensureCapacity(Journal<?> j, int bytes) {
    text.ensureCapacity(anchor, j, bytes);
  }

  /** Gives the room back that no character takes. */
  public void trimToSize(Journal<?> j) {
    text.trimToSize(anchor, j);
  }

  /** Removes all characters. */
  public void clear(Journal<?> j) {
    text.clear(anchor, j);
  }
}
