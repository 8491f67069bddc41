package dev.emery.schema.description;

import java.util.List;
import java.util.stream.Collectors;

/** A type as the description of a schema writes it. */
public sealed interface Term {

  /**
   * A scalar, {@code Optional}, cell or pointer.
   *
   * @param name of a scalar, or of a kind
   * @param arguments its type arguments but the brand, and but those that stay on the Java heap
   */
  record Named(String name, List<Term> arguments) implements Term {
    @Override
    public String toString() {
      return arguments.isEmpty()
          ? name
          : arguments.stream()
              .map(Term::toString)
              .collect(Collectors.joining(", ", name + "<", ">"));
    }
  }

  /**
   * A type with a definition of its own.
   *
   * @param number tells it from others of its sort
   * @param object whether it is the definition of an object, whose number is its tag
   */
  record Reference(boolean object, int number) implements Term {
    @Override
    public String toString() {
      return (object ? "#" : "@") + number;
    }
  }
}
