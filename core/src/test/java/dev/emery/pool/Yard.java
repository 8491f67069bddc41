package dev.emery.pool;

import dev.emery.cell.PCell;
import dev.emery.cell.PLong;
import dev.emery.pointer.Parc;
import dev.emery.pointer.Pbox;
import java.util.List;
import java.util.Optional;

/** The root of the tests of what a commit frees: places for pointers to objects of all kinds. */
record Yard(
    PLong<Yard> number,
    PCell<Optional<Pbox<Long, Yard>>, Yard> box,
    PCell<Optional<Crate>, Yard> crate,
    PCell<Optional<Crate>, Yard> otherCrate,
    PCell<Optional<Parc<Tag, Yard>>, Yard> tag,
    PCell<Optional<Hall>, Yard> hall,
    PCell<Optional<Link>, Yard> chain,
    Board left,
    Board right,
    Stand first,
    Stand second,
    Stand third,
    Stand fourth) {

  /** An entity that owns two others, a text beside its block, and shares a tag. */
  record Crate(
      String name,
      PCell<Optional<Item>, Yard> left,
      PCell<Optional<Item>, Yard> right,
      PCell<Optional<Parc<Tag, Yard>>, Yard> tag) {
    static final String NAME = "a name that is much too long for its slot";

    /** One object with a text, and two that it owns. */
    static final int BLOCKS = 4;

    static Crate full() {
      return new Crate(
          NAME,
          PCell.of(Optional.of(new Item(PLong.of(1)))),
          PCell.of(Optional.of(new Item(PLong.of(2)))),
          PCell.of(Optional.empty()));
    }
  }

  /** An entity that owns nothing. */
  record Item(PLong<Yard> number) {}

  /** Something that is shared. */
  record Tag(PLong<Yard> number) {}

  /** An entity that owns another. */
  record Hall(PCell<Optional<Crate>, Yard> crate) {}

  /** A place for a text, with a lock of its own. */
  record Board(PCell<Optional<Pbox<String, Yard>>, Yard> text) {}

  /** A node of a chain. */
  record Link(PCell<Optional<Link>, Yard> next) {}

  /** A place with a lock of its own. */
  record Stand(PCell<Optional<Parc<Tag, Yard>>, Yard> tag) {}

  List<Stand> stands() {
    return List.of(first, second, third, fourth);
  }

  static Pool<Yard> inMemory() {
    return Pool.inMemory(Yard.class);
  }
}
