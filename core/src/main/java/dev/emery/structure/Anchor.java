package dev.emery.structure;

import dev.emery.WrongPoolException;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import dev.emery.transaction.ModCount;
import org.jspecify.annotations.Nullable;

/**
 * The tie between a handle on the Java heap and its object in a pool. A handle whose anchor is
 * unplaced is a prototype: its contents are Java values until it is stored.
 *
 * <p>A cell's anchor names the block of the entity that it lies in; a collection's names the
 * collection's own block, and the entity that it is a component of as its container.
 *
 * <p>Threading: a placed anchor may be used from any thread. Placing happens under the journal of
 * one transaction, and its rollback makes the anchor unplaced again (E18).
 */
public final class Anchor {
  private @Nullable Memory memory;
  private long block;
  private long id;
  private long container;
  private @Nullable ModCount modCount;

  /** Creates the anchor of a prototype. */
  public Anchor() {}

  /**
   * Creates the anchor of an object in a pool.
   *
   * @param block the block that is locked and checked for this object
   * @param id the block's allocation id
   * @param container the block of the entity that the object is a component of, or 0
   */
  public Anchor(Memory memory, long block, long id, long container) {
    this.memory = memory;
    this.block = block;
    this.id = id;
    this.container = container;
  }

  /** The pool that the object is in, or null while it is a prototype. */
  public @Nullable Memory memory() {
    return memory;
  }

  /** Whether the object is in a pool. */
  public boolean isPlaced() {
    return memory != null;
  }

  /** The block that is locked and checked for this object; 0 while it is a prototype. */
  public long block() {
    return block;
  }

  /** The block's allocation id. */
  public long id() {
    return id;
  }

  /** The block of the entity that the object is a component of, or 0. */
  public long container() {
    return container;
  }

  /**
   * The memory and place of this object as seen from {@code target}: its block, or 0 for a
   * prototype.
   */
  public long placeIn(Memory target) {
    return livesIn(target) ? block : 0;
  }

  /** The container of this object as seen from {@code target}, or 0 for a prototype. */
  public long containerIn(Memory target) {
    return livesIn(target) ? container : 0;
  }

  private boolean livesIn(Memory target) {
    Memory own = memory;
    if (own != null && own != target) {
      throw new WrongPoolException(
          "object belongs to another pool; copy it into this one, for example with pclone()");
    }
    if (own != null) {
      own.require(block, id);
    }
    return own != null;
  }

  /** Ties a prototype to its new place; a rollback past this point unties it. */
  public void place(Memory target, Journal<?> j, long newBlock, long newContainer) {
    if (memory != null) {
      throw new IllegalStateException("object is placed already");
    }
    memory = target;
    block = newBlock;
    id = target.id(newBlock);
    container = newContainer;
    Memory.onRollback(j, this::unplace);
  }

  private void unplace() {
    memory = null;
    block = 0;
    id = 0;
    container = 0;
    modCount = null;
  }

  /** Begins a change of the placed object: locks it exclusively and checks that it still exists. */
  public Memory write(Journal<?> j) {
    Memory m = memory;
    if (m == null) {
      throw new IllegalStateException("object is a prototype and has no place");
    }
    m.lockExclusive(j, block);
    m.require(block, id);
    return m;
  }

  /** Reads the placed object under the protocol of {@link Memory}. */
  public <T extends @Nullable Object> T read(boolean pure, Read<T> read) {
    Memory m = memory;
    if (m == null) {
      throw new IllegalStateException("object is a prototype and has no place");
    }
    for (; ; ) {
      long stamp = m.enter(block, pure);
      try {
        m.require(block, id);
        T value = read.from(m);
        if (m.exit(block, stamp)) {
          return value;
        }
      } catch (RuntimeException | Error e) {
        m.failed(block, stamp, e);
      }
    }
  }

  /**
   * The bytes that the object takes of its pool, with everything that it owns; 0 while it is a
   * prototype. See {@link Memory#footprint}.
   */
  public long footprint() {
    Memory m = memory;
    return m == null ? 0 : m.footprint(block, id);
  }

  /** The modification count of the placed object, shared by all its handles. */
  public ModCount modCount() {
    ModCount known = modCount;
    if (known == null) {
      Memory m = memory;
      if (m == null) {
        throw new IllegalStateException("object is a prototype and has no place");
      }
      known = m.modCount(block, id);
      modCount = known;
    }
    return known;
  }

  /**
   * Says that the placed object is changing its structure: iterators fail, also after a rollback of
   * the change (E31).
   */
  public void changing(Journal<?> j) {
    ModCount count = modCount();
    count.raise();
    Memory.onRollbackOnce(j, count, count::raise);
  }

  /** Loads under the read protocol: bounded, and without a side effect. */
  @FunctionalInterface
  public interface Read<T extends @Nullable Object> {
    /** Loads the value. */
    T from(Memory memory);
  }
}
