package dev.emery.collections.tree;

import dev.emery.CorruptPoolException;
import dev.emery.WrongTypeException;
import dev.emery.schema.Codec;
import dev.emery.schema.Comparators;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The order of the keys of a tree: the natural one, in which stored keys are compared where they
 * lie, or that of a comparator with a name.
 *
 * @param <K> the type of the keys
 */
public abstract sealed class Order<K> {
  private static final Order<?> NATURAL = new Natural<>();

  private Order() {}

  /** The natural order. */
  @SuppressWarnings("unchecked") // it holds nothing of the type
  public static <K> Order<K> natural() {
    return (Order<K>) NATURAL;
  }

  /** The order of a comparator that pools know by a name. */
  public static <K> Order<K> of(String name, Comparator<? super K> comparator) {
    return new Named<>(name, comparator);
  }

  /** The order of a stored tree, which its pool was opened with. */
  @SuppressWarnings("unchecked") // the prototype with this comparator had keys of this type
  public static <K> Order<K> stored(Memory m, long object) {
    int number = TreeFormat.order(m, object);
    if (number == 0) {
      return natural();
    }
    Comparators known = Comparators.of(m);
    return new Named<>(known.name(number), (Comparator<? super K>) known.comparator(number));
  }

  /** The comparator, null for the natural order. */
  public abstract @Nullable Comparator<? super K> comparator();

  /** Compares two keys on the Java heap. */
  abstract int compare(K one, K other);

  /**
   * Checks that a key can be compared, where there is no other yet.
   *
   * @throws ClassCastException if it has no order
   */
  final void require(K key) {
    int _ = compare(key, key);
  }

  /** Compares a stored key with {@code key}. */
  abstract int compareStored(Codec<K> keys, Memory m, long block, long at, K key);

  /** Whether {@link #compareStored} calls no user code. */
  abstract boolean isPure(Codec<K> keys);

  /** The number of this order in a pool, for a tree that is being stored. */
  abstract int use(Memory m, Journal<?> j);

  /** A key that is greater than {@code before} and not greater than {@code first}. */
  abstract K fence(K before, K first);

  private static final class Natural<K> extends Order<K> {
    @Override
    public @Nullable Comparator<? super K> comparator() {
      return null;
    }

    @Override
    @SuppressWarnings("unchecked") // the cast of compareTo's own contract
    int compare(K one, K other) {
      return ((Comparable<? super K>) one).compareTo(other);
    }

    @Override
    int compareStored(Codec<K> keys, Memory m, long block, long at, K key) {
      return keys.compareStored(m, block, at, key);
    }

    @Override
    boolean isPure(Codec<K> keys) {
      return keys.pure();
    }

    @Override
    int use(Memory m, Journal<?> j) {
      return 0;
    }

    /** Of a string as much as tells it from the one before: most fences fit into their row. */
    @Override
    @SuppressWarnings("unchecked") // a string, where the keys are strings
    K fence(K before, K first) {
      if (!(before instanceof String low && first instanceof String high)) {
        return first;
      }
      int common = 0;
      while (common < low.length()
          && common < high.length()
          && low.charAt(common) == high.charAt(common)) {
        common++;
      }
      if (common == high.length()) {
        throw new CorruptPoolException("keys of a tree are not in order, key=" + high);
      }
      return (K) high.substring(0, common + 1);
    }
  }

  private static final class Named<K> extends Order<K> {
    private final String name;
    private final Comparator<? super K> comparator;

    Named(String name, Comparator<? super K> comparator) {
      this.name = name;
      this.comparator = comparator;
    }

    @Override
    public Comparator<? super K> comparator() {
      return comparator;
    }

    @Override
    int compare(K one, K other) {
      return comparator.compare(one, other);
    }

    @Override
    int compareStored(Codec<K> keys, Memory m, long block, long at, K key) {
      K stored = keys.load(m, block, at);
      try {
        return comparator.compare(stored, key);
      } catch (ClassCastException e) {
        throw isOfThisOrder(stored) ? e : wrongType(stored, e);
      }
    }

    private boolean isOfThisOrder(K stored) {
      try {
        require(stored);
        return true;
      } catch (ClassCastException e) {
        return false;
      }
    }

    private WrongTypeException wrongType(K stored, ClassCastException e) {
      return new WrongTypeException(
          ("comparator of a tree does not compare its keys, name=%s, key=%s; register the one that"
                  + " the tree was made with, or run check(), which sees a damaged tree")
              .formatted(name, stored.getClass().getName()),
          e);
    }

    @Override
    boolean isPure(Codec<K> keys) {
      return false;
    }

    @Override
    int use(Memory m, Journal<?> j) {
      return Comparators.of(m).use(j, name, comparator);
    }

    @Override
    K fence(K before, K first) {
      return first;
    }
  }
}
