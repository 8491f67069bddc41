package dev.emery.testsuite.architecture;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which package may use which. A package is named by its first step below {@code dev.emery} and
 * includes the packages below it; everyone may use {@code dev.emery} itself, which uses nobody.
 */
final class PackageArrows {
  private static final String ROOT = "dev.emery";

  private static final Set<String> EXPORTED =
      Set.of("medium", "schema", "transaction", "pool", "structure", "cell", "pointer", "sync");

  private static final Set<String> AUTHORS = Set.of("structure", "transaction", "schema");

  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("", Set.of()),
          Map.entry("event", Set.of()),
          Map.entry("medium", Set.of()),
          Map.entry("image", Set.of("medium")),
          Map.entry("journal", Set.of("image", "medium", "event")),
          Map.entry("heap", Set.of("journal", "image", "medium")),
          Map.entry("isolation", Set.of("event")),
          Map.entry("engine", Set.of("heap", "journal", "image", "medium", "isolation", "event")),
          Map.entry("transaction", Set.of("engine", "image", "isolation")),
          Map.entry("schema", Set.of("transaction")),
          Map.entry("structure", Set.of("transaction", "schema")),
          Map.entry(
              "pool",
              Set.of(
                  "schema",
                  "transaction",
                  "engine",
                  "heap",
                  "journal",
                  "image",
                  "medium",
                  "event")),
          Map.entry("cell", AUTHORS),
          Map.entry("pointer", AUTHORS),
          Map.entry("sync", AUTHORS),
          Map.entry("checker", Set.of()));

  private PackageArrows() {}

  /** Whether there is an arrow for this package at all. */
  static boolean knows(String packageName) {
    return ARROWS.containsKey(part(packageName)) || part(packageName).equals("collections");
  }

  /** Whether a class of one package may use a class of another. */
  static boolean allows(String from, String to) {
    if (!inEmery(to) || to.equals(ROOT) || part(from).equals(part(to))) {
      return true;
    }
    if (part(from).equals("collections")) {
      // The module system holds this too; here for a test on the class path.
      return EXPORTED.contains(to.substring(ROOT.length() + 1));
    }
    return ARROWS.getOrDefault(part(from), Set.of()).contains(part(to));
  }

  /** Whether programs can name the types of this package. */
  static boolean isExported(String packageName) {
    return packageName.equals(ROOT)
        || packageName.equals(ROOT + ".collections")
        || packageName.startsWith(ROOT + ".")
            && EXPORTED.contains(packageName.substring(ROOT.length() + 1));
  }

  /** All arrows followed to their ends, to see that none leads back. */
  static Map<String, Set<String>> reachable() {
    Map<String, Set<String>> reachable = new HashMap<>();
    ARROWS.forEach((from, _) -> reachable.put(from, follow(from, new TreeSet<>())));
    return reachable;
  }

  private static Set<String> follow(String from, Set<String> seen) {
    for (String to : ARROWS.getOrDefault(from, Set.of())) {
      if (seen.add(to)) {
        follow(to, seen);
      }
    }
    return seen;
  }

  private static boolean inEmery(String packageName) {
    return packageName.equals(ROOT) || packageName.startsWith(ROOT + ".");
  }

  private static String part(String packageName) {
    if (packageName.equals(ROOT)) {
      return "";
    }
    String below = packageName.substring(ROOT.length() + 1);
    int dot = below.indexOf('.');
    return dot < 0 ? below : below.substring(0, dot);
  }
}
