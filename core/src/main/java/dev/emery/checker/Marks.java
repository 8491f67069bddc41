package dev.emery.checker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import org.jspecify.annotations.Nullable;

/** What annotations say of classes, methods and parameters. */
final class Marks {
  private static final String TX_LOCAL = "dev.emery.TxLocal";
  private static final String TX_SCOPED = "dev.emery.TxScoped";
  private static final String PERSISTENT = "dev.emery.schema.Persistent";
  private static final Set<String> SCOPES =
      Set.of(
          "dev.emery.transaction.Journal",
          "dev.emery.transaction.ReadScope",
          "dev.emery.transaction.Scope");
  private static final Set<String> OWN_PACKAGES =
      Set.of(
          "dev.emery",
          "dev.emery.cell",
          "dev.emery.collections",
          "dev.emery.medium",
          "dev.emery.pointer",
          "dev.emery.pool",
          "dev.emery.schema",
          "dev.emery.structure",
          "dev.emery.sync",
          "dev.emery.transaction");

  private final Map<TypeElement, Boolean> local = new HashMap<>();
  private final Map<TypeElement, Kind> kinds = new HashMap<>();

  /**
   * What {@code @Persistent} says of a type.
   *
   * @param roles the names of the roles of the type parameters before the brand
   */
  record Kind(boolean isPersistent, List<String> roles, boolean isShareable) {
    private static final Kind NONE = new Kind(false, List.of(), true);
  }

  /** The class of a declared type; null for other types. */
  static @Nullable TypeElement classOf(@Nullable TypeMirror type) {
    return type != null && type.getKind() == TypeKind.DECLARED
        ? (TypeElement) ((DeclaredType) type).asElement()
        : null;
  }

  /** The class of a type, or of the bound of a type variable. */
  static @Nullable TypeElement boundOf(@Nullable TypeMirror type) {
    return type instanceof TypeVariable variable
        ? classOf(variable.getUpperBound())
        : classOf(type);
  }

  /** The class that a method or field belongs to. */
  static TypeElement owner(Element member) {
    return (TypeElement) Objects.requireNonNull(member.getEnclosingElement());
  }

  static boolean isNamed(@Nullable TypeMirror type, String name) {
    TypeElement element = classOf(type);
    return element != null && element.getQualifiedName().contentEquals(name);
  }

  static String name(TypeElement element) {
    return element.getQualifiedName().toString();
  }

  /** Whether a type is a journal or a read scope. */
  static boolean isScope(@Nullable TypeMirror type) {
    TypeElement element = classOf(type);
    return element != null && SCOPES.contains(name(element));
  }

  /** Whether a type says that null is one of its values. */
  static boolean isNullable(@Nullable TypeMirror type) {
    return type != null
        && type.getAnnotationMirrors().stream()
            .anyMatch(each ->
                each.getAnnotationType().asElement().getSimpleName().contentEquals("Nullable"));
  }

  static boolean isJournal(@Nullable TypeMirror type) {
    return isNamed(type, "dev.emery.transaction.Journal");
  }

  static boolean isPool(TypeElement element) {
    return element.getQualifiedName().contentEquals("dev.emery.pool.Pool");
  }

  /** Whether a class is marked, or inherits from one that is: {@code @TxLocal}. */
  boolean isLocal(TypeElement element) {
    Boolean known = local.get(element);
    if (known == null) {
      known = isMarkedLocal(element) || inheritsLocal(element) || isInnerOf(element);
      local.put(element, known);
    }
    return known;
  }

  private boolean inheritsLocal(TypeElement element) {
    TypeElement above = classOf(element.getSuperclass());
    if (above != null && isLocal(above)) {
      return true;
    }
    for (TypeMirror each : element.getInterfaces()) {
      TypeElement other = classOf(each);
      if (other != null && isLocal(other)) {
        return true;
      }
    }
    return false;
  }

  /** An inner class has its outer instance in a field. */
  private boolean isInnerOf(TypeElement element) {
    return element.getKind() == ElementKind.CLASS
        && !element.getModifiers().contains(Modifier.STATIC)
        && element.getEnclosingElement() instanceof TypeElement outer
        && outer.getKind() == ElementKind.CLASS
        && isLocal(outer);
  }

  /** Whether a class itself is marked {@code @TxLocal}. */
  static boolean isMarkedLocal(TypeElement element) {
    return annotation(element, TX_LOCAL) != null;
  }

  Kind kind(TypeElement element) {
    Kind known = kinds.get(element);
    if (known == null) {
      known = newKind(element);
      kinds.put(element, known);
    }
    return known;
  }

  private Kind newKind(TypeElement element) {
    AnnotationMirror mark = annotation(element, PERSISTENT);
    if (mark == null) {
      TypeElement above = classOf(element.getSuperclass());
      Kind inherited = above == null ? Kind.NONE : kind(above);
      return inherited.isPersistent() && inherited.roles().isEmpty() ? inherited : Kind.NONE;
    }
    List<String> roles = new ArrayList<>();
    boolean shareable = true;
    for (var entry : mark.getElementValues().entrySet()) {
      Object value = entry.getValue().getValue();
      if (entry.getKey().getSimpleName().contentEquals("isShareable")) {
        shareable = Boolean.TRUE.equals(value);
      } else if (value instanceof List<?> several) {
        several.forEach(each -> roles.add(constant(((AnnotationValue) each).getValue())));
      } else {
        roles.add(constant(value));
      }
    }
    return new Kind(true, List.copyOf(roles), shareable);
  }

  private static String constant(Object value) {
    return value instanceof VariableElement field
        ? field.getSimpleName().toString()
        : value.toString();
  }

  boolean isPersistent(@Nullable TypeMirror type) {
    TypeElement element = classOf(type);
    return element != null && kind(element).isPersistent();
  }

  /** The brand of a persistent type: its last type argument; null where it has none. */
  static @Nullable TypeMirror brand(TypeMirror type) {
    List<? extends TypeMirror> arguments = ((DeclaredType) type).getTypeArguments();
    return arguments.isEmpty() ? null : arguments.getLast();
  }

  /** Whether a parameter takes a function that is called at once and kept nowhere. */
  static boolean isScoped(VariableElement parameter) {
    TypeElement type = classOf(parameter.asType());
    return annotation(parameter, TX_SCOPED) != null
        || type != null && annotation(type, TX_SCOPED) != null;
  }

  /** Whether a function is the body of a transaction or read scope. */
  static boolean isBody(@Nullable TypeMirror function) {
    TypeElement type = classOf(function);
    return type != null && annotation(type, TX_SCOPED) != null;
  }

  /** Whether a class or method belongs to Emery, which keeps what it gets no longer than it may. */
  static boolean isOwn(Element element) {
    Element each = element;
    while (each.getKind() != ElementKind.PACKAGE) {
      each = each.getEnclosingElement();
      if (each == null) {
        return false;
      }
    }
    return OWN_PACKAGES.contains(each.toString());
  }

  /** Whether a method always throws: an inherited one that changes a persistent collection. */
  static boolean isClosed(ExecutableElement method) {
    AnnotationMirror deprecated = annotation(method, "java.lang.Deprecated");
    return deprecated != null
        && isOwn(method)
        && deprecated.getElementValues().entrySet().stream()
            .anyMatch(e ->
                e.getKey().getSimpleName().contentEquals("forRemoval")
                    && Boolean.TRUE.equals(e.getValue().getValue()));
  }

  private static @Nullable AnnotationMirror annotation(Element element, String name) {
    for (AnnotationMirror each : element.getAnnotationMirrors()) {
      if (isNamed(each.getAnnotationType(), name)) {
        return each;
      }
    }
    return null;
  }
}
