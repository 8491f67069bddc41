package dev.emery.schema.description;

import dev.emery.CorruptPoolException;
import dev.emery.IncompatibleSchemaException;
import dev.emery.schema.ObjectType;
import dev.emery.schema.description.Definition.Field;
import dev.emery.schema.description.Definition.Form;
import dev.emery.schema.description.Term.Named;
import dev.emery.schema.description.Term.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of a description. Whatever the text is, it ends with a description whose
 * references lead somewhere, or with an exception; O(n).
 */
final class DescriptionReader {
  private static final int LONGEST = 1 << 24;
  private static final int DEEPEST = 64;
  private static final int LAST_NUMBER = 0xFFFF;

  private final String text;
  private final Map<Reference, Definition> definitions = new HashMap<>();
  private int at;

  private DescriptionReader(String text) {
    this.text = text;
  }

  /**
   * Reads a description.
   *
   * @throws CorruptPoolException if it is not one
   * @throws IncompatibleSchemaException if it is of another version
   */
  static Description read(String text) {
    if (text.length() > LONGEST) {
      throw new CorruptPoolException("damaged schema: chars=" + text.length());
    }
    return new DescriptionReader(text).description();
  }

  private Description description() {
    expect(Description.TITLE);
    int version = number(Integer.MAX_VALUE);
    if (version != Description.VERSION) {
      throw new IncompatibleSchemaException(
          "schema of the pool has version=%d, this Emery knows version=%d; use a newer Emery"
              .formatted(version, Description.VERSION));
    }
    expect("\nroot ");
    Reference root = reference();
    expect("\n");
    while (at < text.length()) {
      Definition definition = definition();
      expect("\n");
      if (definitions.put(definition.reference(), definition) != null) {
        throw damaged("defined twice: " + definition.reference());
      }
    }
    Description description = new Description(root, definitions);
    require(root, Form.ENTITY, root);
    definitions.values().forEach(this::requireReferences);
    return description;
  }

  private Definition definition() {
    Reference reference = reference();
    expect(" ");
    String word = word();
    for (Form form : Form.values()) {
      if (form.text().equals(word) && form != Form.KIND && skip(" ")) {
        return form == Form.BOX
            ? complete(reference, form, "", List.of(new Field("", 0, term(0))))
            : complete(reference, form, word(), namedFields(form));
      }
    }
    return complete(
        reference,
        Form.KIND,
        word,
        arguments(0).stream().map(term -> new Field("", 0, term)).toList());
  }

  private Definition complete(Reference reference, Form form, String label, List<Field> fields) {
    if (reference.object() != form.isObject()) {
      throw damaged("number of another sort");
    }
    return new Definition(reference, form, label, fields, false);
  }

  private List<Field> namedFields(Form form) {
    List<Field> fields = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Set<Integer> numbers = new HashSet<>();
    expect("(");
    while (!skip(")")) {
      if (!fields.isEmpty()) {
        expect(", ");
      }
      Field field = namedField(form);
      fields.add(field);
      if (!names.add(field.name()) || form.isDictionary() && !numbers.add(field.number())) {
        throw damaged("defined twice: " + field.name());
      }
    }
    if (numbers.stream().anyMatch(number -> number < 1 || number > fields.size())) {
      throw damaged("numbers with gaps");
    }
    return List.copyOf(fields);
  }

  private Field namedField(Form form) {
    String name = word();
    int number = 0;
    if (form.isDictionary()) {
      expect("=");
      number = number(LAST_NUMBER);
    }
    if (form == Form.ENUM) {
      return new Field(name, number, null);
    }
    expect(": ");
    return new Field(name, number, term(0));
  }

  private Term term(int depth) {
    if (depth > DEEPEST) {
      throw damaged("nested too deep");
    }
    if (peek('#') || peek('@')) {
      return reference();
    }
    return new Named(word(), arguments(depth));
  }

  private List<Term> arguments(int depth) {
    List<Term> terms = new ArrayList<>();
    if (skip("<")) {
      do {
        terms.add(term(depth + 1));
      } while (skip(", "));
      expect(">");
    }
    return List.copyOf(terms);
  }

  private Reference reference() {
    boolean object = peek('#');
    if (!object && !peek('@')) {
      throw damaged("a number is missing");
    }
    at++;
    int number = number(LAST_NUMBER);
    if (number < (object ? ObjectType.FIRST_TAG : 1)) {
      throw damaged("number out of range");
    }
    return new Reference(object, number);
  }

  // ---- what is referred to

  private void requireReferences(Definition definition) {
    for (Field field : definition.fields()) {
      if (definition.form() == Form.SEALED && !(field.type() instanceof Reference)) {
        throw damaged("variant is not a record: " + definition.label());
      }
      requireReferences(definition.reference(), field.type());
    }
  }

  private void requireReferences(Reference from, @Nullable Term term) {
    switch (term) {
      case Reference reference -> {
        if (!definitions.containsKey(reference)) {
          throw damaged(from + " refers to " + reference + ", which is not defined");
        }
      }
      case Named named -> named.arguments().forEach(t -> requireReferences(from, t));
      case null -> {}
    }
  }

  private void require(Reference reference, Form form, Reference from) {
    Definition definition = definitions.get(reference);
    if (definition == null || definition.form() != form) {
      throw damaged(from + " is not defined as " + form.text());
    }
  }

  // ---- characters

  private String word() {
    int from = at;
    while (at < text.length()
        && (Character.isJavaIdentifierPart(text.charAt(at)) || text.charAt(at) == '.')) {
      at++;
    }
    if (at == from) {
      throw damaged("a name is missing");
    }
    return text.substring(from, at);
  }

  private int number(int most) {
    long number = 0;
    int from = at;
    while (at < text.length()
        && at - from < 10
        && text.charAt(at) >= '0'
        && text.charAt(at) <= '9') {
      number = number * 10 + text.charAt(at) - '0';
      at++;
    }
    if (at == from || number > most) {
      throw damaged("a number is missing or out of range");
    }
    return (int) number;
  }

  private boolean peek(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private boolean skip(String expected) {
    boolean there = text.startsWith(expected, at);
    at += there ? expected.length() : 0;
    return there;
  }

  private void expect(String expected) {
    if (!skip(expected)) {
      throw damaged("expected '" + expected.replace("\n", "\\n") + "'");
    }
  }

  private CorruptPoolException damaged(String what) {
    return new CorruptPoolException("damaged schema: " + what + ", char=" + at);
  }
}
