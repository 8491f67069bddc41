package dev.emery.checker;

import java.util.List;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/** Which methods of the JDK change an object. */
final class Mutators {
  /** Classes of the JDK whose objects change. */
  private static final List<String> CHANGEABLE =
      List.of(
          "java.util.Collection",
          "java.util.Map",
          "java.util.Iterator",
          "java.util.Map.Entry",
          "java.util.BitSet",
          "java.util.Scanner",
          "java.util.StringJoiner",
          "java.util.concurrent.atomic.AtomicBoolean",
          "java.util.concurrent.atomic.AtomicInteger",
          "java.util.concurrent.atomic.AtomicIntegerArray",
          "java.util.concurrent.atomic.AtomicLong",
          "java.util.concurrent.atomic.AtomicLongArray",
          "java.util.concurrent.atomic.AtomicReference",
          "java.util.concurrent.atomic.AtomicReferenceArray",
          "java.util.concurrent.atomic.LongAdder",
          "java.util.concurrent.atomic.DoubleAdder",
          "java.util.concurrent.atomic.LongAccumulator",
          "java.util.concurrent.atomic.DoubleAccumulator",
          "java.util.concurrent.CountDownLatch",
          "java.util.concurrent.CompletableFuture",
          "java.lang.ThreadLocal",
          "java.lang.Appendable",
          "java.nio.Buffer");

  /** How the names of methods begin that change them. */
  private static final List<String> VERBS =
      List.of(
          "accumulate",
          "add",
          "append",
          "clear",
          "compareAndExchange",
          "compareAndSet",
          "complete",
          "compute",
          "countDown",
          "decrement",
          "delete",
          "drainTo",
          "flip",
          "getAndAccumulate",
          "getAndAdd",
          "getAndDecrement",
          "getAndIncrement",
          "getAndSet",
          "getAndUpdate",
          "increment",
          "insert",
          "lazySet",
          "merge",
          "next",
          "obtrude",
          "offer",
          "poll",
          "pop",
          "push",
          "put",
          "remove",
          "replace",
          "reset",
          "retainAll",
          "reverse",
          "set",
          "sort",
          "sumThenReset",
          "take",
          "transfer",
          "trimToSize",
          "update",
          "weakCompareAndSet",
          "write");

  /** Look like verbs above and change nothing. */
  private static final Set<String> VIEWS = Set.of("nextClearBit", "nextSetBit", "reversed");

  private static final Set<String> ALGORITHMS =
      Set.of(
          "addAll",
          "copy",
          "fill",
          "replaceAll",
          "reverse",
          "rotate",
          "shuffle",
          "sort",
          "swap",
          "setAll",
          "parallelSort",
          "parallelSetAll",
          "parallelPrefix",
          "arraycopy");

  /** Methods whose result is a new object, whatever they are called on. */
  private static final Set<String> COPIES =
      Set.of(
          "clone",
          "copyOf",
          "copyOfRange",
          "toArray",
          "toList",
          "collect",
          "substring",
          "toString",
          "stream",
          "size",
          "length",
          "format",
          "join",
          "split",
          "asList",
          "of");

  private Mutators() {}

  /** Whether a method changes the object that it is called on. */
  static boolean changes(TypeElement owner, String name, Confinement confinement) {
    return VERBS.stream().anyMatch(name::startsWith)
        && !VIEWS.contains(name)
        && !Marks.isOwn(owner)
        && CHANGEABLE.stream().anyMatch(each -> confinement.inherits(owner, each));
  }

  /** Whether a static method changes an argument: that of {@link #argument}. */
  static boolean changesArgument(TypeElement owner, String name) {
    return switch (Marks.name(owner)) {
      case "java.util.Collections", "java.util.Arrays", "java.lang.System" ->
          ALGORITHMS.contains(name);
      default -> false;
    };
  }

  static int argument(TypeElement owner, String name) {
    return Marks.name(owner).equals("java.lang.System") && name.equals("arraycopy") ? 2 : 0;
  }

  /** Whether a method's result is a new object that nobody else has. */
  static boolean copies(ExecutableElement method) {
    return COPIES.contains(method.getSimpleName().toString())
        || method.getReturnType().getKind().isPrimitive();
  }

  /** Whether what the methods of a class change is known: it is of the JDK or Emery's own. */
  static boolean isKnown(TypeElement owner) {
    return Marks.isOwn(owner) || Marks.name(owner).startsWith("java.");
  }
}
