package dev.emery.testsuite.examples;

import dev.emery.collections.PHashMap;
import dev.emery.collections.PVec;
import dev.emery.transaction.Journal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A shop that keeps its stock in any map and its books in any list: the same code runs on the Java
 * heap and in a pool.
 */
record Shop(Map<String, Integer> stock, List<String> books) {

  /** What is there of a shop between transactions. */
  record Stored(PHashMap<String, Integer, Stored> stock, PVec<String, Stored> books) {
    /** The shop for as long as the transaction is open. */
    Shop open(Journal<Stored> j) {
      return new Shop(stock.edit(j), books.edit(j));
    }
  }

  static Shop onTheHeap() {
    return new Shop(new HashMap<>(), new ArrayList<>());
  }

  void deliver(String ware, int count) {
    stock.merge(ware, count, Integer::sum);
    books.addLast("delivered " + ware);
  }

  boolean sell(String ware) {
    boolean sold = stock.containsKey(ware);
    stock.computeIfPresent(ware, (_, count) -> count == 1 ? null : count - 1);
    books.addLast(sold ? "sold " + ware : "no " + ware);
    return sold;
  }

  /** Throws away what there is little of. */
  void clearOut(int least) {
    stock.values().removeIf(count -> count < least);
    books.removeIf(line -> line.startsWith("no "));
  }
}
