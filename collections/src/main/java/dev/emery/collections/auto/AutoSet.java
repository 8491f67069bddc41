package dev.emery.collections.auto;

import java.util.Iterator;
import java.util.Set;
import java.util.Spliterator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A set each call on which is a transaction of its own; so are the keys of a map.
 *
 * @param <E> the type of the elements, which are values
 * @param <C> the {@code java.util} type
 */
public class AutoSet<E, C extends Set<E>> extends AutoCollection<E, C> implements Set<E> {
  private final Supplier<? extends Iterator<E>> walk;

  /**
   * Creates the view.
   *
   * @param walk goes through the elements, weakly consistent; see {@link Walks}
   */
  public AutoSet(Door<C> door, Supplier<? extends Iterator<E>> walk) {
    super(door);
    this.walk = walk;
  }

  @Override
  public final Iterator<E> iterator() {
    return new AutoIterator<E, E>(walk.get(), element -> element, this::remove);
  }

  @Override
  int characteristics() {
    return Spliterator.DISTINCT;
  }

  @Override
  public final boolean equals(@Nullable Object o) {
    return o == this || door.<Boolean>read(c -> c.equals(o));
  }

  @Override
  public final int hashCode() {
    return door.<Integer>read(Set::hashCode);
  }
}
