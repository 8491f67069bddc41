package dev.emery.schema.walk;

/**
 * A persistent type as the walk found it: type variables are replaced, and every part is
 * persistent-safe. Shapes of one type are equal.
 */
public sealed interface Shape
    permits Scalar, EnumShape, OptionalShape, BoxShape, KindShape, RecordShape, SealedShape {

  /** Whether a slot of it is an owning reference to an object with a tag. */
  default boolean isObject() {
    return false;
  }

  /**
   * Whether a value of it holds, not by way of a cell or collection, something with a place: a
   * cell, a pointer, a collection or an entity. A record that does is an entity.
   */
  default boolean holdsPlaces() {
    return false;
  }

  /** Whether loading a value of it calls no code of the user. */
  default boolean isPure() {
    return true;
  }
}
