package dev.emery.schema.walk;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Finds what only the whole graph of types tells: entities, recursion, and code of the user. */
final class Traits {
  private Traits() {}

  static void settle(List<RecordShape> records, List<SealedShape> unions) {
    for (boolean changed = true; changed; ) {
      changed = false;
      for (RecordShape record : records) {
        if (!record.isEntity() && Reachable.parts(record).stream().anyMatch(Shape::holdsPlaces)) {
          record.makeEntity();
          changed = true;
        }
      }
    }
    for (RecordShape record : records) {
      boolean boxed = !record.isEntity() && containsItself(record, Traits::liesInside);
      boolean pure =
          PlainConstructor.isThatOf(record.type())
              && inside(record, Traits::isLoaded).stream().allMatch(Traits::isPlain);
      record.settle(boxed, containsItself(record, Traits::isLoaded), pure);
    }
    for (SealedShape union : unions) {
      union.settle(containsItself(union, Traits::isLoaded));
    }
  }

  /** Loading a value loads all of this too; cells, pointers and collections are only tied to. */
  private static boolean isLoaded(Shape shape) {
    return !(shape instanceof KindShape);
  }

  /**
   * This has no width of its own, but that of its parts; the slot of a sealed interface has one.
   */
  private static boolean liesInside(Shape shape) {
    return shape instanceof OptionalShape
        || shape instanceof RecordShape record && !record.isEntity();
  }

  private static boolean isPlain(Shape shape) {
    return !(shape instanceof RecordShape record) || PlainConstructor.isThatOf(record.type());
  }

  /** Whether a value of a shape can contain another of the same shape. */
  private static boolean containsItself(Shape shape, Predicate<Shape> through) {
    return inside(shape, through).contains(shape);
  }

  /** What can be reached from a shape by way of such shapes; itself only if it contains itself. */
  private static Set<Shape> inside(Shape shape, Predicate<Shape> through) {
    Set<Shape> seen = new HashSet<>();
    Deque<Shape> next = new ArrayDeque<>(List.of(shape));
    while (!next.isEmpty()) {
      for (Shape part : Reachable.parts(next.removeFirst())) {
        if (through.test(part) && seen.add(part)) {
          next.addLast(part);
        }
      }
    }
    return seen;
  }
}
