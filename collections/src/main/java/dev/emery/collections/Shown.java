package dev.emery.collections;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The text of a collection, as {@code java.util} writes it, with an end for long ones. */
final class Shown {
  private static final int MOST = 1_000;

  private Shown() {}

  /** Of more than 1,000 elements the others are only counted. */
  static String of(Object[] elements) {
    String more = elements.length > MOST ? ", … " + (elements.length - MOST) + " more]" : "]";
    return Arrays.stream(elements)
        .limit(MOST)
        .map(String::valueOf)
        .collect(Collectors.joining(", ", "[", more));
  }
}
