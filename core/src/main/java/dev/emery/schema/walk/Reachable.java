package dev.emery.schema.walk;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The shapes that a shape consists of, itself included. */
public final class Reachable {
  private Reachable() {}

  /** All shapes that can be reached, the nearest first. */
  public static Set<Shape> from(Shape start) {
    Set<Shape> seen = new LinkedHashSet<>(List.of(start));
    Deque<Shape> next = new ArrayDeque<>(seen);
    while (!next.isEmpty()) {
      for (Shape part : parts(next.removeFirst())) {
        if (seen.add(part)) {
          next.addLast(part);
        }
      }
    }
    return seen;
  }

  /** The shapes that a shape names, in the order of its description. */
  public static List<? extends Shape> parts(Shape shape) {
    return switch (shape) {
      case Scalar _, EnumShape _ -> List.of();
      case OptionalShape optional -> List.of(optional.content());
      case BoxShape box -> List.of(box.content());
      case KindShape kind -> kind.slots();
      case SealedShape union -> union.variants();
      case RecordShape record ->
          record.components().stream().map(RecordShape.Component::shape).toList();
    };
  }
}
