package dev.emery.schema.walk;

import dev.emery.schema.Kind;
import java.util.Optional;

/**
 * What a kind demands of one of its arguments. It is judged after the walk, when it is known which
 * records are entities.
 */
record ArgumentRule(Kind.Argument argument, Shape shape, TypeTerm term, Path path) {

  void require() {
    switch (argument.role()) {
      case KEY -> requireValue();
      case ORDERED_KEY -> {
        requireValue();
        Reachable.from(shape).forEach(ArgumentRule::keepOrder);
      }
      case ORDERED -> Reachable.from(shape).forEach(ArgumentRule::keepOrder);
      case SHARED -> requireShareable();
      case VALUE, VOLATILE -> {}
    }
  }

  /** E20. */
  private void requireValue() {
    if (shape.holdsPlaces()) {
      throw path.refuse(term, "a key is a value; this holds a cell, pointer or collection");
    }
  }

  private static void keepOrder(Shape shape) {
    if (shape instanceof EnumShape constants) {
      constants.keepOrder();
    }
  }

  private void requireShareable() {
    Optional<Kind> confined =
        Reachable.from(shape).stream()
            .flatMap(s -> s instanceof KindShape k ? Optional.of(k.kind()).stream() : null)
            .filter(kind -> !kind.isShareable())
            .findFirst();
    if (confined.isPresent()) {
      throw path.refuse(
          term, "shared between threads, but it holds " + confined.get() + ", which is not");
    }
  }
}
