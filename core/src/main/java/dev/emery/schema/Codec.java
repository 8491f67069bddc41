package dev.emery.schema;

import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a value of one type lies in a slot of fixed width. What does not fit into the slot lies in
 * blocks that the slot owns: long texts, wide records, entities and collections.
 *
 * <p>A slot is named by the block that contains it and its absolute place. Loads follow the
 * protocol of {@link Memory}: they are bounded, trust nothing and have no side effect. Stores and
 * drops run under a journal whose transaction has locked the object of the slot exclusively.
 *
 * <p>A slot of zeros owns nothing, whatever the type: to {@link #drop} and {@link #visit} it they
 * do nothing. An encoding has no garbage in it: what a value does not use is zero.
 *
 * <p>Null is never a value: it is refused with a {@link NullPointerException} that names what is
 * null. Codecs are immutable and may be used from any thread.
 *
 * @param <T> the type of the values
 */
public abstract class Codec<T> {
  private final int width;
  private final int alignment;

  /**
   * Creates a codec of slots of one size.
   *
   * @param width the bytes of a slot; 0 for a type with one value alone, which takes no room
   * @param alignment 1, 2, 4 or 8; slots lie at its multiples and {@code width} is one
   */
  protected Codec(int width, int alignment) {
    if (width < 0 || alignment < 1 || alignment > 8 || Integer.bitCount(alignment) != 1) {
      throw new IllegalArgumentException("slot of width=" + width + ", alignment=" + alignment);
    }
    if (width % alignment != 0) {
      throw new IllegalArgumentException("width=" + width + " is not aligned to " + alignment);
    }
    this.width = width;
    this.alignment = alignment;
  }

  /** The bytes of a slot. */
  public final int width() {
    return width;
  }

  /** The alignment of a slot: 1, 2, 4 or 8. */
  public final int alignment() {
    return alignment;
  }

  /** Whether {@link #load} calls no user code, such as the constructor of a record. */
  public boolean pure() {
    return true;
  }

  /** Whether a slot can own blocks, so that {@link #drop} may have something to do. */
  public boolean owns() {
    return false;
  }

  /** Whether the values can be keys: {@link #hash} and {@link #hashStored} are there. */
  public boolean isKey() {
    return false;
  }

  /**
   * Whether a slot is one 8-byte reference that is never 0. An {@code Optional} of such a type
   * takes no more room: 0 is empty.
   */
  public boolean isReference() {
    return false;
  }

  /**
   * The type of the object that a slot refers to and counts, or null where it is not of that sort.
   */
  public @Nullable ObjectType<T> object() {
    return null;
  }

  /** Loads the value at {@code at} in {@code block}. */
  public abstract T load(Memory m, long block, long at);

  /**
   * Stores a value at {@code at} in {@code block}. The slot holds zeros, or was dropped before; all
   * bytes in which two values can differ are written.
   */
  public abstract void store(Memory m, Journal<?> j, long block, long at, T value);

  /**
   * Gives up what the slot owns: frees texts and other parts, disowns objects. Its bytes stay as
   * they are, for the caller to overwrite.
   */
  public void drop(Memory m, Journal<?> j, long block, long at) {}

  /** Shows {@code visitor} every part that the slot owns and every object that it refers to. */
  public void visit(Memory m, long block, long at, OwnedVisitor visitor) {}

  /** Reports what is wrong with the bytes of a slot, one line each; never throws for it. */
  public void check(Memory m, long block, long at, Consumer<String> problems) {}

  /**
   * Hashes a value to 64 mixed bits. Equal values under {@link #equalsStored} have equal hashes
   * with equal seeds, in every run.
   */
  public long hash(T value, long seed) {
    throw new UnsupportedOperationException("not the type of a key, codec=" + getClass().getName());
  }

  /** Hashes the stored value in place, to what {@link #hash} gives for it. */
  public long hashStored(Memory m, long block, long at, long seed) {
    throw new UnsupportedOperationException("not the type of a key, codec=" + getClass().getName());
  }

  /**
   * Whether the slot holds {@code value}: for values, whether the encodings are equal (doubles as
   * in {@code Double.equals}); for cells, entities and collections, whether it is the same place.
   */
  public abstract boolean equalsStored(Memory m, long block, long at, T value);

  /**
   * Compares the stored value with {@code value} in the natural order of the type, where it has
   * one.
   *
   * @return less than 0 where the stored value comes first, 0 where they are the same, else more
   * @throws ClassCastException if the type has no natural order
   */
  @SuppressWarnings("unchecked") // the cast of compareTo's own contract
  public int compareStored(Memory m, long block, long at, T value) {
    return ((Comparable<? super T>) load(m, block, at)).compareTo(value);
  }

  /**
   * The block of the entity that {@code value}, a cell or collection, is a component of; 0 where it
   * is not placed, and for all other types.
   *
   * @throws dev.emery.WrongPoolException if it is in another pool
   * @throws dev.emery.StaleReferenceException if it was freed
   */
  public long container(Memory m, T value) {
    return 0;
  }

  /**
   * A prototype with the contents of {@code value}, which is in no pool. Cells, and all types with
   * such parts, make a new one; what has no place is its own copy.
   */
  public T detach(T value) {
    return value;
  }

  /**
   * The prototype that a new root starts with where the user gives none: empty for collections and
   * {@code Optional}, zero for cells of numbers; null where there is no such value.
   */
  public @Nullable T empty() {
    return null;
  }
}
