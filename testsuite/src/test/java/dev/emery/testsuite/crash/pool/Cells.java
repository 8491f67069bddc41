package dev.emery.testsuite.crash.pool;

import dev.emery.cell.LazyCell;
import dev.emery.cell.PBool;
import dev.emery.cell.PCell;
import dev.emery.cell.PDouble;
import dev.emery.cell.PInt;
import dev.emery.cell.PLong;
import dev.emery.cell.PRefCell;
import dev.emery.cell.TCell;
import dev.emery.cell.VCell;
import dev.emery.pointer.Parc;
import dev.emery.pointer.Pbox;
import dev.emery.pointer.Pointer;
import dev.emery.pointer.Prc;
import dev.emery.sync.PMutex;
import java.util.List;
import java.util.Optional;

/** Every cell and every pointer, each with a few operations. */
final class Cells {
  private Cells() {}

  record Longs(PLong<Longs> a, PLong<Longs> b) {}

  record Ints(PInt<Ints> a, PInt<Ints> b) {}

  record Doubles(PDouble<Doubles> a, PDouble<Doubles> b) {}

  record Bools(PBool<Bools> a, PBool<Bools> b) {}

  record Texts(PCell<String, Texts> a, PCell<String, Texts> b) {}

  record Entities(PCell<Optional<Entity>, Entities> a, PCell<Optional<Entity>, Entities> b) {}

  record Entity(String label, PLong<Entities> weight) {}

  record Borrowed(PRefCell<String, Borrowed> a, PRefCell<String, Borrowed> b) {}

  record Locked(PMutex<String, Locked> a, PMutex<String, Locked> b) {}

  record Fleeting(
      PLong<Fleeting> kept,
      VCell<String, Fleeting> v,
      TCell<String, Fleeting> t,
      LazyCell<String, Fleeting> lazy) {}

  record Boxes(
      PCell<Optional<Pbox<BoxNode, Boxes>>, Boxes> a,
      PCell<Optional<Pbox<BoxNode, Boxes>>, Boxes> b) {}

  record BoxNode(String name, PCell<Optional<Pbox<BoxNode, Boxes>>, Boxes> next) {}

  record Counted(
      PCell<Optional<Prc<CountedNode, Counted>>, Counted> a,
      PCell<Optional<Prc<CountedNode, Counted>>, Counted> b,
      PCell<Prc.PWeak<CountedNode, Counted>, Counted> weak) {}

  record CountedNode(String name, PCell<Optional<Prc<CountedNode, Counted>>, Counted> next) {}

  record Atomic(
      PCell<Optional<Parc<AtomicNode, Atomic>>, Atomic> a,
      PCell<Optional<Parc<AtomicNode, Atomic>>, Atomic> b,
      PCell<Parc.PWeak<AtomicNode, Atomic>, Atomic> weak) {}

  /** What threads share holds a mutex instead of a cell. */
  record AtomicNode(String name, PMutex<Optional<Parc<AtomicNode, Atomic>>, Atomic> next) {}

  static List<Structure<?>> all() {
    return List.of(
        longs(),
        ints(),
        doubles(),
        bools(),
        texts(),
        entities(),
        borrowed(),
        locked(),
        fleeting(),
        boxes(),
        counted(),
        atomic());
  }

  private static Structure<Longs> longs() {
    return new Structure<>(
        Longs.class,
        () -> new Longs(PLong.of(0), PLong.of(-1)),
        (p, _) -> List.of(p.a().get(), p.b().get()),
        List.of(
            new Operation<>("set", (p, j, n) -> p.a().set(j, n + 5)),
            new Operation<>("add", (p, j, n) -> p.b().add(j, n + 1)),
            new Operation<>("swap", (p, j, _) -> p.a().swap(j, p.b())),
            new Operation<>("clear", (p, j, _) -> p.a().set(j, 0))));
  }

  private static Structure<Ints> ints() {
    return new Structure<>(
        Ints.class,
        () -> new Ints(PInt.of(0), PInt.of(-1)),
        (p, _) -> List.of(p.a().get(), p.b().get()),
        List.of(
            new Operation<>("set", (p, j, n) -> p.a().set(j, n + 5)),
            new Operation<>("increment", (p, j, _) -> p.b().increment(j)),
            new Operation<>("swap", (p, j, _) -> p.a().swap(j, p.b())),
            new Operation<>("clear", (p, j, _) -> p.a().set(j, 0))));
  }

  private static Structure<Doubles> doubles() {
    return new Structure<>(
        Doubles.class,
        () -> new Doubles(PDouble.of(0), PDouble.of(-1)),
        (p, _) -> List.of(p.a().get(), p.b().get()),
        List.of(
            new Operation<>("set", (p, j, n) -> p.a().set(j, n / 3.)),
            new Operation<>("add", (p, j, n) -> p.b().add(j, n + 0.5)),
            new Operation<>("swap", (p, j, _) -> p.a().swap(j, p.b())),
            new Operation<>("clear", (p, j, _) -> p.a().set(j, Double.NaN))));
  }

  private static Structure<Bools> bools() {
    return new Structure<>(
        Bools.class,
        () -> new Bools(PBool.of(false), PBool.of(true)),
        (p, _) -> List.of(p.a().get(), p.b().get()),
        List.of(
            new Operation<>("set", (p, j, _) -> p.a().set(j, true)),
            new Operation<>("flip", (p, j, _) -> p.b().flip(j)),
            new Operation<>("swap", (p, j, _) -> p.a().swap(j, p.b())),
            new Operation<>("clear", (p, j, _) -> p.a().set(j, false))));
  }

  private static Structure<Texts> texts() {
    return new Structure<>(
        Texts.class,
        () -> new Texts(PCell.of(""), PCell.of("b")),
        (p, _) -> List.of(p.a().get(), p.b().get()),
        List.of(
            new Operation<>("set", (p, j, n) -> p.a().set(j, Structures.text(2 * n + 1))),
            new Operation<>("short", (p, j, n) -> p.a().set(j, Structures.text(2 * n))),
            new Operation<>("update", (p, j, _) -> p.b().update(j, s -> s + " and a bit more")),
            new Operation<>("swap", (p, j, _) -> p.a().swap(j, p.b())),
            new Operation<>("clear", (p, j, _) -> p.a().set(j, ""))));
  }

  private static Structure<Entities> entities() {
    return new Structure<>(
        Entities.class,
        () -> new Entities(PCell.of(Optional.empty()), PCell.of(Optional.empty())),
        (p, _) -> p.a().get() + " " + p.b().get(),
        List.of(
            new Operation<>("store", (p, j, n) -> p.a().set(j, Optional.of(entity(n)))),
            new Operation<>("add", (p, j, n) -> p.a().get().ifPresent(e -> e.weight().add(j, n))),
            new Operation<>("move", (p, j, _) -> p.b().set(j, PCell.take(p.a(), j))),
            new Operation<>("swap", (p, j, _) -> p.a().swap(j, p.b())),
            new Operation<>("clear", (p, j, _) -> p.b().set(j, Optional.empty()))));
  }

  private static Entity entity(int number) {
    return new Entity(Structures.text(number), PLong.of(number));
  }

  private static Structure<Borrowed> borrowed() {
    return new Structure<>(
        Borrowed.class,
        () -> new Borrowed(PRefCell.of(""), PRefCell.of("b")),
        (p, _) -> List.of(p.a().read(), p.b().read()),
        List.of(
            new Operation<>("replace", (p, j, n) -> p.a().replace(j, Structures.text(n))),
            new Operation<>("set", (p, j, n) -> p.b().borrowMut(j).set(Structures.text(n + 1))),
            new Operation<>("swap", (p, j, _) -> p.a().swap(j, p.b())),
            new Operation<>("clear", (p, j, _) -> p.a().replace(j, ""))));
  }

  private static Structure<Locked> locked() {
    return new Structure<>(
        Locked.class,
        () -> new Locked(PMutex.of(""), PMutex.of("b")),
        (p, _) -> List.of(p.a().peek(), p.b().peek()),
        List.of(
            new Operation<>("set", (p, j, n) -> p.a().lock(j).set(Structures.text(n))),
            new Operation<>("update", (p, j, _) -> p.b().lock(j).update(s -> s + ", and more")),
            new Operation<>(
                "both",
                (p, j, n) -> {
                  p.a().lock(j).set(Structures.text(n));
                  p.b().lock(j).set(Structures.text(n + 1));
                }),
            new Operation<>("clear", (p, j, _) -> p.a().lock(j).set(""))));
  }

  /** Cells that keep nothing: what is beside them stays. */
  private static Structure<Fleeting> fleeting() {
    return new Structure<>(
        Fleeting.class,
        () -> new Fleeting(PLong.of(0), VCell.empty(), new TCell<>(), new LazyCell<>()),
        (p, _) -> p.kept().get(),
        List.of(
            new Operation<>("add", (p, j, n) -> p.kept().add(j, n + 1)),
            new Operation<>("volatile", (p, j, n) -> p.v().set(j, Structures.text(n))),
            new Operation<>("attach", (p, j, n) -> p.t().set(j, Structures.text(n))),
            new Operation<>("compute", (p, _, n) -> p.lazy().get(() -> Structures.text(n)))));
  }

  private static Structure<Boxes> boxes() {
    return new Structure<>(
        Boxes.class,
        () -> new Boxes(PCell.of(Optional.empty()), PCell.of(Optional.empty())),
        (p, _) -> chain(p.a().get().map(Pointer::get)) + " " + chain(p.b().get().map(Pointer::get)),
        List.of(
            new Operation<>(
                "push",
                (p, j, n) -> {
                  BoxNode node = new BoxNode(Structures.text(n), PCell.of(PCell.take(p.a(), j)));
                  p.a().set(j, Optional.of(Pbox.of(node)));
                }),
            new Operation<>(
                "pop",
                (p, j, _) ->
                    p.a().get().ifPresent(top -> p.a().set(j, PCell.take(top.get().next(), j)))),
            new Operation<>("swap", (p, j, _) -> p.a().swap(j, p.b())),
            new Operation<>("clear", (p, j, _) -> p.b().set(j, Optional.empty()))));
  }

  private static String chain(Optional<BoxNode> first) {
    StringBuilder names = new StringBuilder();
    Optional<BoxNode> at = first;
    while (at.isPresent()) {
      names.append(at.get().name()).append(' ');
      at = at.get().next().get().map(Pointer::get);
    }
    return names.toString();
  }

  private static Structure<Counted> counted() {
    return new Structure<>(
        Counted.class,
        () ->
            new Counted(
                PCell.of(Optional.empty()),
                PCell.of(Optional.empty()),
                PCell.of(Prc.PWeak.empty())),
        (p, scope) ->
            "%s %s %s"
                .formatted(
                    p.a().get().map(x -> name(x.get())),
                    p.b().get().map(x -> name(x.get())),
                    // what nobody owns may be there for a while
                    p.a().get().isPresent() && p.weak().get().upgrade(scope).equals(p.a().get())),
        List.of(
            new Operation<>("store", (p, j, n) -> p.a().set(j, Optional.of(Prc.of(counted(n))))),
            new Operation<>("share", (p, j, _) -> p.b().set(j, p.a().get())),
            new Operation<>(
                "weaken", (p, j, _) -> p.a().get().ifPresent(x -> p.weak().set(j, x.downgrade()))),
            new Operation<>(
                "circle",
                (p, j, _) -> p.b().get().ifPresent(x -> x.get().next().set(j, p.a().get()))),
            new Operation<>("drop", (p, j, _) -> p.a().set(j, Optional.empty())),
            new Operation<>(
                "drop both",
                (p, j, _) -> {
                  p.a().set(j, Optional.empty());
                  p.b().set(j, Optional.empty());
                })));
  }

  private static CountedNode counted(int number) {
    return new CountedNode(Structures.text(number), PCell.of(Optional.empty()));
  }

  private static String name(CountedNode node) {
    return node.name() + " > " + node.next().get().map(next -> next.get().name());
  }

  private static Structure<Atomic> atomic() {
    return new Structure<>(
        Atomic.class,
        () ->
            new Atomic(
                PCell.of(Optional.empty()),
                PCell.of(Optional.empty()),
                PCell.of(Parc.PWeak.empty())),
        (p, scope) ->
            "%s %s %s"
                .formatted(
                    p.a().get().map(x -> name(x.get())),
                    p.b().get().map(x -> name(x.get())),
                    p.a().get().isPresent() && p.weak().get().upgrade(scope).equals(p.a().get())),
        List.of(
            new Operation<>("store", (p, j, n) -> p.a().set(j, Optional.of(Parc.of(atomic(n))))),
            new Operation<>("share", (p, j, _) -> p.b().set(j, p.a().get())),
            new Operation<>(
                "weaken", (p, j, _) -> p.a().get().ifPresent(x -> p.weak().set(j, x.downgrade()))),
            new Operation<>(
                "circle",
                (p, j, _) -> p.b().get().ifPresent(x -> x.get().next().lock(j).set(p.a().get()))),
            new Operation<>("drop", (p, j, _) -> p.a().set(j, Optional.empty())),
            new Operation<>(
                "drop both",
                (p, j, _) -> {
                  p.a().set(j, Optional.empty());
                  p.b().set(j, Optional.empty());
                })));
  }

  private static AtomicNode atomic(int number) {
    return new AtomicNode(Structures.text(number), PMutex.of(Optional.empty()));
  }

  private static String name(AtomicNode node) {
    return node.name() + " > " + node.next().peek().map(next -> next.get().name());
  }
}
