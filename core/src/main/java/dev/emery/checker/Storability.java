package dev.emery.checker;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import org.jspecify.annotations.Nullable;

/**
 * Walks a type as the schema does when a pool is opened, and finds what cannot be stored. The walk
 * ends at records whose source is being compiled as well and which are checked there.
 */
final class Storability {
  private static final Set<String> SCALARS =
      Set.of(
          "java.lang.Boolean",
          "java.lang.Byte",
          "java.lang.Short",
          "java.lang.Character",
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.Float",
          "java.lang.Double",
          "java.lang.String");

  private final Confinement confinement;
  private final Source source;
  private final BiConsumer<Rule, String> problems;
  private final Set<String> seen = new HashSet<>();
  private @Nullable Storability brandsOnly;

  Storability(Confinement confinement, Source source, BiConsumer<Rule, String> problems) {
    this.confinement = confinement;
    this.source = source;
    this.problems = problems;
  }

  private Marks marks() {
    return confinement.marks();
  }

  /** Requires that a type can be stored in pools of a brand; null where the brand is not known. */
  void require(@Nullable TypeMirror type, @Nullable TypeMirror brand, String path) {
    if (type == null || type.getKind().isPrimitive()) {
      return;
    }
    switch (type) {
      case WildcardType _, TypeVariable _, IntersectionType _ -> {
        // judged where somebody says what it is
      }
      case DeclaredType declared when type.getKind() == TypeKind.DECLARED ->
          requireDeclared(declared, brand, path);
      default -> {
        if (type.getKind() == TypeKind.ARRAY) {
          refuse(type, path);
        }
      }
    }
  }

  private void refuse(TypeMirror type, String path) {
    problems.accept(
        Rule.PSAFE,
        path
            + " is a "
            + Text.of(type)
            + ", which cannot be stored; use numbers, String, enums, "
            + "Optional, records, or Emery's own types");
  }

  private void requireDeclared(DeclaredType type, @Nullable TypeMirror brand, String path) {
    TypeElement element = (TypeElement) type.asElement();
    String name = Marks.name(element);
    if (SCALARS.contains(name) || element.getKind() == ElementKind.ENUM) {
      return;
    }
    if (!seen.add(type + " " + brand)) {
      return;
    }
    if (name.equals("java.util.Optional")) {
      type.getTypeArguments().forEach(each -> require(each, brand, path + ".value"));
    } else if (marks().kind(element).isPersistent()) {
      requirePersistent(type, brand, path);
    } else if (element.getKind() == ElementKind.RECORD) {
      requireRecord(type, element, brand, path);
    } else if (element.getKind() == ElementKind.INTERFACE
        && element.getModifiers().contains(Modifier.SEALED)) {
      requireSealed(element, brand, path);
    } else {
      refuse(type, path);
    }
  }

  /** Requires that a persistent type is of a brand, and that its own arguments are right. */
  void requirePersistent(DeclaredType type, @Nullable TypeMirror brand, String path) {
    TypeMirror own = Marks.brand(type);
    if (own == null) {
      return; // raw
    }
    if (brand != null && isKnown(own) && isKnown(brand) && !isSame(own, brand)) {
      problems.accept(
          Rule.POOL,
          path
              + " belongs to pools of "
              + Text.of(own)
              + ", what it is in to pools of "
              + Text.of(brand)
              + "; keep an id or a copy of it instead");
    }
    List<String> roles = marks().kind((TypeElement) type.asElement()).roles();
    for (int i = 0; i < roles.size() && i < type.getTypeArguments().size() - 1; i++) {
      requireArgument(roles.get(i), type.getTypeArguments().get(i), own, path);
    }
  }

  private boolean isSame(TypeMirror one, TypeMirror other) {
    return confinement.types().isSameType(one, other);
  }

  /** Whether a brand names a pool: a root record, or the type variable of one. */
  private static boolean isKnown(TypeMirror brand) {
    TypeElement element = Marks.classOf(brand);
    return brand instanceof TypeVariable
        || element != null && element.getKind() == ElementKind.RECORD;
  }

  private void requireArgument(String role, TypeMirror argument, TypeMirror brand, String path) {
    if (argument instanceof WildcardType) {
      return; // what this is a view of was judged where it was made
    }
    if (role.equals("VOLATILE")) {
      requireVolatile(argument, path);
      return;
    }
    require(argument, brand, path + "." + (role.endsWith("KEY") ? "key" : "value"));
    if (role.equals("SHARED")) {
      new Parts(confinement)
          .first(argument, e -> !marks().kind(e).isShareable())
          .ifPresent(confined ->
              problems.accept(
                  Rule.PSEND,
                  path
                      + " is shared between threads, but "
                      + Text.of(argument)
                      + " holds a "
                      + confined.getSimpleName()
                      + ", which is not; use PMutex, PLong or Parc"));
    }
    if (role.endsWith("KEY")) {
      new Parts(confinement)
          .first(argument, e -> marks().kind(e).isPersistent())
          .ifPresent(part ->
              problems.accept(
                  Rule.PSAFE,
                  path
                      + " has keys of "
                      + Text.of(argument)
                      + ", which holds a "
                      + part.getSimpleName()
                      + "; a key is a value that cannot change"));
    }
  }

  private void requireVolatile(TypeMirror type, String path) {
    boolean pointer =
        confinement.isConfined(type)
            || new Parts(confinement).first(type, marks()::isLocal).isPresent();
    if (pointer) {
      problems.accept(
          Rule.VSAFE,
          path
              + " would keep a "
              + Text.of(type)
              + " that the pool does not count; hold a VWeak "
              + "(demote()) in it, or use a PCell");
    }
  }

  private void requireRecord(
      DeclaredType type, TypeElement element, @Nullable TypeMirror brand, String path) {
    boolean checkedThere =
        source.isCompiled(element) && confinement.isEntity(type) && !confinement.isService(element);
    Storability rest = checkedThere ? brandsOnly() : this;
    for (RecordComponentElement each : element.getRecordComponents()) {
      TypeMirror component =
          ((ExecutableType) confinement.types().asMemberOf(type, each.getAccessor()))
              .getReturnType();
      rest.require(component, brand, path + "." + each.getSimpleName());
    }
  }

  /** This walk, for what is reported elsewhere but its brand. */
  private Storability brandsOnly() {
    Storability known = brandsOnly;
    if (known == null) {
      known =
          new Storability(
              confinement,
              source,
              (rule, message) -> {
                if (rule == Rule.POOL) {
                  problems.accept(rule, message);
                }
              });
      known.brandsOnly = known;
      brandsOnly = known;
    }
    return known;
  }

  private void requireSealed(TypeElement element, @Nullable TypeMirror brand, String path) {
    for (TypeMirror each : element.getPermittedSubclasses()) {
      Element variant = ((DeclaredType) each).asElement();
      if (variant.getKind() == ElementKind.RECORD || variant.getKind() == ElementKind.INTERFACE) {
        require(each, brand, path + "." + variant.getSimpleName());
      } else {
        problems.accept(
            Rule.PSAFE,
            path
                + " may be a "
                + variant.getSimpleName()
                + ", which cannot be stored; only records implement a sealed interface");
      }
    }
  }
}
