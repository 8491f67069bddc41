package dev.emery.schema.description;

import dev.emery.CorruptPoolException;
import dev.emery.IncompatibleSchemaException;
import dev.emery.NotPersistentSafeException;
import dev.emery.schema.ObjectType;
import dev.emery.schema.description.Definition.Field;
import dev.emery.schema.description.Definition.Form;
import dev.emery.schema.description.Term.Reference;
import dev.emery.schema.record.TypeCodecs;
import dev.emery.schema.walk.RecordShape;
import dev.emery.schema.walk.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that one pool gives to the types of a program: tags of objects, and dictionaries of
 * enum constants and variants. What the pool's description has keeps its number; what is new gets
 * the next.
 */
public final class Numbering implements TypeCodecs.Numbers {
  private final Map<Shape, Reference> drafts;
  private final Map<Reference, Reference> numbers = new HashMap<>();
  private final Description description;

  private Numbering(Map<Shape, Reference> drafts, Description draft, @Nullable Description stored) {
    this.drafts = drafts;
    Map<Reference, Reference> known = stored == null ? Map.of() : matched(stored, draft).storedOf();
    numbers.putAll(known);
    number(draft, stored);
    Map<Reference, Definition> definitions = new HashMap<>();
    for (Definition definition : draft.definitions().values()) {
      Reference old = known.get(definition.reference());
      Definition renumbered = renumber(definition, old == null ? null : get(stored, old));
      definitions.put(renumbered.reference(), renumbered);
    }
    this.description = new Description(renumber(draft.root()), definitions);
  }

  /**
   * Numbers the types of a program.
   *
   * @param stored the description in the pool, or null where the pool is new
   * @throws IncompatibleSchemaException if the pool holds other types, with a line per difference
   * @throws CorruptPoolException if the description is damaged
   */
  public static Numbering of(RecordShape root, @Nullable String stored) {
    Draft draft = new Draft(root);
    return new Numbering(
        draft.references(),
        draft.description(),
        stored == null ? null : DescriptionReader.read(stored));
  }

  private static Comparison matched(Description stored, Description draft) {
    Comparison comparison = new Comparison(stored, draft);
    if (!comparison.differences().isEmpty()) {
      throw new IncompatibleSchemaException(
          "pool holds other types than record %s:\n  %s"
              .formatted(draft.show(draft.root()), String.join("\n  ", comparison.differences())));
    }
    return comparison;
  }

  private static @Nullable Definition get(@Nullable Description stored, Reference reference) {
    return stored == null ? null : stored.get(reference);
  }

  /** Gives each definition that the pool does not have the next free number of its sort. */
  private void number(Description draft, @Nullable Description stored) {
    Set<Reference> taken = new HashSet<>(numbers.values());
    if (stored != null) {
      taken.addAll(stored.definitions().keySet());
    }
    int[] next = {1, ObjectType.FIRST_TAG};
    for (Definition definition : draft.definitions().values()) {
      Reference reference = definition.reference();
      int sort = reference.object() ? 1 : 0;
      while (!numbers.containsKey(reference)) {
        Reference candidate = new Reference(reference.object(), next[sort]++);
        if (candidate.number() > ObjectType.LAST_TAG) {
          throw new NotPersistentSafeException(
              "too many types for one pool: " + draft.definitions().size());
        }
        if (taken.add(candidate)) {
          numbers.put(reference, candidate);
        }
      }
    }
  }

  private Definition renumber(Definition draft, @Nullable Definition stored) {
    List<Field> fields = new ArrayList<>();
    int next = stored == null ? 1 : stored.fields().size() + 1;
    for (Field field : draft.fields()) {
      Field old = stored == null ? null : stored.field(field.name());
      int number = 0;
      if (draft.form().isDictionary()) {
        number = old == null ? next++ : old.number();
      }
      Term type = field.type() == null ? null : renumber(field.term());
      fields.add(new Field(field.name(), number, type));
    }
    return new Definition(
        renumber(draft.reference()), draft.form(), draft.label(), fields, draft.ordered());
  }

  private Term renumber(Term term) {
    return switch (term) {
      case Reference reference -> renumber(reference);
      case Term.Named named ->
          new Term.Named(named.name(), named.arguments().stream().map(this::renumber).toList());
    };
  }

  private Reference renumber(Reference draft) {
    return Objects.requireNonNull(numbers.get(draft), "numbered by now");
  }

  private Reference reference(Shape shape) {
    return renumber(Objects.requireNonNull(drafts.get(shape), "found by the walk"));
  }

  /** The text for the pool to keep. */
  public String text() {
    return description.toString();
  }

  /** How messages name a type of objects. */
  public String show(Shape object) {
    return description.show(reference(object));
  }

  @Override
  public int tag(Shape object) {
    return reference(object).number();
  }

  @Override
  public Map<String, Integer> dictionary(Shape shape) {
    Map<String, Integer> dictionary = new LinkedHashMap<>();
    Definition definition = description.get(reference(shape));
    if (definition.form() != Form.ENUM && definition.form() != Form.SEALED) {
      throw new IllegalArgumentException("no dictionary: " + shape);
    }
    definition.fields().forEach(field -> dictionary.put(field.name(), field.number()));
    return dictionary;
  }
}
