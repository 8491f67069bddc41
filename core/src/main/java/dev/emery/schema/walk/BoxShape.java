package dev.emery.schema.walk;

/**
 * An object that is one slot and nothing else: a cell as an argument of another kind, or a value
 * behind a pointer.
 */
public record BoxShape(Shape content) implements Shape {
  @Override
  public boolean isObject() {
    return true;
  }

  @Override
  public boolean holdsPlaces() {
    return true;
  }

  @Override
  public boolean isPure() {
    return content.isPure();
  }
}
