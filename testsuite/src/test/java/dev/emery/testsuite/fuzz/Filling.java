package dev.emery.testsuite.fuzz;

import dev.emery.collections.PTreeSet;
import dev.emery.collections.PVec;
import dev.emery.pointer.Parc;
import dev.emery.pointer.Pbox;
import dev.emery.pointer.Prc;
import dev.emery.testsuite.fuzz.Museum.Colour;
import dev.emery.testsuite.fuzz.Museum.Form;
import dev.emery.testsuite.fuzz.Museum.Link;
import dev.emery.testsuite.fuzz.Museum.Piece;
import dev.emery.transaction.Journal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What is put into a museum: the same at each call with the same numbers. */
final class Filling {
  private static final String LONG = ", a text that does not lie in the slot of a string";

  private Filling() {}

  /**
   * Adds to all structures.
   *
   * @param from the number of the first thing
   * @param to the number behind the last
   */
  static void add(Museum museum, Journal<Museum> j, int from, int to) {
    museum.number().set(j, to);
    museum.note().set(j, "note " + to + LONG);
    museum.piece().set(j, Optional.of(Piece.of("piece " + to)));
    for (int i = from; i < to; i++) {
      lists(museum.lists(), j, i);
      figures(museum.figures(), j, i);
      maps(museum.maps(), j, i);
      trees(museum.trees(), j, i);
      if (i % 8 == 0) {
        pointers(museum.pointers(), j, i);
      }
    }
  }

  private static void lists(Museum.Lists lists, Journal<Museum> j, int i) {
    lists.longs().add(j, (long) i);
    lists.texts().add(j, i % 3 == 0 ? i + LONG : "text " + i);
    lists.linked().add(j, (long) i);
    lists.queue().offer(j, (i * 7919 & 255) + (i % 2 == 0 ? LONG : ""));
    lists.bytes().append(j, ("bytes " + i).repeat(9).getBytes(StandardCharsets.UTF_8));
    lists.text().append(j, "chars " + i + ' ');
    if (i % 4 == 0) {
      lists.nested().add(j, PVec.of("a" + i, "b" + i + LONG));
      lists.deque().addLast(j, PVec.of("c" + i));
    }
    if (i % 16 == 0) {
      lists.pieces().add(j, Piece.of("piece " + i));
    }
  }

  private static void figures(Museum.Figures figures, Journal<Museum> j, int i) {
    figures.longs().add(j, i);
    figures.ints().add(j, i);
    figures.doubles().add(j, i);
    figures.counts().put(j, i, i);
    figures.names().put(j, i, "name " + i + (i % 4 == 0 ? LONG : ""));
  }

  private static void maps(Museum.Maps maps, Journal<Museum> j, int i) {
    maps.map().put(j, "key " + i + (i % 4 == 0 ? LONG : ""), (long) i);
    maps.set().add(j, "element " + i);
    maps.forms().put(j, new Form.Round(i), Colour.values()[i % 3]);
    if (i % 4 == 0) {
      maps.shelves().put(j, (long) i, PVec.of("shelf " + i));
      maps.line().put(j, "line " + i + LONG, PVec.of((long) i));
      maps.forms().put(j, new Form.Square(i, i, "square" + LONG), Colour.RED);
    }
  }

  private static void trees(Museum.Trees trees, Journal<Museum> j, int i) {
    trees.sorted().put(j, (i * 31 & 511) + " key", i % 2 == 0 ? "value " + i : i + LONG);
    trees.set().add(j, (long) i * 37 % 1009);
    trees.byLength().put(j, "x".repeat(i % 40) + i, (long) i);
    if (i % 4 == 0) {
      trees.sets().put(j, (long) i, PTreeSet.of(List.of(1L, (long) i)));
    }
  }

  private static void pointers(Museum.Pointers pointers, Journal<Museum> j, int i) {
    Prc<Link, Museum> link = Prc.of(Link.of("link " + i));
    link.get().next().set(j, pointers.shared().get());
    pointers.shared().set(j, Optional.of(link));
    pointers.weak().set(j, link.downgrade());
    pointers.all().add(j, link);
    pointers.owned().set(j, Optional.of(Pbox.of(Link.of("owned " + i))));
    Parc<Long, Museum> number = Parc.of((long) i);
    pointers.numbers().put(j, "number " + i, number);
    pointers.weakly().set(j, number.downgrade());
  }

  /** Removes something from most structures. */
  static void remove(Museum museum, Journal<Museum> j, int from, int to) {
    for (int i = from; i < to; i++) {
      long number = i;
      museum.lists().longs().remove(j, (Object) number);
      museum.lists().linked().remove(j, (Object) number);
      museum.lists().queue().poll(j);
      museum.lists().texts().removeIf(j, text -> text.equals("text " + number));
      museum.figures().counts().remove(j, number);
      museum.figures().names().remove(j, number);
      museum.maps().map().remove(j, "key " + i);
      museum.maps().shelves().remove(j, number);
      museum.maps().line().remove(j, "line " + i + LONG);
      museum.maps().set().remove(j, "element " + i);
      museum.trees().sets().remove(j, number);
      museum.trees().sorted().remove(j, (i * 31 & 511) + " key");
      museum.trees().byLength().remove(j, "x".repeat(i % 40) + i);
      museum.pointers().numbers().remove(j, "number " + i);
    }
  }

  /** Adds to some of the structures only, by a number from 0 to 5. */
  static void addTo(int part, Museum museum, Journal<Museum> j, int from, int to) {
    for (int i = from; i < to; i++) {
      switch (part) {
        case 0 -> lists(museum.lists(), j, i);
        case 1 -> figures(museum.figures(), j, i);
        case 2 -> maps(museum.maps(), j, i);
        case 3 -> trees(museum.trees(), j, i);
        case 4 -> pointers(museum.pointers(), j, i);
        default -> museum.piece().set(j, Optional.of(Piece.of("piece " + i)));
      }
    }
  }

  /** Takes everything out of some of the structures. */
  static void empty(int part, Museum museum, Journal<Museum> j) {
    switch (part) {
      case 0 -> {
        museum.lists().texts().clear(j);
        museum.lists().nested().clear(j);
        museum.lists().pieces().clear(j);
        museum.lists().deque().clear(j);
        museum.lists().linked().clear(j);
        museum.lists().queue().clear(j);
        museum.lists().bytes().clear(j);
        museum.lists().text().clear(j);
      }
      case 1 -> {
        museum.figures().longs().clear(j);
        museum.figures().counts().clear(j);
        museum.figures().names().clear(j);
      }
      case 2 -> {
        museum.maps().map().clear(j);
        museum.maps().shelves().clear(j);
        museum.maps().line().clear(j);
      }
      case 3 -> {
        museum.trees().sorted().clear(j);
        museum.trees().sets().clear(j);
        museum.trees().byLength().clear(j);
      }
      case 4 -> {
        museum.pointers().owned().set(j, Optional.empty());
        museum.pointers().shared().set(j, Optional.empty());
        museum.pointers().all().clear(j);
        museum.pointers().numbers().clear(j);
      }
      default -> museum.piece().set(j, Optional.empty());
    }
  }
}
