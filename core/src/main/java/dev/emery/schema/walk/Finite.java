package dev.emery.schema.walk;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds records of which no value can ever be made, since each contains another one. */
final class Finite {
  private final Set<RecordShape> finite = new HashSet<>();

  Finite(List<RecordShape> records) {
    for (boolean changed = true; changed; ) {
      changed = false;
      for (RecordShape record : records) {
        changed |=
            !finite.contains(record)
                && Reachable.parts(record).stream().allMatch(this::ends)
                && finite.add(record);
      }
    }
  }

  boolean contains(RecordShape record) {
    return finite.contains(record);
  }

  private boolean ends(Shape shape) {
    return switch (shape) {
      case RecordShape record -> finite.contains(record);
      case SealedShape union -> union.variants().stream().anyMatch(finite::contains);
      case BoxShape box -> ends(box.content());
      case Scalar _, EnumShape _, OptionalShape _, KindShape _ -> true;
    };
  }
}
