package dev.emery.collections.sequence;

import dev.emery.TxScoped;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What bulk reads do with the array that holds one state of a collection. */
public final class ArrayOf {
  private ArrayOf() {}

  /** Does what {@code Collection.toArray(T[])} promises. */
  @SuppressWarnings({
    "unchecked",
    "NullAway"
  }) // the contract: an ArrayStoreException, a null behind the end
  public static <T> T[] elements(Object[] elements, T[] target) {
    if (target.length < elements.length) {
      return (T[]) Arrays.copyOf(elements, elements.length, target.getClass());
    }
    System.arraycopy(elements, 0, target, 0, elements.length);
    if (target.length > elements.length) {
      target[elements.length] = null;
    }
    return target;
  }

  /** Hands each element to {@code action}. */
  @SuppressWarnings("unchecked") // the caller's array holds elements
  public static <E> void forEach(Object[] elements, @TxScoped Consumer<? super E> action) {
    for (Object element : elements) {
      action.accept((E) element);
    }
  }

  /** Whether {@code o} is a set of these elements, which are all different. */
  public static boolean isSetOf(Object[] elements, @Nullable Object o) {
    return o instanceof Set<?> other
        && other.size() == elements.length
        && Arrays.stream(elements).allMatch(each -> isIn(other, each));
  }

  private static boolean isIn(Set<?> other, Object element) {
    try {
      return other.contains(element);
    } catch (ClassCastException | NullPointerException e) {
      return false; // a set of another type, which cannot even be asked
    }
  }

  /** What {@code Set.hashCode} says for a set of these elements. */
  public static int hashOfSet(Object[] elements) {
    return Arrays.stream(elements).mapToInt(Object::hashCode).sum();
  }
}
