package dev.emery.testsuite.examples;

import dev.emery.cell.PInt;
import dev.emery.collections.PVec;
import dev.emery.transaction.Journal;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A sorted map as a B-tree, whose nodes are entities in vectors: a child moves by adding it to
 * another vector in the transaction that removes it from its own. Keys and values may be anything
 * that a pool can hold, and the tree may be part of any root.
 *
 * <p>Several reads see one state only inside {@code pool.read} or a transaction.
 */
record BTree<K extends Comparable<K>, V, P>(PVec<Node<K, V, P>, P> top, PInt<P> size) {
  private static final int FEWEST = 4; // entries of a node that is not the top
  private static final int MOST = 2 * FEWEST;

  record Entry<K, V>(K key, V value) {}

  /** Entries in the order of their keys; of n entries a node that is no leaf has n + 1 children. */
  record Node<K extends Comparable<K>, V, P>(
      PVec<Entry<K, V>, P> entries, PVec<Node<K, V, P>, P> children) {

    static <K extends Comparable<K>, V, P> Node<K, V, P> empty() {
      return new Node<>(new PVec<>(), new PVec<>());
    }

    boolean isLeaf() {
      return children.isEmpty();
    }

    /** Where the key is, or -1 - where it would be. */
    int find(K key) {
      return Collections.binarySearch(
          entries, new Entry<>(key, null), Comparator.comparing(Entry::key));
    }

    Optional<V> get(K key) {
      int at = find(key);
      if (at >= 0) {
        return Optional.of(entries.get(at).value());
      }
      return isLeaf() ? Optional.empty() : children.get(-1 - at).get(key);
    }

    /** Whether the key is new. */
    boolean put(Journal<P> j, Entry<K, V> entry) {
      int at = find(entry.key());
      if (at >= 0) {
        entries.set(j, at, entry);
        return false;
      }
      if (isLeaf()) {
        entries.add(j, -1 - at, entry);
        return true;
      }
      boolean isNew = children.get(-1 - at).put(j, entry);
      splitIfFull(j, -1 - at);
      return isNew;
    }

    /** Gives the right half of a child to a new one. */
    void splitIfFull(Journal<P> j, int at) {
      Node<K, V, P> left = children.get(at);
      if (left.entries.size() <= MOST) {
        return;
      }
      children.add(j, at + 1, empty());
      Node<K, V, P> right = children.get(at + 1);
      moveTail(j, left.entries, FEWEST + 1, right.entries);
      if (!left.isLeaf()) {
        moveTail(j, left.children, FEWEST + 1, right.children);
      }
      entries.add(j, at, left.entries.removeLast(j));
    }

    /** Whether the key was there. */
    boolean remove(Journal<P> j, K key) {
      int at = find(key);
      if (isLeaf()) {
        if (at >= 0) {
          entries.removeAt(j, at);
        }
        return at >= 0;
      }
      boolean found = true;
      int below = at >= 0 ? at : -1 - at;
      if (at >= 0) {
        entries.set(j, at, children.get(at).removeLast(j));
      } else {
        found = children.get(below).remove(j, key);
      }
      fillUp(j, below);
      return found;
    }

    /** Removes the entry with the greatest key. */
    Entry<K, V> removeLast(Journal<P> j) {
      if (isLeaf()) {
        return entries.removeLast(j);
      }
      Entry<K, V> last = children.getLast().removeLast(j);
      fillUp(j, children.size() - 1);
      return last;
    }

    /** Sees to it that a child that has lost an entry has enough, from a neighbour or with it. */
    private void fillUp(Journal<P> j, int at) {
      Node<K, V, P> child = children.get(at);
      if (child.entries.size() >= FEWEST) {
        return;
      }
      if (at > 0 && children.get(at - 1).entries.size() > FEWEST) {
        Node<K, V, P> left = children.get(at - 1);
        child.entries.addFirst(j, entries.set(j, at - 1, left.entries.removeLast(j)));
        if (!left.isLeaf()) {
          child.children.addFirst(j, left.children.removeLast(j));
        }
      } else if (at + 1 < children.size() && children.get(at + 1).entries.size() > FEWEST) {
        Node<K, V, P> right = children.get(at + 1);
        child.entries.add(j, entries.set(j, at, right.entries.removeFirst(j)));
        if (!right.isLeaf()) {
          child.children.add(j, right.children.removeFirst(j));
        }
      } else {
        merge(j, at > 0 ? at - 1 : at);
      }
    }

    /** Joins a child, the entry after it, and the next child. */
    private void merge(Journal<P> j, int at) {
      Node<K, V, P> left = children.get(at);
      Node<K, V, P> right = children.get(at + 1);
      left.entries.add(j, entries.removeAt(j, at));
      moveTail(j, right.entries, 0, left.entries);
      moveTail(j, right.children, 0, left.children);
      children.removeAt(j, at + 1);
    }

    void forEach(BiConsumer<? super K, ? super V> action) {
      for (int i = 0; i < entries.size(); i++) {
        if (!isLeaf()) {
          children.get(i).forEach(action);
        }
        action.accept(entries.get(i).key(), entries.get(i).value());
      }
      if (!isLeaf()) {
        children.getLast().forEach(action);
      }
    }
  }

  private static <E, P> void moveTail(Journal<P> j, PVec<E, P> from, int at, PVec<E, P> to) {
    to.addAll(j, from.subList(at, from.size()));
    from.truncate(j, at);
  }

  Optional<V> get(K key) {
    return top.isEmpty() ? Optional.empty() : top.getFirst().get(key);
  }

  void put(Journal<P> j, K key, V value) {
    if (top.isEmpty()) {
      top.add(j, Node.empty());
    }
    if (top.getFirst().put(j, new Entry<>(key, value))) {
      size.add(j, 1);
    }
    if (top.getFirst().entries().size() > MOST) {
      Node<K, V, P> old = top.removeFirst(j);
      top.add(j, Node.empty());
      top.getFirst().children().add(j, old);
      top.getFirst().splitIfFull(j, 0);
    }
  }

  boolean remove(Journal<P> j, K key) {
    boolean found = !top.isEmpty() && top.getFirst().remove(j, key);
    if (found) {
      size.add(j, -1);
      if (top.getFirst().entries().isEmpty()) {
        Node<K, V, P> old = top.removeFirst(j);
        moveTail(j, old.children(), 0, top);
      }
    }
    return found;
  }

  /** In the order of the keys. */
  void forEach(BiConsumer<? super K, ? super V> action) {
    top.forEach(node -> node.forEach(action));
  }
}
