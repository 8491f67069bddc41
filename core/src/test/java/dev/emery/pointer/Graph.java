package dev.emery.pointer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.cell.PCell;
import dev.emery.cell.PLong;
import dev.emery.pool.Pool;
import java.util.Optional;

/** The root of the tests of pointers. */
record Graph(
    PCell<Optional<Pbox<Item, Graph>>, Graph> box,
    PCell<Optional<Pbox<Item, Graph>>, Graph> otherBox,
    PCell<Optional<Item>, Graph> item,
    PCell<Optional<Pbox<Long, Graph>>, Graph> number,
    PCell<Optional<Prc<String, Graph>>, Graph> text,
    PCell<Optional<Prc<Node, Graph>>, Graph> left,
    PCell<Optional<Prc<Node, Graph>>, Graph> right,
    PCell<Prc.PWeak<Node, Graph>, Graph> weak,
    PCell<Optional<Parc<Item, Graph>>, Graph> one,
    PCell<Optional<Parc<Item, Graph>>, Graph> two,
    PCell<Parc.PWeak<Item, Graph>, Graph> watched,
    PCell<Optional<Pbox<Cons, Graph>>, Graph> list) {

  /** An entity. */
  record Item(String name, PLong<Graph> cents) {
    static Item of(String name, long cents) {
      return new Item(name, PLong.of(cents));
    }
  }

  /** A node of a graph. */
  record Node(
      String name,
      PCell<Optional<Prc<Node, Graph>>, Graph> next,
      PCell<Optional<Prc<Node, Graph>>, Graph> other,
      PCell<Prc.PWeak<Node, Graph>, Graph> back) {
    static Node of(String name) {
      return new Node(
          name,
          PCell.of(Optional.empty()),
          PCell.of(Optional.empty()),
          PCell.of(Prc.PWeak.empty()));
    }
  }

  /** A node of a list; it has no cell, so it is an entity by its pointer alone. */
  record Cons(long value, Optional<Pbox<Cons, Graph>> rest) {}

  static Pool<Graph> inMemory() {
    return Pool.inMemory(Graph.class);
  }

  /** Commits until everything dropped is gone; the pool's own thread may be at it, too. */
  static void drain(Pool<Graph> pool) {
    Graph graph = pool.root();
    int commits = 0;
    do {
      assertThat(commits++).as("commits that find something dropped").isLessThan(10_000);
      pool.transaction(j -> graph.watched().set(j, graph.watched().get()));
      Thread.yield();
    } while (pool.statistics().queuedObjects() > 0);
  }
}
