package dev.emery.testsuite.fuzz;

import dev.emery.pointer.Pointer;
import dev.emery.pool.Pool;
import dev.emery.testsuite.fuzz.Museum.Link;
import dev.emery.testsuite.fuzz.Museum.Piece;
import dev.emery.transaction.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** Everything that is in a museum, in words; in hash tables in the order of their slots. */
final class Contents {
  private static final int MOST_LINKS = 200;

  private final StringJoiner words = new StringJoiner("\n");

  private Contents() {}

  static String of(Pool<Museum> pool) {
    return pool.query(r -> of(pool.root(), r));
  }

  static String of(Museum museum, Scope<Museum> scope) {
    var contents = new Contents();
    contents.words.add(museum.number() + " " + museum.note());
    museum.piece().get().ifPresent(contents::piece);
    contents.lists(museum.lists());
    contents.add(museum.figures());
    contents.add(museum.maps());
    contents.trees(museum.trees());
    contents.pointers(museum.pointers(), scope);
    return contents.words.toString();
  }

  private void add(Object o) {
    words.add(o.toString());
  }

  private void piece(Piece p) {
    add(
        List.of(
            p.label(),
            p.count().get(),
            p.price().get(),
            p.open().get(),
            p.address().read(),
            p.seal().peek(),
            p.colour().get(),
            p.form().get(),
            p.wide().get()));
  }

  private void lists(Museum.Lists lists) {
    add(lists.longs());
    add(lists.texts());
    add(lists.nested());
    lists.pieces().forEach(this::piece);
    add(lists.deque());
    add(lists.linked());
    add(lists.linked().reversed());
    add(lists.queue());
    add(Arrays.hashCode(lists.bytes().toByteArray()));
    add(lists.text());
  }

  private void trees(Museum.Trees trees) {
    add(trees);
    add(trees.sorted().descendingMap());
    trees.set().forEach(each -> add(trees.set().contains(each)));
  }

  private void pointers(Museum.Pointers pointers, Scope<Museum> scope) {
    chain(pointers.owned().get());
    chain(pointers.shared().get());
    pointers.all().forEach(link -> add(link.get().name() + link.strongCount()));
    pointers.numbers().forEach((key, number) -> add(key + number.get()));
    add(pointers.weak().get().upgrade(scope).map(link -> link.get().name()));
    add(pointers.weakly().get().upgrade(scope).map(Pointer::get));
  }

  private void chain(Optional<? extends Pointer<Link, Museum>> start) {
    Optional<? extends Pointer<Link, Museum>> at = start;
    for (int i = 0; i < MOST_LINKS && at.isPresent(); i++) {
      Link link = at.get().get();
      add(link.name() + at.get().strongCount());
      at = link.next().get();
    }
  }
}
