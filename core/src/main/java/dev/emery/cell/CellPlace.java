package dev.emery.cell;

import dev.emery.AlreadyOwnedException;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import org.jspecify.annotations.Nullable;

/** Where a cell lies: the anchor of its entity, and the place inside the entity's block. */
final class CellPlace {
  private final Anchor anchor;
  private long at;

  /** The place of a prototype. */
  CellPlace() {
    this.anchor = new Anchor();
  }

  /** The place of a cell in an entity's block. */
  CellPlace(Memory memory, long block, long at) {
    this.anchor = new Anchor(memory, block, memory.id(block), block);
    this.at = at;
  }

  Anchor anchor() {
    return anchor;
  }

  @Nullable Memory memory() {
    return anchor.memory();
  }

  long block() {
    return anchor.block();
  }

  long id() {
    return anchor.id();
  }

  long at() {
    return at;
  }

  /** Ties a prototype to the place at which it was just stored. */
  void bind(Memory memory, Journal<?> j, long block, long place) {
    at = place;
    anchor.place(memory, j, block, block);
  }

  /** Refuses a cell that lies in another entity already. */
  void requirePrototype(String copy) {
    if (anchor.isPlaced()) {
      throw new AlreadyOwnedException(
          "cell belongs to another entity, which keeps it; use " + copy + " for a copy");
    }
  }

  /** Whether the cell lies at this place of this pool. */
  boolean isAt(Memory memory, long place) {
    return anchor.memory() == memory && at == place;
  }

  boolean isSame(CellPlace other) {
    return anchor.isPlaced()
        ? anchor.memory() == other.anchor.memory()
            && anchor.id() == other.anchor.id()
            && at == other.at
        : this == other;
  }

  int hash() {
    return anchor.isPlaced() ? Long.hashCode(anchor.id() ^ at) : System.identityHashCode(this);
  }
}
