package dev.emery.schema.walk;

import java.util.Collection;
import java.util.List;

/** A sealed interface of records. */
public final class SealedShape implements Shape {
  private final Class<?> type;
  private List<RecordShape> variants = List.of();
  private boolean recursive;

  SealedShape(Class<?> type) {
    this.type = type;
  }

  void complete(Collection<RecordShape> all) {
    variants = List.copyOf(all);
  }

  void settle(boolean isRecursive) {
    recursive = isRecursive;
  }

  /** The sealed interface. */
  public Class<?> type() {
    return type;
  }

  /** The records, with those of nested sealed interfaces. */
  public List<RecordShape> variants() {
    return variants;
  }

  /** Whether loading one may load another of the same type. */
  public boolean isRecursive() {
    return recursive;
  }

  @Override
  public boolean holdsPlaces() {
    return variants.stream().anyMatch(RecordShape::isEntity);
  }

  @Override
  public boolean isPure() {
    return variants.stream().allMatch(RecordShape::isPure);
  }

  @Override
  public String toString() {
    return type.getSimpleName();
  }
}
