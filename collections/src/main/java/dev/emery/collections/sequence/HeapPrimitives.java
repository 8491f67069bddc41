package dev.emery.collections.sequence;

import dev.emery.collections.primitive.PrimitiveCodec;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.Objects;

/**
 * The elements of a prototype of primitives, in an array on the Java heap. A rollback undoes
 * changes here, too (E18).
 *
 * @param <E> the box
 * @param <A> the array of the primitive type
 */
@SuppressWarnings("emery.txin") // each change of a prototype registers what undoes it
public final class HeapPrimitives<E, A> extends HeapSequence<E> implements PrimitiveSequence<E, A> {
  private final PrimitiveCodec<E, A> codec;
  private final PrimitiveList<E, A> list;

  /** Takes over an array that nobody else changes. */
  public HeapPrimitives(PrimitiveCodec<E, A> codec, A array) {
    this(codec, new PrimitiveList<>(codec, array));
  }

  private HeapPrimitives(PrimitiveCodec<E, A> codec, PrimitiveList<E, A> list) {
    super(list);
    this.codec = codec;
    this.list = list;
  }

  private int end(int to) {
    return to < 0 ? list.size() : to;
  }

  @Override
  public long bits(Elements<E> body, int index) {
    return list.bits(index);
  }

  @Override
  public long exchange(Anchor a, Journal<?> j, int index, long bits) {
    long old = list.bits(index);
    Memory.onRollback(j, () -> list.exchange(index, old));
    return list.exchange(index, bits);
  }

  @Override
  public void appendBits(Anchor a, Journal<?> j, long bits) {
    changes(j, list::removeLast);
    list.append(bits);
  }

  @Override
  public void insertArray(Anchor a, Journal<?> j, int index, A elements) {
    int at = index < 0 ? list.size() : Objects.checkIndex(index, list.size() + 1);
    int count = codec.length(elements);
    if (count > 0) {
      changes(j, () -> list.removeRange(at, at + count));
      list.insert(at, elements);
    }
  }

  @Override
  public A copy(Anchor a, int from, int to) {
    return list.copy(from, end(to));
  }

  @Override
  public void overwrite(Anchor a, Journal<?> j, int from, A elements) {
    A old = list.copy(from, from + codec.length(elements));
    changes(j, () -> list.overwrite(from, old));
    list.overwrite(from, elements);
  }

  @Override
  public void fill(Anchor a, Journal<?> j, int from, int to, long bits) {
    A old = list.copy(from, end(to));
    Memory.onRollback(j, () -> list.overwrite(from, old));
    codec.fill(list.array(), from, end(to), bits);
  }

  @Override
  public void scan(Anchor a, Scan<A> scan) {
    scan.take(0, list.array(), list.size());
  }
}
