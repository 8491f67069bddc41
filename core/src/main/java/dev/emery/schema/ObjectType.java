package dev.emery.schema;

import dev.emery.CorruptPoolException;
import dev.emery.StaleReferenceException;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A type of objects, each with a block of its own: an entity or a collection. Places refer to an
 * object by an owning reference of eight bytes, and the object is dropped when the last is gone.
 *
 * <p>A Java value of the type is either a prototype, whose contents are Java values until it is
 * stored, or a handle that is tied to a block. Object types are immutable and may be used from any
 * thread.
 *
 * @param <T> the type of the handles
 */
public abstract class ObjectType<T> {
  /** The smallest tag of an object; smaller ones are the engine's own. */
  public static final int FIRST_TAG = 16;

  /** The largest tag of an object. */
  public static final int LAST_TAG = 0xFFFF;

  private final int tag;

  /**
   * Creates a type.
   *
   * @param tag the tag of its blocks, given by the pool's schema
   */
  protected ObjectType(int tag) {
    if (tag < FIRST_TAG || tag > LAST_TAG) {
      throw new IllegalArgumentException("tag=" + tag + " is not that of an object");
    }
    this.tag = tag;
  }

  /** The tag of the type's blocks. */
  public final int tag() {
    return tag;
  }

  /**
   * Checks that a reference leads to a block of this type.
   *
   * @throws CorruptPoolException if it does not
   */
  public final void requireReference(Memory m, long target) {
    int found = m.tag(target);
    if (found != tag) {
      throw new CorruptPoolException(
          "reference to a block of another type, offset=0x%x, tag=%d, expected=%d"
              .formatted(target, found, tag));
    }
  }

  /** Reports a reference at {@code at} that does not lead to a block of this type. */
  public final void checkReference(Memory m, long at, Consumer<String> problems) {
    try {
      requireReference(m, m.getLong(at));
    } catch (CorruptPoolException e) {
      problems.accept(e.getMessage() + ", at=0x" + Long.toHexString(at));
    }
  }

  /** Whether {@link #open} calls no user code, such as the constructor of a record. */
  public boolean pure() {
    return true;
  }

  /**
   * Makes a handle of the object in {@code block}.
   *
   * @param id the block's allocation id, which the handle compares at each use
   * @param container the block that holds the owning reference
   */
  public abstract T open(Memory m, long block, long id, long container);

  /** The payload bytes that the block of this prototype has at first. */
  public abstract long bytes(T prototype);

  /**
   * Writes a prototype into its new, zeroed block and ties it to the place; a rollback unties it.
   *
   * @param container the block that holds the owning reference
   */
  public abstract void fill(Memory m, Journal<?> j, long block, long container, T prototype);

  /**
   * The block that {@code value} is tied to, or 0 where it is a prototype.
   *
   * @throws dev.emery.WrongPoolException if it is in another pool
   * @throws dev.emery.StaleReferenceException if it was freed
   */
  public abstract long place(Memory m, T value);

  /**
   * As {@link #place}, with the object locked exclusively. A look without the lock may meet an
   * object that the drop queue just takes apart, and puts together again where it meets a lock.
   *
   * @throws dev.emery.StaleReferenceException if it was freed
   */
  public final long lockPlace(Memory m, Journal<?> j, T value) {
    long seen = place(m, value);
    long block = seen != 0 ? seen : partOf(m, value);
    if (block == 0) {
      return 0;
    }
    m.lockExclusive(j, block);
    long place = place(m, value);
    if (seen != 0 && place != seen) {
      throw new StaleReferenceException(
          "object was dropped meanwhile, offset=0x" + Long.toHexString(seen));
    }
    return place;
  }

  /** An object that some part of {@code value} lies in, or 0. */
  protected long partOf(Memory m, T value) {
    return 0;
  }

  /** The container that {@code value} was opened or filled with; 0 where it keeps none. */
  public long container(Memory m, T value) {
    return 0;
  }

  /**
   * Takes a dropped object apart: frees its parts, disowns what it owns. May be called again after
   * a crash between two steps, so what is done must be written down in the block, for example by
   * clearing the reference.
   *
   * @param budget about how many parts and references to go through in this step
   * @return whether nothing is left, so that the block itself can be freed
   */
  public abstract boolean dropSome(Memory m, Journal<?> j, long block, int budget);

  /** Whether {@link #dropSome} has nothing to do, whatever the object holds. */
  public boolean ownsNothing() {
    return false;
  }

  /** Shows {@code visitor} every part of the object and every object that it refers to. */
  public abstract void visit(Memory m, long block, OwnedVisitor visitor);

  /** Reports what is wrong with the object, one line each; never throws for it. */
  public abstract void check(Memory m, long block, Consumer<String> problems);

  /**
   * A prototype with the contents of {@code value}, which is in no pool.
   *
   * @throws UnsupportedOperationException if objects of the type cannot be copied
   */
  public T detach(T value) {
    throw new UnsupportedOperationException("objects of this type cannot be copied: " + this);
  }

  /** An empty prototype, or null where the type has none. */
  public @Nullable T empty() {
    return null;
  }
}
