package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.pool.Pool;
import dev.emery.transaction.Journal;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * A hash set beside a {@link HashSet}.
 *
 * @param <E> the type of the elements
 */
final class SetModel<E> extends HashModel<HashSet<E>> {

  /** A kind of set for the model test. */
  record Kind<E>(
      String name, Function<HashTestRoot, PHashSet<E, HashTestRoot>> set, IntFunction<E> element) {

    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Kind<?>> ALL =
      List.of(
          new Kind<>("longs", HashTestRoot::longs, i -> i * 0x9E3779B97F4A7C15L),
          new Kind<>("words", HashTestRoot::words, SetModel::word),
          new Kind<>("bytes", HashTestRoot::bytes, i -> (byte) i),
          new Kind<>(
              "points", HashTestRoot::points, i -> new HashTestRoot.Point(i % 7, word(i / 7))));

  private final Kind<E> kind;
  private final int range;
  private final int growth;
  private PHashSet<E, HashTestRoot> set;

  /** Creates a model with {@code range} different elements. Of ten changes {@code growth} add. */
  SetModel(
      Pool<HashTestRoot> pool, Kind<E> kind, PHashSet<E, HashTestRoot> set, int range, int growth) {
    super(pool, new HashSet<>(set));
    this.kind = kind;
    this.set = set;
    this.range = range;
    this.growth = growth;
  }

  static String word(int i) {
    return switch (i % 5) {
      case 0 -> "w" + i;
      case 1 -> "ü" + i;
      case 2 -> "日本語 \uD83D\uDE00 " + i;
      case 3 -> "x".repeat(20 + i % 300) + i;
      default -> Integer.toString(i, 36) + "ß".repeat(i % 40);
    };
  }

  @Override
  void found(HashTestRoot root) {
    set = kind.set().apply(root);
  }

  @Override
  HashSet<E> copyOf(HashSet<E> original) {
    return new HashSet<>(original);
  }

  private static void same(Object actual, Object expected) {
    if (!actual.equals(expected)) { // an assertion for each would cost most time
      assertThat(actual).isEqualTo(expected);
    }
  }

  @Override
  void step(Journal<HashTestRoot> j, Random random) {
    E element = kind.element().apply(random.nextInt(range));
    if (random.nextInt(60) == 0) {
      bulk(j, random);
    } else if (random.nextInt(10) < growth) {
      if (random.nextBoolean()) {
        same(set.add(j, element), twin.add(element));
      } else {
        same(set.edit(j).add(element), twin.add(element));
      }
    } else if (random.nextBoolean()) {
      same(set.remove(j, element), twin.remove(element));
    } else {
      same(set.edit(j).remove(element), twin.remove(element));
    }
  }

  private Set<E> some(Random random) {
    Set<E> some = new HashSet<>();
    for (int i = 0; i < 30; i++) {
      some.add(kind.element().apply(random.nextInt(range)));
    }
    return some;
  }

  private void bulk(Journal<HashTestRoot> j, Random random) {
    int divisor = 2 + random.nextInt(9);
    switch (random.nextInt(growth > 5 ? 4 : 7)) {
      case 0, 1 -> {
        Set<E> some = some(random);
        same(set.addAll(j, some), twin.addAll(some));
      }
      case 2 -> {
        Set<E> some = some(random);
        same(set.edit(j).removeAll(some), twin.removeAll(some));
      }
      case 3 -> {
        removeByIterator(set.edit(j).iterator(), divisor);
        twin.removeIf(e -> e.hashCode() % divisor == 0);
      }
      case 4 ->
          same(
              set.removeIf(j, e -> e.hashCode() % divisor == 1),
              twin.removeIf(e -> e.hashCode() % divisor == 1));
      case 5 -> {
        Set<E> some = some(random);
        same(set.retainAll(j, some), twin.retainAll(some));
      }
      default -> {
        set.clear(j);
        twin.clear();
      }
    }
    compare();
  }

  private static void removeByIterator(Iterator<?> elements, int divisor) {
    while (elements.hasNext()) {
      if (elements.next().hashCode() % divisor == 0) {
        elements.remove();
      }
    }
  }

  @Override
  void compare() {
    same(set.size(), twin.size());
    same(set, twin);
    same(twin, set);
    Set<E> iterated = new HashSet<>();
    for (E element : set) {
      iterated.add(element);
    }
    same(iterated, twin);
    for (int i = 0; i < 50; i++) {
      E element = kind.element().apply(i);
      same(set.contains(element), twin.contains(element));
    }
  }
}
