package dev.emery.collections;

import dev.emery.collections.VecShelf.Color;
import dev.emery.collections.VecShelf.Item;
import dev.emery.collections.VecShelf.Point;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * A type of element in a vector or linked list, and the plain values that stand for its elements in
 * a model.
 */
record ListKind<E, V>(
    String name,
    Function<VecShelf, JournaledList<E, VecShelf>> list,
    Function<Random, V> random,
    Function<V, E> element,
    Function<E, V> view,
    Comparator<V> order) {

  /** What stands for an entity. */
  record Plain(String name, long cents) {}

  private static final String[] PIECES = {
    "", "a", "short", "ä", "\u20ac uro", "\ud83d\ude00", "\ud800", "a longer one, beyond any slot: "
  };

  static final ListKind<Long, Long> LONGS =
      new ListKind<>(
          "longs",
          VecShelf::longs,
          r -> (long) r.nextInt(1000),
          Function.identity(),
          Function.identity(),
          Comparator.comparing(x -> x % 100)); // ties show whether the sort is stable

  static final ListKind<String, String> TEXTS =
      new ListKind<>(
          "texts",
          VecShelf::texts,
          ListKind::text,
          Function.identity(),
          Function.identity(),
          Comparator.comparing(String::length));

  static final ListKind<Point, Point> POINTS =
      new ListKind<>(
          "points",
          VecShelf::points,
          r -> new Point(r.nextInt(50), text(r), r.nextInt(4) / 2.0),
          Function.identity(),
          Function.identity(),
          Comparator.comparing(Point::x));

  static final ListKind<Color, Color> COLORS =
      new ListKind<>(
          "colors",
          VecShelf::colors,
          r -> Color.values()[r.nextInt(3)],
          Function.identity(),
          Function.identity(),
          Comparator.naturalOrder());

  static final ListKind<Item, Plain> ITEMS =
      new ListKind<>(
          "items",
          VecShelf::items,
          r -> new Plain(text(r) + r.nextLong(), r.nextInt(50)),
          plain -> Item.of(plain.name(), plain.cents()),
          item -> new Plain(item.name(), item.cents().get()),
          Comparator.comparing(Plain::cents));

  static final ListKind<PVec<Long, VecShelf>, List<Long>> NESTED =
      new ListKind<>(
          "nested",
          VecShelf::nested,
          r -> r.longs(r.nextInt(5), 0, 3).boxed().toList(),
          PVec::of,
          List::copyOf,
          Comparator.comparing(List::size));

  /** The same elements in another list. */
  ListKind<E, V> in(String listName, Function<VecShelf, JournaledList<E, VecShelf>> other) {
    return new ListKind<>(listName, other, random, element, view, order);
  }

  private static String text(Random r) {
    return PIECES[r.nextInt(PIECES.length)] + PIECES[r.nextInt(PIECES.length)];
  }

  @Override
  public String toString() {
    return name;
  }
}
