package dev.emery.checker;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import org.jspecify.annotations.Nullable;

/** Finds what a stored type consists of: its type arguments, components and variants. */
final class Parts {
  private final Confinement confinement;
  private final Set<String> seen = new HashSet<>();

  Parts(Confinement confinement) {
    this.confinement = confinement;
  }

  /** The first class in a type that is wanted. */
  Optional<TypeElement> first(@Nullable TypeMirror type, Predicate<TypeElement> wanted) {
    if (type instanceof WildcardType wildcard) {
      return first(wildcard.getExtendsBound(), wanted);
    }
    if (type == null || type.getKind() != TypeKind.DECLARED || !seen.add(type.toString())) {
      return Optional.empty();
    }
    DeclaredType declared = (DeclaredType) type;
    TypeElement element = (TypeElement) declared.asElement();
    if (wanted.test(element)) {
      return Optional.of(element);
    }
    Optional<TypeElement> found = inArguments(declared, element, wanted);
    if (found.isEmpty() && element.getKind() == ElementKind.RECORD) {
      found = inComponents(declared, element, wanted);
    }
    if (found.isEmpty() && element.getKind() == ElementKind.INTERFACE) {
      found =
          element.getPermittedSubclasses().stream()
              .flatMap(each -> first(each, wanted).stream())
              .findFirst();
    }
    return found;
  }

  private Optional<TypeElement> inArguments(
      DeclaredType type, TypeElement element, Predicate<TypeElement> wanted) {
    boolean branded = confinement.marks().kind(element).isPersistent();
    if (!branded && Marks.isOwn(element)) {
      return Optional.empty(); // a VWeak or a Pool keeps nothing of what it names
    }
    int count = type.getTypeArguments().size() - (branded ? 1 : 0);
    for (int i = 0; i < count; i++) {
      Optional<TypeElement> found = first(type.getTypeArguments().get(i), wanted);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<TypeElement> inComponents(
      DeclaredType type, TypeElement element, Predicate<TypeElement> wanted) {
    for (RecordComponentElement each : element.getRecordComponents()) {
      TypeMirror component =
          ((ExecutableType) confinement.types().asMemberOf(type, each.getAccessor()))
              .getReturnType();
      Optional<TypeElement> found = first(component, wanted);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }
}
