package dev.emery.schema.description;

import dev.emery.schema.description.Term.Reference;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One line of a description: a type with parts.
 *
 * @param reference what other lines call it
 * @param form what it is
 * @param label the name in messages; only that of a kind says what the type is
 * @param fields its parts, in their order
 * @param ordered whether the order of constants may not change; not in the text
 */
public record Definition(
    Reference reference, Form form, String label, List<Field> fields, boolean ordered) {

  /** What a definition is of. */
  public enum Form {
    /** A record with a block of its own. */
    ENTITY,
    /** A record inside of what holds it. */
    VALUE,
    /** A sealed interface of records. */
    SEALED,
    /** An enum. */
    ENUM,
    /** An object of one slot. */
    BOX,
    /** A collection. */
    KIND;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    boolean isObject() {
      return this == ENTITY || this == BOX || this == KIND;
    }

    /** Whether its fields have numbers, which pools store. */
    boolean isDictionary() {
      return this == SEALED || this == ENUM;
    }

    /** Whether its fields have no names. */
    boolean isPositional() {
      return this == BOX || this == KIND;
    }
  }

  /**
   * A component, constant, variant or argument.
   *
   * @param name empty for an argument
   * @param number its number in a dictionary, else 0
   * @param type null for a constant
   */
  public record Field(String name, int number, @Nullable Term type) {
    /** The type of what has one. */
    public Term term() {
      if (type == null) {
        throw new IllegalStateException("a constant has no type");
      }
      return type;
    }

    @Override
    public String toString() {
      return name
          + (number == 0 ? "" : "=" + number)
          + (name.isEmpty() || type == null ? "" : ": ")
          + (type == null ? "" : type);
    }
  }

  @Nullable Field field(String name) {
    for (Field field : fields) {
      if (field.name().equals(name)) {
        return field;
      }
    }
    return null;
  }

  /** The types of the parts. */
  public List<Term> terms() {
    return fields.stream().map(Field::term).toList();
  }

  @Override
  public String toString() {
    String parts = fields.stream().map(Field::toString).collect(Collectors.joining(", "));
    return switch (form) {
      case KIND -> reference + " " + label + (parts.isEmpty() ? "" : "<" + parts + ">");
      case BOX -> reference + " box " + parts;
      case ENTITY, VALUE, SEALED, ENUM ->
          reference + " " + form.text() + " " + label + "(" + parts + ")";
    };
  }
}
