package dev.emery.journal;

/**
 * The head of a record's first part with room for the words behind it, reused for every record. The
 * section writes its words directly to where they are copied from.
 */
final class WordBuffer implements Words {
  private static final int FIRST_WORDS = 64;
  private static final int KEPT_WORDS = 1 << 12;

  private byte[] bytes = new byte[RecordFormat.HEAD + FIRST_WORDS * RecordFormat.WORD_PAIR];
  private int end;
  private int limit;

  /** Makes the buffer empty, with room for a number of words. */
  void prepare(int maxWords) {
    int words = (bytes.length - RecordFormat.HEAD) / RecordFormat.WORD_PAIR;
    if (maxWords > words || words > KEPT_WORDS && maxWords <= KEPT_WORDS) {
      bytes = new byte[size(Math.max(maxWords, FIRST_WORDS))];
    }
    end = RecordFormat.HEAD;
    limit = size(maxWords);
  }

  private static int size(int words) {
    return Math.addExact(RecordFormat.HEAD, Math.multiplyExact(words, RecordFormat.WORD_PAIR));
  }

  @Override
  public void set(long at, long value) {
    int p = end;
    if (p == limit) {
      throw new IllegalStateException("more words than announced");
    }
    LittleEndian.setLong(bytes, p, at);
    LittleEndian.setLong(bytes, p + 8, value);
    end = p + RecordFormat.WORD_PAIR;
  }

  /** The head, to be filled in, and the words behind it. */
  byte[] array() {
    return bytes;
  }

  int count() {
    return (end - RecordFormat.HEAD) / RecordFormat.WORD_PAIR;
  }

  /** Moves some words to the front, over others that are written already. */
  void moveToFront(int word, int count) {
    System.arraycopy(
        bytes,
        RecordFormat.HEAD + word * RecordFormat.WORD_PAIR,
        bytes,
        RecordFormat.HEAD,
        count * RecordFormat.WORD_PAIR);
  }
}
