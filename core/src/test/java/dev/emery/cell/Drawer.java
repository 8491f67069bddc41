package dev.emery.cell;

import dev.emery.sync.PMutex;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** An entity with a cell of each kind, for {@link CellModelTest}. */
record Drawer(
    PLong<Drawer.Cabinet> number,
    PInt<Drawer.Cabinet> small,
    PDouble<Drawer.Cabinet> fraction,
    PBool<Drawer.Cabinet> flag,
    PCell<String, Drawer.Cabinet> text,
    PRefCell<String, Drawer.Cabinet> lent,
    PMutex<Long, Drawer.Cabinet> guarded,
    VCell<String, Drawer.Cabinet> beside,
    TCell<String, Drawer.Cabinet> passing,
    LazyCell<String, Drawer.Cabinet> lazy) {

  /** The root: a drawer that stays, and two places for others. */
  record Cabinet(
      Drawer fixed, PCell<Optional<Drawer>, Cabinet> left, PCell<Optional<Drawer>, Cabinet> right) {
    static Cabinet initial() {
      return new Cabinet(
          Drawer.of(Values.INITIAL), PCell.of(Optional.empty()), PCell.of(Optional.empty()));
    }

    List<PCell<Optional<Drawer>, Cabinet>> places() {
      return List.of(left, right);
    }
  }

  /** What a drawer holds in the pool, as a plain value. */
  record Values(
      long number,
      int small,
      double fraction,
      boolean flag,
      String text,
      String lent,
      long guarded) {
    static final Values INITIAL = new Values(0, 0, 0, false, "", "", 0);

    static Values random(RandomGenerator random) {
      return new Values(
          random.nextLong(),
          random.nextInt(),
          random.nextDouble(),
          random.nextBoolean(),
          Drawer.text(random),
          Drawer.text(random),
          random.nextLong());
    }
  }

  /** A text that lies in its slot, or one that needs a block. */
  static String text(RandomGenerator random) {
    String word = "text " + random.nextInt(1000);
    return random.nextBoolean() ? word : word.repeat(1 + random.nextInt(40));
  }

  static Drawer of(Values values) {
    return new Drawer(
        PLong.of(values.number),
        PInt.of(values.small),
        PDouble.of(values.fraction),
        PBool.of(values.flag),
        PCell.of(values.text),
        PRefCell.of(values.lent),
        PMutex.of(values.guarded),
        VCell.empty(),
        new TCell<>(),
        new LazyCell<>());
  }

  /** What it holds now. */
  Values values() {
    return new Values(
        number.get(),
        small.get(),
        fraction.get(),
        flag.get(),
        text.get(),
        lent.read(),
        guarded.peek());
  }
}
