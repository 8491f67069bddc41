package dev.emery.checker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/**
 * Which types are confined to a transaction. A <em>local</em> type is marked {@code @TxLocal}, or
 * is a transparent holder of one, such as {@code Optional<Prc<…>>}. A <em>foreign</em> type is
 * another container of one, such as {@code List<Prc<…>>}: nothing says what becomes of what is in
 * it.
 */
final class Confinement {
  /** Holders that nobody can reach who does not have the holder. */
  private static final Set<String> HOLDERS =
      Set.of(
          "java.util.Optional",
          "java.util.Map.Entry",
          "java.util.AbstractMap.SimpleEntry",
          "java.util.AbstractMap.SimpleImmutableEntry",
          "java.util.Iterator",
          "java.util.ListIterator");

  /** Types that name other types and hold no values of them. */
  private static final Set<String> NAMES = Set.of("java.lang.Class", "dev.emery.pool.Pool");

  private static final Set<String> OBJECT_METHODS = Set.of("equals", "hashCode", "toString");

  private final Types types;
  private final Elements elements;
  private final Marks marks;
  private final Map<TypeElement, List<ExecutableElement>> functions = new HashMap<>();
  private final Map<TypeElement, Boolean> holders = new HashMap<>();
  private final Map<TypeElement, Boolean> containers = new HashMap<>();
  private final Set<Element> open = new HashSet<>();

  Confinement(Types types, Elements elements, Marks marks) {
    this.types = types;
    this.elements = elements;
    this.marks = marks;
  }

  Marks marks() {
    return marks;
  }

  Types types() {
    return types;
  }

  /** Whether values of a type have to stay in their transaction. */
  boolean isLocal(@Nullable TypeMirror type) {
    return switch (type) {
      case null -> false;
      case DeclaredType declared when type.getKind() == TypeKind.DECLARED -> isLocal(declared);
      case IntersectionType several -> several.getBounds().stream().anyMatch(this::isLocal);
      case TypeVariable variable -> isLocal(variable);
      case WildcardType wildcard -> isLocal(bound(wildcard));
      default -> false;
    };
  }

  private boolean isLocal(TypeVariable variable) {
    Element owner = ((TypeParameterElement) variable.asElement()).getGenericElement();
    if (owner instanceof TypeElement type && Marks.isMarkedLocal(type) && !Marks.isOwn(type)) {
      return true; // the class may be used with local types, and so is held to the rules itself
    }
    if (!open.add(variable.asElement())) {
      return false; // <T extends Comparable<T>>
    }
    try {
      return isLocal(variable.getUpperBound());
    } finally {
      open.remove(variable.asElement());
    }
  }

  private static @Nullable TypeMirror bound(WildcardType wildcard) {
    return wildcard.getExtendsBound() != null
        ? wildcard.getExtendsBound()
        : wildcard.getSuperBound();
  }

  private boolean isLocal(DeclaredType type) {
    TypeElement element = (TypeElement) type.asElement();
    if (marks.isLocal(element)) {
      return true;
    }
    if (marks.kind(element).isPersistent()) {
      return false;
    }
    boolean record = element.getKind() == ElementKind.RECORD;
    if (type.getTypeArguments().isEmpty() && !record) {
      return false;
    }
    if (isHolder(element)) {
      return type.getTypeArguments().stream().anyMatch(each -> isLocal(each) || isForeign(each))
          || holdsScope(type, element);
    }
    return record && holdsScope(type, element);
  }

  private boolean isHolder(TypeElement element) {
    return holders.computeIfAbsent(
        element, each -> HOLDERS.contains(Marks.name(each)) || isTransparent(each));
  }

  /** A record that does nothing but hold what it is made of. */
  private static boolean isTransparent(TypeElement element) {
    if (element.getKind() != ElementKind.RECORD) {
      return false;
    }
    long others =
        ElementFilter.methodsIn(element.getEnclosedElements()).stream()
            .filter(method -> !OBJECT_METHODS.contains(method.getSimpleName().toString()))
            .count();
    return others == element.getRecordComponents().size()
        && ElementFilter.constructorsIn(element.getEnclosedElements()).size() == 1;
  }

  /** Whether a record has a component that is local and no pointer: a pointer can be stored. */
  private boolean holdsScope(DeclaredType type, TypeElement element) {
    if (!open.add(element)) {
      return false;
    }
    try {
      for (RecordComponentElement each : element.getRecordComponents()) {
        TypeMirror component = types.asMemberOf(type, each);
        if (isLocal(each.asType()) && !holdsPointersOnly(component)) {
          return true;
        }
      }
      return false;
    } finally {
      open.remove(element);
    }
  }

  private boolean holdsPointersOnly(@Nullable TypeMirror type) {
    TypeElement element = Marks.classOf(type);
    if (element == null || !(type instanceof DeclaredType declared)) {
      return false;
    }
    if (marks.kind(element).isPersistent()) {
      return true;
    }
    if (isTransparent(element) && holdsScope(declared, element)) {
      return false;
    }
    return (Marks.name(element).equals("java.util.Optional") || isTransparent(element))
        && declared.getTypeArguments().stream()
            .allMatch(each -> !isLocal(each) || holdsPointersOnly(each));
  }

  /** Whether a type is a record with a part that has a place of its own in a pool. */
  boolean isEntity(@Nullable TypeMirror type) {
    TypeElement element = Marks.classOf(type);
    if (element == null || element.getKind() != ElementKind.RECORD || !open.add(element)) {
      return false;
    }
    try {
      return element.getRecordComponents().stream()
          .map(RecordComponentElement::asType)
          .anyMatch(each -> marks.isPersistent(each) || isEntity(each));
    } finally {
      open.remove(element);
    }
  }

  /** Whether a record keeps handles beside a pool or a journal, and so is not made to be stored. */
  boolean isService(TypeElement record) {
    return isLocal(record.asType())
        || record.getRecordComponents().stream()
            .map(each -> Marks.classOf(each.asType()))
            .anyMatch(each -> each != null && Marks.isPool(each));
  }

  /** Whether a type is a container that may not hold what it holds. */
  boolean isForeign(@Nullable TypeMirror type) {
    return switch (type) {
      case null -> false;
      case ArrayType array ->
          isLocal(array.getComponentType()) || isForeign(array.getComponentType());
      case WildcardType wildcard -> isForeign(bound(wildcard));
      case IntersectionType several -> several.getBounds().stream().anyMatch(this::isForeign);
      case DeclaredType declared when type.getKind() == TypeKind.DECLARED -> isForeign(declared);
      default -> false;
    };
  }

  private boolean isForeign(DeclaredType type) {
    if (type.getTypeArguments().isEmpty() && !(type.getEnclosingType() instanceof DeclaredType)) {
      return false;
    }
    TypeElement element = (TypeElement) type.asElement();
    if (!containers.computeIfAbsent(element, this::isContainer)) {
      return false;
    }
    return type.getTypeArguments().stream().anyMatch(each -> isLocal(each) || isForeign(each))
        || isForeign(type.getEnclosingType());
  }

  /** Whether nothing says what becomes of what is put into objects of a class. */
  private boolean isContainer(TypeElement element) {
    return !marks.isLocal(element)
        && !marks.kind(element).isPersistent()
        && !NAMES.contains(Marks.name(element))
        && !Marks.isOwn(element)
        && !isHolder(element)
        && !isFunction(element);
  }

  /** Whether values of a type are or hold something that is confined. */
  boolean isConfined(@Nullable TypeMirror type) {
    return isLocal(type) || isForeign(type);
  }

  /** An interface that is a function: what is in its type arguments goes through it. */
  boolean isFunction(TypeElement element) {
    String name = Marks.name(element);
    return element.getKind() == ElementKind.INTERFACE
        && !name.equals("java.lang.Iterable")
        && !name.startsWith("java.util.concurrent.")
        && (name.startsWith("java.") || hasNoDefaults(element))
        && function(element) != null;
  }

  /** Whether an interface has no code of its own, which could keep what it gets. */
  private boolean hasNoDefaults(TypeElement element) {
    return ElementFilter.methodsIn(elements.getAllMembers(element)).stream()
        .noneMatch(method -> method.getModifiers().contains(Modifier.DEFAULT));
  }

  /** The abstract method of a functional interface; null where it is none. */
  @Nullable ExecutableElement function(TypeElement element) {
    List<ExecutableElement> found =
        functions.computeIfAbsent(
            element,
            each -> each.getKind() == ElementKind.INTERFACE ? abstractMethods(each) : List.of());
    return found.isEmpty() ? null : found.getFirst();
  }

  private List<ExecutableElement> abstractMethods(TypeElement element) {
    List<ExecutableElement> all =
        ElementFilter.methodsIn(elements.getAllMembers(element)).stream()
            .filter(each -> each.getModifiers().contains(Modifier.ABSTRACT))
            .filter(each -> !isOfObject(each))
            .toList();
    boolean one =
        all.stream().map(each -> each.getSimpleName().toString()).distinct().count() == 1
            && all.stream().map(each -> each.getParameters().size()).distinct().count() == 1;
    return one ? all : List.of();
  }

  private static boolean isOfObject(ExecutableElement method) {
    String name = method.getSimpleName().toString();
    int parameters = method.getParameters().size();
    return name.equals("equals") && parameters == 1
        || (name.equals("hashCode") || name.equals("toString")) && parameters == 0;
  }

  /**
   * Whether what is written as {@code from} and used as {@code to} loses the knowledge that what it
   * holds is confined: {@code PVec<Prc<…>, P>} as {@code List<?>}, or a {@code Function<Object, …>}
   * as one that is given pointers.
   */
  boolean isLost(@Nullable TypeMirror from, @Nullable TypeMirror to) {
    TypeElement element = Marks.classOf(to);
    if (element == null
        || !(to instanceof DeclaredType target)
        || !(from instanceof DeclaredType || from instanceof TypeVariable)
        || element.getTypeParameters().isEmpty()
        || NAMES.contains(Marks.name(element))) {
      return false;
    }
    DeclaredType seen = as(from, element);
    if (seen == null || seen.getTypeArguments().isEmpty()) {
      return false;
    }
    List<? extends TypeMirror> there = target.getTypeArguments();
    for (int i = 0; i < seen.getTypeArguments().size(); i++) {
      TypeMirror before = seen.getTypeArguments().get(i);
      TypeMirror after = there.isEmpty() ? null : there.get(i);
      boolean confined = isConfined(before);
      if (confined != (after != null && isConfined(after))
          && (confined || after instanceof WildcardType)) {
        return true;
      }
      if (after != null && isLost(before, after instanceof WildcardType w ? bound(w) : after)) {
        return true;
      }
    }
    return false;
  }

  /** A type seen as one of its supertypes; null where that is none. */
  @Nullable DeclaredType as(TypeMirror type, TypeElement element) {
    Deque<TypeMirror> left = new ArrayDeque<>(List.of(type));
    Set<Element> seen = new HashSet<>();
    while (!left.isEmpty()) {
      TypeMirror next = left.removeFirst();
      TypeElement at = Marks.classOf(next);
      if (element.equals(at)) {
        return (DeclaredType) next;
      }
      if (next instanceof TypeVariable || at != null && seen.add(at)) {
        left.addAll(types.directSupertypes(next));
      }
    }
    return null;
  }

  /** The methods that a method overrides, with the types that they have in its class. */
  List<ExecutableType> overriddenTypes(ExecutableElement method) {
    DeclaredType type = (DeclaredType) Marks.owner(method).asType();
    return overridden(method).stream()
        .map(each -> (ExecutableType) types.asMemberOf(type, each))
        .toList();
  }

  /** The methods that a method overrides. */
  List<ExecutableElement> overridden(ExecutableElement method) {
    TypeElement owner = Marks.owner(method);
    return ElementFilter.methodsIn(supertypeMembers(owner)).stream()
        .filter(each -> elements.overrides(method, each, owner))
        .toList();
  }

  private List<Element> supertypeMembers(TypeElement element) {
    List<Element> members = new ArrayList<>();
    Deque<TypeMirror> left = new ArrayDeque<>(types.directSupertypes(element.asType()));
    Set<Element> seen = new HashSet<>();
    while (!left.isEmpty()) {
      TypeMirror next = left.removeFirst();
      TypeElement at = Marks.classOf(next);
      if (at != null && seen.add(at)) {
        members.addAll(at.getEnclosedElements());
        left.addAll(types.directSupertypes(next));
      }
    }
    return members;
  }

  /** Whether a class is or inherits from the class of a name. */
  boolean inherits(TypeElement element, String name) {
    TypeElement above = elements.getTypeElement(name);
    return above != null && inherits(element, above);
  }

  boolean inherits(TypeElement element, Element above) {
    return above instanceof TypeElement type && as(element.asType(), type) != null;
  }

  /** What a variable in a for-each loop over this gets; null where it is not known. */
  @Nullable TypeMirror element(@Nullable TypeMirror iterated) {
    if (iterated instanceof ArrayType array) {
      return array.getComponentType();
    }
    TypeElement iterable = elements.getTypeElement("java.lang.Iterable");
    DeclaredType seen = iterated == null || iterable == null ? null : as(iterated, iterable);
    return seen == null || seen.getTypeArguments().isEmpty()
        ? null
        : seen.getTypeArguments().getFirst();
  }
}
