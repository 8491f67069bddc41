package dev.emery.schema.description;

import dev.emery.schema.description.Definition.Field;
import dev.emery.schema.description.Definition.Form;
import dev.emery.schema.description.Term.Named;
import dev.emery.schema.description.Term.Reference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds which types of a program are which of a pool, going from the root along the components of
 * both, and where they differ.
 *
 * <p>Added and reordered enum constants and added variants are no difference (E35).
 */
final class Comparison {
  private static final int MOST_LINES = 100;

  private final Description stored;
  private final Description current;
  private final Map<Reference, Reference> storedOf = new HashMap<>();
  private final Map<Reference, Reference> currentOf = new HashMap<>();
  private final Set<Pair> seen = new HashSet<>();
  private final Deque<Pair> open = new ArrayDeque<>();
  private final List<String> differences = new ArrayList<>();

  private record Pair(Reference stored, Reference current) {}

  Comparison(Description stored, Description current) {
    this.stored = stored;
    this.current = current;
    match(stored.root(), current.root());
    while (!open.isEmpty() && differences.size() < MOST_LINES) {
      Pair pair = open.removeFirst();
      compare(stored.get(pair.stored()), current.get(pair.current()));
    }
  }

  /** One line for each difference. */
  List<String> differences() {
    return differences;
  }

  /** The definition of the pool for each of the program that has one. */
  Map<Reference, Reference> storedOf() {
    return storedOf;
  }

  private void compare(Definition was, Definition now) {
    switch (was.form()) {
      case ENUM -> compareConstants(was, now);
      case SEALED -> compareVariants(was, now);
      case ENTITY, VALUE -> compareComponents(was, now);
      case BOX, KIND -> {} // their terms have been matched
    }
  }

  private void compareComponents(Definition was, Definition now) {
    int before = differences.size();
    for (Field field : now.fields()) {
      Field old = was.field(field.name());
      if (old == null) {
        differences.add(now.label() + "." + field.name() + ": was not there");
      } else {
        compare(now.label() + "." + field.name(), old.term(), field.term());
      }
    }
    for (Field old : was.fields()) {
      if (now.field(old.name()) == null) {
        differences.add(
            "%s.%s: was %s, now missing"
                .formatted(now.label(), old.name(), stored.show(old.term())));
      }
    }
    List<String> oldNames = was.fields().stream().map(Field::name).toList();
    List<String> names = now.fields().stream().map(Field::name).toList();
    if (differences.size() == before && !oldNames.equals(names)) {
      differences.add(
          "%s: components were %s, now %s"
              .formatted(now.label(), String.join(", ", oldNames), String.join(", ", names)));
    }
  }

  private void compareConstants(Definition was, Definition now) {
    List<String> names = now.fields().stream().map(Field::name).toList();
    List<String> oldNames = was.fields().stream().map(Field::name).toList();
    for (String old : oldNames) {
      if (!names.contains(old)) {
        differences.add(now.label() + "." + old + ": was there, now missing");
      }
    }
    List<String> kept = names.stream().filter(oldNames::contains).toList();
    if (now.ordered() && kept.size() == oldNames.size() && !kept.equals(oldNames)) {
      differences.add(
          "%s: order was %s, now %s, and a sorted collection depends on it"
              .formatted(now.label(), String.join(", ", oldNames), String.join(", ", kept)));
    }
  }

  private void compareVariants(Definition was, Definition now) {
    for (Field old : was.fields()) {
      Field field = now.field(old.name());
      if (field == null) {
        differences.add(now.label() + "." + old.name() + ": was there, now missing");
      } else {
        compare(now.label() + "." + old.name(), old.term(), field.term());
      }
    }
  }

  private void compare(String where, Term was, Term now) {
    if (match(was, now)) {
      return;
    }
    String shown = stored.show(was);
    String showsNow = current.show(now);
    if (shown.equals(showsNow)) {
      shown = stored.showForms(was);
      showsNow = current.showForms(now);
    }
    String another = shown.equals(showsNow) ? ", another type of that name" : "";
    differences.add("%s: was %s, now %s%s".formatted(where, shown, showsNow, another));
  }

  /** Whether two types are the same as far as their parts without a name of their own go. */
  private boolean match(Term was, Term now) {
    return switch (now) {
      case Named named ->
          was instanceof Named old
              && old.name().equals(named.name())
              && match(old.arguments(), named.arguments());
      case Reference reference -> was instanceof Reference old && match(old, reference);
    };
  }

  private boolean match(List<Term> was, List<Term> now) {
    boolean same = was.size() == now.size();
    for (int i = 0; same && i < now.size(); i++) {
      same = match(was.get(i), now.get(i));
    }
    return same;
  }

  private boolean match(Reference was, Reference now) {
    Definition old = stored.get(was);
    Definition definition = current.get(now);
    if (old.form() != definition.form()) {
      return false;
    }
    Pair pair = new Pair(was, now);
    if (seen.contains(pair)) {
      return true;
    }
    seen.add(pair); // also ends the circle of a damaged description
    boolean same =
        !definition.form().isPositional()
            || old.label().equals(definition.label()) && match(old.terms(), definition.terms());
    if (same && pairUp(pair, definition.form())) {
      open.addLast(pair);
      return true;
    }
    seen.remove(pair);
    return false;
  }

  /** Tags and dictionaries belong to one type each; equal values may be of several. */
  private boolean pairUp(Pair pair, Form form) {
    boolean free = !storedOf.containsKey(pair.current()) && !currentOf.containsKey(pair.stored());
    if (free) {
      storedOf.put(pair.current(), pair.stored());
      currentOf.put(pair.stored(), pair.current());
    }
    return free || form == Form.VALUE;
  }
}
