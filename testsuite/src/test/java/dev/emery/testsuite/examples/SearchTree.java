package dev.emery.testsuite.examples;

import dev.emery.cell.PCell;
import dev.emery.pointer.Pbox;
import dev.emery.transaction.Journal;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A binary search tree of boxes. All methods find the cell first where a key is or would be; adding
 * fills it, and removing puts into it what the node leaves behind.
 */
record SearchTree<K extends Comparable<K>, P>(
    PCell<Optional<Pbox<SearchTree.Node<K, P>, P>>, P> top) {

  record Node<K, P>(
      K key,
      PCell<Optional<Pbox<Node<K, P>, P>>, P> left,
      PCell<Optional<Pbox<Node<K, P>, P>>, P> right) {

    static <K, P> Node<K, P> of(K key) {
      return new Node<>(key, PCell.of(Optional.empty()), PCell.of(Optional.empty()));
    }
  }

  private PCell<Optional<Pbox<Node<K, P>, P>>, P> place(K key) {
    var place = top;
    while (true) {
      var box = place.get();
      int order = box.map(full -> key.compareTo(full.get().key())).orElse(0);
      if (order == 0) {
        return place;
      }
      Node<K, P> node = box.get().get();
      place = order < 0 ? node.left() : node.right();
    }
  }

  boolean contains(K key) {
    return place(key).get().isPresent();
  }

  /** Whether the key is new. */
  boolean add(Journal<P> j, K key) {
    var place = place(key);
    boolean isNew = place.get().isEmpty();
    if (isNew) {
      place.set(j, Optional.of(Pbox.of(Node.of(key))));
    }
    return isNew;
  }

  /** Whether the key was there. */
  boolean remove(Journal<P> j, K key) {
    var place = place(key);
    var box = PCell.take(place, j);
    box.map(Pbox::get).ifPresent(node -> place.set(j, join(j, node)));
    return box.isPresent();
  }

  /** What is left of a node and its children without the node. */
  private static <K, P> Optional<Pbox<Node<K, P>, P>> join(Journal<P> j, Node<K, P> node) {
    if (node.left().get().isEmpty()) {
      return PCell.take(node.right(), j);
    }
    if (node.right().get().isEmpty()) {
      return PCell.take(node.left(), j);
    }
    var place = node.right();
    while (place.get().orElseThrow().get().left().get().isPresent()) {
      place = place.get().orElseThrow().get().left();
    }
    var next = PCell.take(place, j);
    Node<K, P> top = next.orElseThrow().get();
    place.set(j, PCell.take(top.right(), j));
    top.left().swap(j, node.left());
    top.right().swap(j, node.right());
    return next;
  }

  /** In order. */
  void forEach(Consumer<? super K> action) {
    walk(top, action);
  }

  private static <K, P> void walk(
      PCell<Optional<Pbox<Node<K, P>, P>>, P> place, Consumer<? super K> action) {
    place
        .get()
        .map(Pbox::get)
        .ifPresent(node -> {
          walk(node.left(), action);
          action.accept(node.key());
          walk(node.right(), action);
        });
  }
}
