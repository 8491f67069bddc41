package dev.emery.schema.walk;

import java.util.List;

/** A record: a value, or an entity where it holds places. */
public final class RecordShape implements Shape {
  private final Class<?> type;
  private List<Component> components = List.of();
  private boolean entity;
  private boolean boxed;
  private boolean recursive;
  private boolean pure;

  /**
   * A component of a record.
   *
   * @param type the erased type, for the field and the constructor
   */
  public record Component(String name, Class<?> type, Shape shape) {}

  RecordShape(Class<?> type) {
    this.type = type;
  }

  void complete(List<Component> all) {
    components = List.copyOf(all);
  }

  void makeEntity() {
    entity = true;
  }

  void settle(boolean isBoxed, boolean isRecursive, boolean isPure) {
    boxed = isBoxed;
    recursive = isRecursive;
    pure = isPure;
  }

  /** The record class. */
  public Class<?> type() {
    return type;
  }

  /** The components as they are declared. */
  public List<Component> components() {
    return components;
  }

  /** Whether it has a block of its own. */
  public boolean isEntity() {
    return entity;
  }

  /** Whether it is a value that contains itself, so that every one is boxed. */
  public boolean isBoxed() {
    return boxed;
  }

  /** Whether loading one may load another of the same type. */
  public boolean isRecursive() {
    return recursive;
  }

  @Override
  public boolean isObject() {
    return entity;
  }

  @Override
  public boolean holdsPlaces() {
    return entity;
  }

  @Override
  public boolean isPure() {
    return pure;
  }

  @Override
  public String toString() {
    return type.getSimpleName();
  }
}
