package dev.emery.schema.walk;

import dev.emery.schema.Kind;
import java.util.List;

/**
 * A cell, pointer or collection with its arguments, without those that stay on the Java heap.
 *
 * @param arguments the shapes in the slots of the kind
 */
public record KindShape(Kind kind, List<Shape> arguments) implements Shape {

  /**
   * What the kind gets as arguments: a pointer leads to objects only, so the values that it is
   * given are in boxes.
   */
  public List<Shape> slots() {
    if (kind.form() != Kind.Form.POINTER) {
      return arguments;
    }
    return arguments.stream().map(shape -> shape.isObject() ? shape : new BoxShape(shape)).toList();
  }

  @Override
  public boolean isObject() {
    return kind.form() == Kind.Form.OBJECT;
  }

  @Override
  public boolean holdsPlaces() {
    return true;
  }
}
