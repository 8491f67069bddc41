package dev.emery.collections;

import dev.emery.cell.PLong;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import java.util.Comparator;

/** The root of the tests of sorted maps and sets: some of each kind of key and value. */
record TreeTestRoot(
    PTreeMap<Long, Long, TreeTestRoot> numbers,
    PTreeMap<String, Long, TreeTestRoot> words,
    PTreeMap<String, String, TreeTestRoot> texts,
    PTreeMap<Point, Long, TreeTestRoot> points,
    PTreeMap<String, Long, TreeTestRoot> backwards,
    PTreeMap<Long, Account, TreeTestRoot> accounts,
    PTreeMap<Long, Account, TreeTestRoot> others,
    PTreeMap<Long, PVec<Long, TreeTestRoot>, TreeTestRoot> lists,
    PTreeMap<Long, PTreeMap<Long, Long, TreeTestRoot>, TreeTestRoot> maps,
    PTreeSet<Long, TreeTestRoot> set,
    PTreeSet<String, TreeTestRoot> names,
    PTreeMap<Long, PTreeSet<String, TreeTestRoot>, TreeTestRoot> sets) {

  /** The order of {@link #backwards}: by the last characters first. */
  static final Comparator<String> BY_THE_END =
      Comparator.comparing(s -> new StringBuilder(s).reverse().toString());

  static final String NAME = "by the end";

  /** A key of two components, with an order of its own. */
  record Point(int x, String name) implements Comparable<Point> {
    @Override
    public int compareTo(Point o) {
      return x != o.x ? Integer.compare(x, o.x) : o.name.compareTo(name);
    }
  }

  /** An entity. */
  record Account(String owner, PLong<TreeTestRoot> cents) {
    static Account of(String owner, long cents) {
      return new Account(owner, PLong.of(cents));
    }
  }

  static TreeTestRoot initial() {
    return new TreeTestRoot(
        new PTreeMap<>(),
        new PTreeMap<>(),
        new PTreeMap<>(),
        new PTreeMap<>(),
        PTreeMap.orderedBy(NAME, BY_THE_END),
        new PTreeMap<>(),
        new PTreeMap<>(),
        new PTreeMap<>(),
        new PTreeMap<>(),
        new PTreeSet<>(),
        new PTreeSet<>(),
        new PTreeMap<>());
  }

  static PoolOptions options() {
    return PoolOptions.defaults().comparator(NAME, BY_THE_END);
  }

  static Pool<TreeTestRoot> inMemory() {
    return Pool.inMemory(TreeTestRoot.class, TreeTestRoot::initial, options());
  }
}
