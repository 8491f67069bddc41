package dev.emery.schema.walk;

/** An {@code Optional}. */
public record OptionalShape(Shape content) implements Shape {
  @Override
  public boolean holdsPlaces() {
    return content.holdsPlaces();
  }

  @Override
  public boolean isPure() {
    return content.isPure();
  }
}
