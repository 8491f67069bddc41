package dev.emery.tool.types;

import dev.emery.CorruptPoolException;
import dev.emery.schema.Kind;
import dev.emery.schema.description.Definition;
import dev.emery.schema.description.Definition.Field;
import dev.emery.schema.description.Definition.Form;
import dev.emery.schema.description.Description;
import dev.emery.schema.description.Term;
import dev.emery.schema.description.Term.Named;
import dev.emery.schema.description.Term.Reference;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** The Java types for the terms of a description, and the names of the classes to be made. */
final class TypeNames {
  /** The class that all others are nested in, which is what gives them simple names. */
  static final ClassDesc OUTER = ClassDesc.of("emery.Types");

  private static final int DEEPEST = 200;
  private static final Map<String, Scalar> SCALARS =
      Map.of(
          "boolean", new Scalar(ConstantDescs.CD_boolean, ConstantDescs.CD_Boolean),
          "byte", new Scalar(ConstantDescs.CD_byte, ConstantDescs.CD_Byte),
          "short", new Scalar(ConstantDescs.CD_short, ConstantDescs.CD_Short),
          "char", new Scalar(ConstantDescs.CD_char, ConstantDescs.CD_Character),
          "int", new Scalar(ConstantDescs.CD_int, ConstantDescs.CD_Integer),
          "long", new Scalar(ConstantDescs.CD_long, ConstantDescs.CD_Long),
          "float", new Scalar(ConstantDescs.CD_float, ConstantDescs.CD_Float),
          "double", new Scalar(ConstantDescs.CD_double, ConstantDescs.CD_Double),
          "String", new Scalar(ConstantDescs.CD_String, ConstantDescs.CD_String));

  /** Names of methods that every object has: no record has a component of such a name. */
  private static final Set<String> TAKEN =
      Set.of(
          "clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait");

  private record Scalar(ClassDesc plain, ClassDesc boxed) {}

  private final Description description;
  private final Map<String, Kind> kinds = new HashMap<>();
  private final Map<Reference, String> variants = new HashMap<>();

  TypeNames(Description description) {
    this.description = description;
    ServiceLoader.load(Kind.class, Kind.class.getClassLoader())
        .forEach(kind -> kinds.put(kind.name(), kind));
    for (Definition union : description.definitions().values()) {
      if (union.form() == Form.SEALED) {
        union.fields().forEach(field -> variants.put(reference(field), field.name()));
      }
    }
  }

  private static Reference reference(Field variant) {
    if (variant.term() instanceof Reference reference) {
      return reference;
    }
    throw damaged("variant is not a record: " + variant.name());
  }

  /** The class of a record, sealed interface or enum. */
  ClassDesc classOf(Reference reference) {
    return OUTER.nested((reference.object() ? "Object" : "Value") + reference.number());
  }

  /** The name of a class in the program that made the pool, as far as it counts. */
  String simpleName(Definition definition) {
    String label = definition.label();
    String name =
        variants.getOrDefault(definition.reference(), label.substring(label.lastIndexOf('.') + 1));
    return requireName(name);
  }

  /** The sealed interfaces that a record is a variant of. */
  List<ClassDesc> unionsOf(Definition variant) {
    return description.definitions().values().stream()
        .filter(union -> union.form() == Form.SEALED)
        .filter(union -> variantsOf(union).contains(variant.reference()))
        .map(union -> classOf(union.reference()))
        .toList();
  }

  List<Reference> variantsOf(Definition union) {
    return union.fields().stream().map(TypeNames::reference).toList();
  }

  static String requireName(String name) {
    if (!SourceVersion.isName(name) || name.indexOf('.') >= 0 || TAKEN.contains(name)) {
      throw damaged("not a name: " + name);
    }
    return name;
  }

  static CorruptPoolException damaged(String what) {
    return new CorruptPoolException("damaged schema: " + what);
  }

  /** The type of a record's component. */
  JavaType component(Term term) {
    return type(term, false, 0);
  }

  private JavaType type(Term term, boolean boxed, int depth) {
    if (depth > DEEPEST) {
      throw damaged("type contains itself");
    }
    return switch (term) {
      case Named named -> named(named, boxed, depth);
      case Reference reference -> {
        Definition definition = description.get(reference);
        yield switch (definition.form()) {
          case BOX -> type(definition.terms().getFirst(), boxed, depth + 1);
          case KIND -> kind(definition.label(), definition.terms(), depth);
          case ENTITY, VALUE, SEALED, ENUM -> JavaType.of(classOf(reference));
        };
      }
    };
  }

  private JavaType named(Named named, boolean boxed, int depth) {
    Scalar scalar = SCALARS.get(named.name());
    if (scalar != null) {
      return JavaType.of(boxed ? scalar.boxed() : scalar.plain());
    }
    if (named.name().equals("Optional") && named.arguments().size() == 1) {
      return JavaType.of(
          desc(Optional.class), List.of(type(named.arguments().getFirst(), true, depth + 1)));
    }
    return kind(named.name(), named.arguments(), depth);
  }

  private JavaType kind(String name, List<Term> terms, int depth) {
    Kind kind = kinds.get(name);
    if (kind == null) {
      throw new UnknownKindException(name);
    }
    Iterator<Term> next = terms.iterator();
    List<JavaType> arguments = new ArrayList<>();
    for (Kind.Argument argument : kind.arguments()) {
      if (argument.role() == Kind.Role.VOLATILE) {
        arguments.add(JavaType.of(ConstantDescs.CD_Object));
      } else if (next.hasNext()) {
        arguments.add(type(next.next(), true, depth + 1));
      } else {
        throw damaged("too few arguments of " + name);
      }
    }
    if (next.hasNext()) {
      throw damaged("too many arguments of " + name);
    }
    arguments.add(JavaType.of(classOf(description.root())));
    return JavaType.of(desc(kind.type()), arguments);
  }

  static ClassDesc desc(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }
}
