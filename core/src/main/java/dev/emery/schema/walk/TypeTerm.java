package dev.emery.schema.walk;

import java.util.List;
import java.util.stream.Collectors;

/** A class with its type arguments, all type variables replaced. */
record TypeTerm(Class<?> type, List<TypeTerm> arguments) {
  /** Stands for an argument that stays on the Java heap. */
  static final TypeTerm VOLATILE = of(void.class);

  static TypeTerm of(Class<?> type) {
    return new TypeTerm(type, List.of());
  }

  /** How deep the arguments nest. */
  int depth() {
    return 1 + arguments.stream().mapToInt(TypeTerm::depth).max().orElse(0);
  }

  @Override
  public String toString() {
    return arguments.isEmpty()
        ? type.getTypeName()
        : arguments.stream()
            .map(TypeTerm::toString)
            .collect(Collectors.joining(", ", type.getTypeName() + "<", ">"));
  }
}
