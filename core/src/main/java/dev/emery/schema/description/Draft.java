package dev.emery.schema.description;

import dev.emery.schema.ObjectType;
import dev.emery.schema.description.Definition.Field;
import dev.emery.schema.description.Definition.Form;
import dev.emery.schema.description.Term.Named;
import dev.emery.schema.description.Term.Reference;
import dev.emery.schema.walk.BoxShape;
import dev.emery.schema.walk.EnumShape;
import dev.emery.schema.walk.KindShape;
import dev.emery.schema.walk.OptionalShape;
import dev.emery.schema.walk.Reachable;
import dev.emery.schema.walk.RecordShape;
import dev.emery.schema.walk.Scalar;
import dev.emery.schema.walk.SealedShape;
import dev.emery.schema.walk.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Describes the types of a program, with numbers in the order in which they are found. */
final class Draft {
  private final Map<Shape, Reference> references = new LinkedHashMap<>();
  private final Description description;

  Draft(RecordShape root) {
    int objects = ObjectType.FIRST_TAG;
    int others = 1;
    for (Shape shape : Reachable.from(root)) {
      if (shape.isObject()) {
        references.put(shape, new Reference(true, objects++));
      } else if (shape instanceof EnumShape
          || shape instanceof SealedShape
          || shape instanceof RecordShape) {
        references.put(shape, new Reference(false, others++));
      }
    }
    Map<Reference, Definition> definitions = new LinkedHashMap<>();
    references.forEach(
        (shape, reference) -> definitions.put(reference, definition(shape, reference)));
    description = new Description(reference(root), definitions);
  }

  Map<Shape, Reference> references() {
    return references;
  }

  Description description() {
    return description;
  }

  private Reference reference(Shape shape) {
    return Objects.requireNonNull(references.get(shape), "not found by the walk");
  }

  private Definition definition(Shape shape, Reference reference) {
    return switch (shape) {
      case RecordShape record ->
          new Definition(
              reference,
              record.isEntity() ? Form.ENTITY : Form.VALUE,
              record.toString(),
              record.components().stream()
                  .map(c -> new Field(c.name(), 0, term(c.shape())))
                  .toList(),
              false);
      case SealedShape union ->
          new Definition(
              reference,
              Form.SEALED,
              union.toString(),
              union.variants().stream()
                  .map(v -> new Field(v.type().getSimpleName(), 0, term(v)))
                  .toList(),
              false);
      case EnumShape constants ->
          new Definition(
              reference,
              Form.ENUM,
              constants.type().getSimpleName(),
              constants.constants().stream().map(name -> new Field(name, 0, null)).toList(),
              constants.isOrdered());
      case KindShape kind -> positional(reference, Form.KIND, kind.kind().name(), kind.slots());
      case BoxShape box -> positional(reference, Form.BOX, "", List.of(box.content()));
      case Scalar _, OptionalShape _ ->
          throw new IllegalArgumentException("has no definition: " + shape);
    };
  }

  private Definition positional(
      Reference reference, Form form, String label, List<Shape> arguments) {
    return new Definition(
        reference,
        form,
        label,
        arguments.stream().map(argument -> new Field("", 0, term(argument))).toList(),
        false);
  }

  private Term term(Shape shape) {
    Reference reference = references.get(shape);
    if (reference != null) {
      return reference;
    }
    return switch (shape) {
      case Scalar scalar -> new Named(scalar.text(), List.of());
      case OptionalShape optional -> new Named("Optional", List.of(term(optional.content())));
      case KindShape kind ->
          new Named(kind.kind().name(), kind.slots().stream().map(this::term).toList());
      case BoxShape _, RecordShape _, SealedShape _, EnumShape _ ->
          throw new IllegalStateException("has a definition: " + shape);
    };
  }
}
