package dev.emery.schema.walk;

import java.util.Arrays;
import java.util.List;

/** An enum. */
public final class EnumShape implements Shape {
  private final Class<?> type;
  private boolean ordered;

  EnumShape(Class<?> type) {
    this.type = type;
  }

  /** The enum class. */
  public Class<?> type() {
    return type;
  }

  /** The names of its constants as they are declared. */
  public List<String> constants() {
    return Arrays.stream(type.getEnumConstants()).map(c -> ((Enum<?>) c).name()).toList();
  }

  /** Whether a kind keeps values of it in their natural order. */
  public boolean isOrdered() {
    return ordered;
  }

  void keepOrder() {
    ordered = true;
  }
}
