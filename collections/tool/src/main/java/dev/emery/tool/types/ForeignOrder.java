package dev.emery.tool.types;

import java.util.Comparator;

/**
 * Stands in for an order that only the program of a pool knows. What is asked for first comes
 * later, which is what a check of a sorted collection asks: so it finds no fault with the order,
 * but with two keys that are the same.
 */
public interface ForeignOrder extends Comparable<ForeignOrder> {
  /** The stand-in for the comparator of a name. */
  record Named(String name) implements Comparator<Object> {
    @Override
    public int compare(Object one, Object other) {
      return one.equals(other) ? 0 : 1;
    }
  }

  @Override
  default int compareTo(ForeignOrder other) {
    return equals(other) ? 0 : 1;
  }
}
