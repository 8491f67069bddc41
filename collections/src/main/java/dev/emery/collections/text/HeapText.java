package dev.emery.collections.text;

import dev.emery.schema.Utf8;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.Objects;

/**
 * The characters of a prototype, on the Java heap. A rollback undoes changes here as it does in a
 * pool (E18): each change leaves its inverse with the journal.
 */
@SuppressWarnings("emery.txin") // each change of a prototype registers what undoes it
public final class HeapText implements Text {
  private final StringBuilder builder;

  /** Copies characters. */
  public HeapText(CharSequence text) {
    this.builder = new StringBuilder(text);
  }

  @Override
  public int length(Anchor a) {
    return builder.length();
  }

  @Override
  public char charAt(Anchor a, int index) {
    return builder.charAt(index);
  }

  @Override
  public String string(Anchor a) {
    return builder.toString();
  }

  @Override
  public void lock(Anchor a, Journal<?> j) {}

  @Override
  public void replace(Anchor a, Journal<?> j, int from, int to, CharSequence replacement) {
    Objects.checkFromToIndex(from, to, builder.length());
    String added = replacement.toString();
    String old = builder.substring(from, to);
    Memory.onRollback(j, () -> builder.replace(from, from + added.length(), old));
    builder.replace(from, to, added);
  }

  @Override
  public void append(Anchor a, Journal<?> j, CharSequence added) {
    replace(a, j, builder.length(), builder.length(), added);
  }

  @Override
  public int capacity(Anchor a) {
    return Utf8.length(builder);
  }

  @Override
  public void ensureCapacity(Anchor a, Journal<?> j, int bytes) {}

  @Override
  public void trimToSize(Anchor a, Journal<?> j) {}

  @Override
  public void clear(Anchor a, Journal<?> j) {
    replace(a, j, 0, builder.length(), "");
  }
}
