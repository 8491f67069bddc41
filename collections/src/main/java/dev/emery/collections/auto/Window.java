package dev.emery.collections.auto;

import dev.emery.transaction.Memory;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The door of a stretch of a list. It is a window that stands at its indexes: what is changed
 * through it moves its end, and what others insert or remove moves elements through it. Where the
 * list has become shorter, so has the window.
 *
 * @param <E> the type of the elements
 */
final class Window<E> extends Door<List<E>> {
  /*
   * The end changes under the exclusive lock of the list and is looked at under one of its locks,
   * so whoever sees the elements of a transaction sees the end that belongs to them.
   */
  private final Door<List<E>> whole;
  private final int from;
  private volatile int to;

  Window(Door<List<E>> whole, int from, int to) {
    int size = whole.<Integer>read(List::size);
    if (from < 0 || to > size) {
      throw new IndexOutOfBoundsException("from=%d, to=%d, size=%d".formatted(from, to, size));
    }
    if (from > to) {
      throw new IllegalArgumentException("from=%d is behind to=%d".formatted(from, to));
    }
    this.whole = whole;
    this.from = from;
    this.to = to;
  }

  private List<E> stretch(List<E> list) {
    int size = list.size(); // takes the lock under which the end is looked at
    return list.subList(Math.min(from, size), Math.min(to, size));
  }

  @Override
  <T extends @Nullable Object> T read(Function<? super List<E>, ? extends T> look) {
    return query(look);
  }

  @Override
  <T extends @Nullable Object> T query(Function<? super List<E>, ? extends T> look) {
    return whole.<T>query(list -> look.apply(stretch(list)));
  }

  @Override
  @SuppressWarnings("emery.txin") // a rollback puts the end back
  <T extends @Nullable Object> T change(Call<? super List<E>, ? extends T> call) {
    return whole.<T>change((list, j) -> {
      int before = list.size();
      List<E> stretch = stretch(list);
      int end = Math.min(from, before) + stretch.size();
      T result = call.on(stretch, j);
      int growth = list.size() - before;
      if (growth != 0) {
        int old = to;
        Memory.onRollback(j, () -> to = old);
        to = end + growth;
      }
      return result;
    });
  }

  @Override
  boolean isInScope() {
    return whole.isInScope();
  }
}
