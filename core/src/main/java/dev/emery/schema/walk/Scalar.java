package dev.emery.schema.walk;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A type whose values have no parts: a primitive, its box, or a string. */
public enum Scalar implements Shape {
  BOOLEAN("boolean"),
  BYTE("byte"),
  SHORT("short"),
  CHAR("char"),
  INT("int"),
  LONG("long"),
  FLOAT("float"),
  DOUBLE("double"),
  STRING("String");

  private static final Map<Class<?>, Scalar> BY_TYPE =
      Map.ofEntries(
          Map.entry(boolean.class, BOOLEAN),
          Map.entry(Boolean.class, BOOLEAN),
          Map.entry(byte.class, BYTE),
          Map.entry(Byte.class, BYTE),
          Map.entry(short.class, SHORT),
          Map.entry(Short.class, SHORT),
          Map.entry(char.class, CHAR),
          Map.entry(Character.class, CHAR),
          Map.entry(int.class, INT),
          Map.entry(Integer.class, INT),
          Map.entry(long.class, LONG),
          Map.entry(Long.class, LONG),
          Map.entry(float.class, FLOAT),
          Map.entry(Float.class, FLOAT),
          Map.entry(double.class, DOUBLE),
          Map.entry(Double.class, DOUBLE),
          Map.entry(String.class, STRING));

  private final String text;

  Scalar(String text) {
    this.text = text;
  }

  /** The name in the schema of a pool. A box has the name of its primitive. */
  public String text() {
    return text;
  }

  static @Nullable Scalar of(Class<?> type) {
    return BY_TYPE.get(type);
  }
}
