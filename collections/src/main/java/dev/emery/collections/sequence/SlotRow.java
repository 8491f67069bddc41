package dev.emery.collections.sequence;

import dev.emery.TxScoped;
import dev.emery.transaction.Memory;

/**
 * Slots of one width that lie in several parts of an object, in an order. What goes through them as
 * bytes need not know how the parts are found.
 */
public interface SlotRow {

  /** The bytes of one slot. */
  int width();

  /** Goes through the stretch {@code from} to {@code to} piece by piece, in order. */
  void pieces(Memory m, long object, int from, int to, @TxScoped Piece piece);

  /** Some slots beside each other in one part. */
  @FunctionalInterface
  interface Piece {
    /** Takes {@code count} slots, the first of which is {@code index} and lies at {@code at}. */
    void take(int index, int count, long part, long at);
  }
}
