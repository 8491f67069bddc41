package dev.emery.collections.sequence;

import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;

/** Brings slots into another order, as bytes. */
final class Permuting {
  /** The most bytes that {@link #rotateIn} holds aside at a time. */
  private static final int ASIDE = 1 << 24;

  private Permuting() {}

  /** Brings the {@code count} slots behind {@code size} before the slot {@code at}. */
  static void rotateIn(
      Chunks chunks, Memory m, Journal<?> j, long object, int at, int size, int count) {
    int most = Math.max(1, ASIDE / chunks.width());
    for (int done = 0; done < count; ) {
      int n = Math.min(most, count - done);
      byte[] aside = copyOut(chunks, m, object, size + done, n);
      chunks.shift(m, j, object, at + done, at + done + n, size - at);
      copyIn(chunks, m, j, object, at + done, n, aside);
      done += n;
    }
  }

  private static byte[] copyOut(SlotRow slots, Memory m, long object, int from, int count) {
    byte[] bytes = new byte[count * slots.width()];
    slots.pieces(
        m,
        object,
        from,
        from + count,
        (index, n, _, at) ->
            m.copyOut(at, bytes, (index - from) * slots.width(), n * slots.width()));
    return bytes;
  }

  private static void copyIn(
      Chunks chunks, Memory m, Journal<?> j, long object, int from, int count, byte[] bytes) {
    chunks.pieces(
        m,
        object,
        from,
        from + count,
        (index, n, chunk, at) ->
            m.copyIn(j, chunk, at, bytes, (index - from) * chunks.width(), n * chunks.width()));
  }

  /** Puts at {@code from + i} what was at {@code from + order[i]}. */
  static void permute(SlotRow slots, Memory m, Journal<?> j, long object, int from, int[] order) {
    int width = slots.width();
    int perPiece = Math.max(1, ASIDE / width);
    byte[][] old = new byte[(order.length + perPiece - 1) / perPiece][];
    for (int i = 0; i < old.length; i++) {
      int first = i * perPiece;
      int count = Math.min(perPiece, order.length - first);
      old[i] = copyOut(slots, m, object, from + first, count);
    }
    slots.pieces(
        m,
        object,
        from,
        from + order.length,
        (index, n, chunk, at) -> {
          byte[] target = new byte[n * width];
          for (int k = 0; k < n; k++) {
            int source = order[index - from + k];
            System.arraycopy(
                old[source / perPiece], source % perPiece * width, target, k * width, width);
          }
          m.copyIn(j, chunk, at, target, 0, target.length);
        });
  }

  /** Exchanges two slots of {@code width} bytes, each named by its part and its place. */
  static void swap(
      Memory m,
      Journal<?> j,
      int width,
      long partOfOne,
      long atOne,
      long partOfOther,
      long atOther) {
    if (width == Long.BYTES) {
      long moved = m.getLong(atOne);
      m.setLong(j, partOfOne, atOne, m.getLong(atOther));
      m.setLong(j, partOfOther, atOther, moved);
      return;
    }
    byte[] aside = new byte[width];
    m.copyOut(atOne, aside, 0, width);
    m.copy(j, atOther, partOfOne, atOne, width);
    m.copyIn(j, partOfOther, atOther, aside, 0, width);
  }
}
