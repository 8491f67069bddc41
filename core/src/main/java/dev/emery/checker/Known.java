package dev.emery.checker;

import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;

/** Methods of the JDK and of test libraries whose contracts the checker relies on. */
final class Known {
  private static final String ALL = "*";

  /** Methods that look at what they get, and at most hand it back in a type that still says so. */
  private static final Map<String, Set<String>> KEEP_NOTHING =
      Map.ofEntries(
          Map.entry("java.lang.Object", Set.of("equals")),
          Map.entry("java.lang.String", Set.of("valueOf", "format", "formatted")),
          Map.entry("java.lang.StringBuilder", Set.of("append", "insert")),
          Map.entry("java.lang.System", Set.of("identityHashCode")),
          Map.entry("java.lang.IO", Set.of("print", "println")),
          Map.entry("java.io.PrintStream", Set.of("print", "println", "printf", "format")),
          Map.entry("java.util.Objects", Set.of(ALL)),
          Map.entry("java.util.Optional", Set.of(ALL)),
          Map.entry(
              "java.util.Comparator",
              Set.of(
                  "comparing",
                  "comparingDouble",
                  "comparingInt",
                  "comparingLong",
                  "naturalOrder",
                  "nullsFirst",
                  "nullsLast",
                  "reverseOrder",
                  "thenComparing",
                  "thenComparingDouble",
                  "thenComparingInt",
                  "thenComparingLong")),
          Map.entry("java.util.stream.Collectors", Set.of(ALL)),
          Map.entry("java.util.Map.Entry", Set.of(ALL)),
          Map.entry("java.util.Map", Set.of("entry")),
          Map.entry("java.util.function.Function", Set.of("identity")),
          Map.entry("java.util.function.Predicate", Set.of("not")),
          Map.entry("org.junit.jupiter.api.Assertions", Set.of(ALL)));

  /** Steps of a stream of confined values: what comes out is a stream of what its type says. */
  private static final Set<String> STEPS =
      Set.of(
          "filter",
          "map",
          "flatMap",
          "mapMulti",
          "mapToInt",
          "mapToLong",
          "mapToDouble",
          "mapToObj",
          "flatMapToInt",
          "flatMapToLong",
          "flatMapToDouble",
          "distinct",
          "sorted",
          "peek",
          "limit",
          "skip",
          "takeWhile",
          "dropWhile",
          "forEach",
          "forEachOrdered",
          "reduce",
          "min",
          "max",
          "count",
          "anyMatch",
          "allMatch",
          "noneMatch",
          "findFirst",
          "findAny");

  /** Look-ups in collections, whose parameter is declared as {@code Object}. */
  private static final Set<String> LOOK_UPS =
      Set.of(
          "contains",
          "containsAll",
          "containsKey",
          "containsValue",
          "indexOf",
          "lastIndexOf",
          "get",
          "getOrDefault",
          "remove",
          "removeFirstOccurrence",
          "removeLastOccurrence");

  /** Methods that call their function before they return, and on the same thread. */
  private static final Map<String, Set<String>> CALL_AT_ONCE =
      Map.ofEntries(
          Map.entry("java.lang.Iterable", Set.of("forEach")),
          Map.entry("java.util.Arrays", Set.of("setAll", "sort")),
          Map.entry("java.util.Collection", Set.of("removeIf")),
          Map.entry("java.util.List", Set.of("replaceAll", "sort")),
          Map.entry("java.util.Collections", Set.of("sort", "min", "max")),
          Map.entry("java.util.Iterator", Set.of("forEachRemaining")),
          Map.entry(
              "java.util.Map",
              Set.of(
                  "forEach",
                  "compute",
                  "computeIfAbsent",
                  "computeIfPresent",
                  "merge",
                  "replaceAll")),
          Map.entry(
              "java.util.Optional",
              Set.of(
                  "filter",
                  "flatMap",
                  "ifPresent",
                  "ifPresentOrElse",
                  "map",
                  "or",
                  "orElseGet",
                  "orElseThrow")),
          Map.entry("java.util.Objects", Set.of("requireNonNullElseGet", "requireNonNull")),
          Map.entry(
              "org.junit.jupiter.api.Assertions",
              Set.of("assertAll", "assertDoesNotThrow", "assertThrows", "assertThrowsExactly")),
          Map.entry(
              "org.assertj.core.api.Assertions",
              Set.of(
                  "assertThatCode",
                  "assertThatThrownBy",
                  "assertThatExceptionOfType",
                  "catchThrowable",
                  "catchThrowableOfType")),
          Map.entry("org.assertj.core.api.ThrowableTypeAssert", Set.of("isThrownBy")));

  private final Confinement confinement;

  Known(Confinement confinement) {
    this.confinement = confinement;
  }

  /** Whether a method may be given confined values. */
  boolean keepsNothing(ExecutableElement method) {
    return Marks.isOwn(method)
        || isListed(KEEP_NOTHING, method)
        || isOfPackage(method, "org.assertj.core.api.")
        || isOfPackage(method, "java.util.") && LOOK_UPS.contains(method.getSimpleName().toString())
        || isOfPackage(method, "java.util.stream.")
            && STEPS.contains(method.getSimpleName().toString());
  }

  /** Whether a method gathers a stream in an object that its type arguments name. */
  static boolean isCollect(ExecutableElement method) {
    return isOfPackage(method, "java.util.stream.")
        && method.getSimpleName().contentEquals("collect");
  }

  /** Whether a method of the JDK calls the functions that it is given at once. */
  boolean callsAtOnce(ExecutableElement method) {
    if (isListed(CALL_AT_ONCE, method)) {
      return true;
    }
    return isOfPackage(method, "java.util.") // what others inherit may do what it likes
        && !isParallel(method)
        && method.getEnclosingElement() instanceof TypeElement owner
        && CALL_AT_ONCE.entrySet().stream()
            .filter(entry -> entry.getValue().contains(method.getSimpleName().toString()))
            .anyMatch(entry -> confinement.inherits(owner, entry.getKey()));
  }

  /** A bulk operation of {@code ConcurrentHashMap} begins with its parallelism threshold. */
  private static boolean isParallel(ExecutableElement method) {
    return !method.getParameters().isEmpty()
        && method.getParameters().getFirst().asType().getKind() == TypeKind.LONG;
  }

  private static boolean isListed(Map<String, Set<String>> list, ExecutableElement method) {
    if (!(method.getEnclosingElement() instanceof TypeElement owner)) {
      return false;
    }
    Set<String> names = list.get(Marks.name(owner));
    return names != null
        && (names.contains(ALL) || names.contains(method.getSimpleName().toString()));
  }

  private static boolean isOfPackage(ExecutableElement method, String start) {
    return method.getEnclosingElement() instanceof TypeElement owner
        && Marks.name(owner).startsWith(start);
  }
}
