package dev.emery.schema.description;

import dev.emery.schema.description.Term.Named;
import dev.emery.schema.description.Term.Reference;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The types of a pool, as a text of one line for each that is kept in the pool. It is nominal in
 * the names of components and structural in types (E35); labels are for the reader, and no class is
 * ever looked up by one.
 *
 * <pre>
 * emery schema 1
 * root #16
 * #16 entity Bank(accounts: #17, audit: #19)
 * #17 PHashMap&lt;String, #18&gt;
 * #18 entity Account(owner: String, cents: PLong, color: @1)
 * #19 PVec&lt;String&gt;
 * &#64;1 enum Color(RED=1, GREEN=2)
 * &#64;2 sealed Shape(Circle=1: @3, Group=2: #20)
 * </pre>
 *
 * <p>The number behind {@code #} is the tag of the object's blocks, that behind {@code @} has no
 * meaning outside the text.
 *
 * @param root the root record
 * @param definitions all types that have a line
 */
public record Description(Reference root, Map<Reference, Definition> definitions) {
  /** The version of the text, for schema evolution to come. */
  static final int VERSION = 1;

  static final String TITLE = "emery schema ";

  private static final int DEEPEST_SHOWN = 6;

  /**
   * Reads a description, whatever the text is, in time and memory proportional to it.
   *
   * @throws dev.emery.CorruptPoolException if it is not one
   * @throws dev.emery.IncompatibleSchemaException if it is of another version
   */
  public static Description read(String text) {
    return DescriptionReader.read(text);
  }

  /** The definition of a type that this description refers to. */
  public Definition get(Reference reference) {
    Definition definition = definitions.get(reference);
    if (definition == null) {
      throw new IllegalStateException("no definition of " + reference);
    }
    return definition;
  }

  /** A type as messages name it. */
  String show(Term term) {
    return show(term, false, 0);
  }

  /** A type as messages name it, where the names alone do not tell two apart. */
  String showForms(Term term) {
    return show(term, true, 0);
  }

  private String show(Term term, boolean forms, int depth) {
    if (depth > DEEPEST_SHOWN) {
      return "…";
    }
    return switch (term) {
      case Named named -> show(named.name(), named.arguments(), forms, depth);
      case Reference reference -> {
        Definition definition = get(reference);
        String label = definition.label();
        yield switch (definition.form()) {
          case KIND -> show(label, definition.terms(), forms, depth);
          case BOX -> show(definition.terms().getFirst(), forms, depth + 1);
          case ENTITY, VALUE, SEALED, ENUM ->
              forms ? definition.form().text() + " " + label : label;
        };
      }
    };
  }

  private String show(String name, List<Term> arguments, boolean forms, int depth) {
    return arguments.isEmpty()
        ? name
        : arguments.stream()
            .map(argument -> show(argument, forms, depth + 1))
            .collect(Collectors.joining(", ", name + "<", ">"));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(TITLE).append(VERSION).append('\n');
    text.append("root ").append(root).append('\n');
    definitions.values().stream()
        .sorted(
            Comparator.comparing((Definition d) -> !d.reference().object())
                .thenComparing(d -> d.reference().number()))
        .forEach(definition -> text.append(definition).append('\n'));
    return text.toString();
  }
}
