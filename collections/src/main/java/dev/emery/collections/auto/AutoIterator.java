package dev.emery.collections.auto;

import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An iterator that removes by a call of its own.
 *
 * @param <S> the type of what it goes through
 * @param <E> the type of what it shows of that
 */
final class AutoIterator<S, E> implements Iterator<E> {
  private final Iterator<? extends S> walk;
  private final Function<? super S, ? extends E> shown;
  private final Consumer<? super S> removal;
  private @Nullable S last;

  AutoIterator(
      Iterator<? extends S> walk,
      Function<? super S, ? extends E> shown,
      Consumer<? super S> removal) {
    this.walk = walk;
    this.shown = shown;
    this.removal = removal;
  }

  @Override
  public boolean hasNext() {
    return walk.hasNext();
  }

  @Override
  public E next() {
    S next = walk.next();
    last = next;
    return shown.apply(next);
  }

  /** Removes what was shown last, if it is still there. */
  @Override
  public void remove() {
    S removed = last;
    if (removed == null) {
      throw new IllegalStateException("no element was returned since the last removal");
    }
    removal.accept(removed);
    last = null;
  }
}
