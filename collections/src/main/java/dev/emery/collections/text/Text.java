package dev.emery.collections.text;

import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;

/**
 * The characters of a growable text: a Java builder in a prototype, or UTF-8 in a pool. Placing a
 * text replaces the one by the other.
 */
public sealed interface Text permits HeapText, PooledText {

  /** The number of UTF-16 characters. */
  int length(Anchor a);

  /** The character at {@code index}. */
  char charAt(Anchor a, int index);

  /** All characters as they are at one moment (E31). */
  String string(Anchor a);

  /** Locks the text for changes, so that a look before them needs no second lock. */
  void lock(Anchor a, Journal<?> j);

  /** Replaces the characters from {@code from} to {@code to}. */
  void replace(Anchor a, Journal<?> j, int from, int to, CharSequence replacement);

  /** Adds characters at the end. */
  void append(Anchor a, Journal<?> j, CharSequence added);

  /** The bytes of UTF-8 that there is room for. */
  int capacity(Anchor a);

  /** Makes room at once for what a text of {@code bytes} keeps in one piece. */
  void ensureCapacity(Anchor a, Journal<?> j, int bytes);

  /** Gives the room back that no character takes. */
  void trimToSize(Anchor a, Journal<?> j);

  /** Removes all characters and gives their room back. */
  void clear(Anchor a, Journal<?> j);
}
