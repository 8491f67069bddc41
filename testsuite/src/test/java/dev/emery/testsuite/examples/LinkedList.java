package dev.emery.testsuite.examples;

import dev.emery.cell.PCell;
import dev.emery.pointer.Prc;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Scope;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A doubly linked list: nodes own the next one and know the one before, which makes no circle of
 * owners, so that dropping the first drops them all.
 */
record LinkedList<E, P>(
    PCell<Optional<Prc<LinkedList.Node<E, P>, P>>, P> first,
    PCell<Prc.PWeak<LinkedList.Node<E, P>, P>, P> last) {

  record Node<E, P>(
      E element,
      PCell<Optional<Prc<Node<E, P>, P>>, P> next,
      PCell<Prc.PWeak<Node<E, P>, P>, P> previous) {}

  static <E, P> LinkedList<E, P> empty() {
    return new LinkedList<>(PCell.of(Optional.empty()), PCell.of(Prc.PWeak.empty()));
  }

  void addFirst(Journal<P> j, E element) {
    var next = PCell.take(first, j);
    Prc<Node<E, P>, P> node =
        Prc.of(new Node<>(element, PCell.of(next), PCell.of(Prc.PWeak.empty())));
    first.set(j, Optional.of(node));
    var weak = node.downgrade();
    next.ifPresentOrElse(n -> n.get().previous().set(j, weak), () -> last.set(j, weak));
  }

  void addLast(Journal<P> j, E element) {
    Prc<Node<E, P>, P> node =
        Prc.of(new Node<>(element, PCell.of(Optional.empty()), PCell.of(last.get())));
    last.get().upgrade(j).map(l -> l.get().next()).orElse(first).set(j, Optional.of(node));
    last.set(j, node.downgrade());
  }

  /** Takes the node out. */
  void remove(Journal<P> j, Node<E, P> node) {
    var previous = node.previous().get();
    var next = PCell.take(node.next(), j);
    previous.upgrade(j).map(p -> p.get().next()).orElse(first).set(j, next);
    next.map(n -> n.get().previous()).orElse(last).set(j, previous);
  }

  Stream<Node<E, P>> forwards() {
    return Stream.iterate(first.get(), Optional::isPresent, node -> node.get().get().next().get())
        .map(node -> node.get().get());
  }

  /** For as long as the scope is open. */
  Stream<Node<E, P>> backwards(Scope<P> scope) {
    return Stream.iterate(
            last.get().upgrade(scope),
            Optional::isPresent,
            node -> node.get().get().previous().get().upgrade(scope))
        .map(node -> node.get().get());
  }

  void clear(Journal<P> j) {
    first.set(j, Optional.empty());
    last.set(j, Prc.PWeak.empty());
  }
}
