package dev.emery.structure;

import dev.emery.AlreadyOwnedException;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import org.jspecify.annotations.Nullable;

/**
 * Where a cell lies: the anchor of its entity, and the place inside the entity's block. A cell
 * whose place is not bound yet is a prototype.
 *
 * <p>Threading: as for {@link Anchor}.
 */
public final class CellPlace {
  private final Anchor anchor;
  private long at;

  /** The place of a prototype. */
  public CellPlace() {
    this.anchor = new Anchor();
  }

  /** The place of a cell in an entity's block. */
  public CellPlace(Memory memory, long block, long at) {
    this.anchor = new Anchor(memory, block, memory.id(block), block);
    this.at = at;
  }

  /** The anchor of the entity that the cell lies in. */
  public Anchor anchor() {
    return anchor;
  }

  /** The pool that the cell is in, or null while it is a prototype. */
  public @Nullable Memory memory() {
    return anchor.memory();
  }

  /** The block of the entity that the cell lies in. */
  public long block() {
    return anchor.block();
  }

  /** The allocation id of the block. */
  public long id() {
    return anchor.id();
  }

  /** The offset of the cell's slot. */
  public long at() {
    return at;
  }

  /** Ties a prototype to the place at which it was just stored. */
  public void bind(Memory memory, Journal<?> j, long block, long place) {
    at = place;
    anchor.place(memory, j, block, block);
  }

  /**
   * Refuses a cell that lies in another entity already.
   *
   * @param copy how to make a copy of it, for the message
   * @throws AlreadyOwnedException if the cell has a place
   */
  public void requirePrototype(String copy) {
    if (anchor.isPlaced()) {
      throw new AlreadyOwnedException(
          "cell belongs to another entity, which keeps it; use " + copy + " for a copy");
    }
  }

  /** Whether the cell lies at this place of this pool. */
  public boolean isAt(Memory memory, long place) {
    return anchor.memory() == memory && at == place;
  }

  /**
   * What tells this place from all others of its pool, for tables of volatile state: equal for all
   * handles of the place, and never used again once the entity is gone. A prototype has one of its
   * own.
   */
  public Object key() {
    return anchor.isPlaced() ? new Key(anchor.id(), at) : this;
  }

  private record Key(long id, long at) {}

  /** Whether two cells are the same place (E20); prototypes are the same as themselves only. */
  public boolean isSame(CellPlace other) {
    return anchor.isPlaced()
        ? anchor.memory() == other.anchor.memory()
            && anchor.id() == other.anchor.id()
            && at == other.at
        : this == other;
  }

  /** A hash that agrees with {@link #isSame}. */
  public int hash() {
    return anchor.isPlaced() ? Long.hashCode(anchor.id() ^ at) : System.identityHashCode(this);
  }
}
