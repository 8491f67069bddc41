package dev.emery.schema.walk;

import dev.emery.schema.Kind;
import dev.emery.schema.Kinds;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Replaces the type variables of declared types, and refuses what has no one meaning. */
final class TypeResolver {
  private final Kinds kinds;

  TypeResolver(Kinds kinds) {
    this.kinds = kinds;
  }

  /** The declared type with its variables replaced by what {@code bound} says. */
  TypeTerm resolve(Type declared, Map<TypeVariable<?>, TypeTerm> bound, Path path) {
    return switch (declared) {
      case Class<?> type -> {
        if (type.isArray()) {
          throw path.refuse(declared.getTypeName(), "array");
        }
        if (type.getTypeParameters().length > 0) {
          throw path.refuse(declared.getTypeName(), "raw type");
        }
        yield TypeTerm.of(type);
      }
      case ParameterizedType type -> resolveParameterized(type, bound, path);
      case TypeVariable<?> variable -> {
        TypeTerm term = bound.get(variable);
        if (term == null) {
          throw path.refuse(variable, "type variable without a value");
        }
        yield term;
      }
      case GenericArrayType _ -> throw path.refuse(declared.getTypeName(), "array");
      case WildcardType _ -> throw path.refuse(declared.getTypeName(), "wildcard");
      default -> throw path.refuse(declared.getTypeName());
    };
  }

  private TypeTerm resolveParameterized(
      ParameterizedType declared, Map<TypeVariable<?>, TypeTerm> bound, Path path) {
    Class<?> type = (Class<?>) declared.getRawType();
    Kind kind = kinds.find(type);
    Type[] arguments = declared.getActualTypeArguments();
    List<TypeTerm> terms = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      Kind.Argument argument = argument(kind, i);
      if (argument != null && argument.role() == Kind.Role.VOLATILE) {
        refusePointers(arguments[i], path.then(argument.name()));
        terms.add(TypeTerm.VOLATILE);
      } else if (arguments[i] instanceof WildcardType) {
        throw path.refuse(declared.getTypeName(), "wildcard");
      } else {
        terms.add(
            resolve(arguments[i], bound, argument == null ? path : path.then(argument.name())));
      }
    }
    return new TypeTerm(type, List.copyOf(terms));
  }

  private static Kind.@Nullable Argument argument(@Nullable Kind kind, int i) {
    return kind != null && i < kind.arguments().size() ? kind.arguments().get(i) : null;
  }

  /** On the Java heap anything may be but a pointer, which would keep what it points at alive. */
  private void refusePointers(Type declared, Path path) {
    if (declared instanceof ParameterizedType parameterized) {
      Kind kind = kinds.find((Class<?>) parameterized.getRawType());
      if (kind != null && kind.form() == Kind.Form.POINTER) {
        throw path.refuse(declared.getTypeName(), "persistent pointer in a volatile place");
      }
      for (Type argument : parameterized.getActualTypeArguments()) {
        refusePointers(argument, path);
      }
    }
  }

  /**
   * Finds what the type variables of {@code subtype} are where it is a {@code term}.
   *
   * @return false where it never is
   */
  static boolean infer(Class<?> subtype, TypeTerm term, Map<TypeVariable<?>, TypeTerm> bound) {
    for (Type parent : subtype.getGenericInterfaces()) {
      if (erased(parent) == term.type()) {
        return unify(parent, term, bound);
      }
    }
    return false;
  }

  private static boolean unify(Type pattern, TypeTerm term, Map<TypeVariable<?>, TypeTerm> bound) {
    return switch (pattern) {
      case TypeVariable<?> variable -> {
        TypeTerm before = bound.putIfAbsent(variable, term);
        yield before == null || before.equals(term);
      }
      case ParameterizedType type -> {
        Type[] arguments = type.getActualTypeArguments();
        boolean same =
            type.getRawType() == term.type() && arguments.length == term.arguments().size();
        for (int i = 0; same && i < arguments.length; i++) {
          same = unify(arguments[i], term.arguments().get(i), bound);
        }
        yield same;
      }
      default -> pattern == term.type() && term.arguments().isEmpty();
    };
  }

  private static Type erased(Type type) {
    return type instanceof ParameterizedType parameterized ? parameterized.getRawType() : type;
  }
}
