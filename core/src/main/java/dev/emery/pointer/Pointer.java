package dev.emery.pointer;

import dev.emery.TxLocal;
import dev.emery.schema.ObjectType;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import dev.emery.transaction.Watch;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pointer that keeps its target alive: what {@link Pbox}, {@link Prc} and {@link Parc} have in
 * common. The target is an entity, a collection, or a value in a block of its own.
 *
 * <p>Only pointers that are stored in the pool count. A pointer on the Java heap is a handle: it
 * keeps nothing alive, and throws {@link dev.emery.StaleReferenceException} when its target is
 * gone. What a transaction made and nobody stored is freed at its commit; a target whose last
 * pointer was overwritten or dropped is freed shortly after.
 *
 * <p>{@code of(value)} makes a prototype, whose target is a Java value until the pointer is stored;
 * a rollback makes it a prototype again.
 *
 * <p>Two pointers are equal if and only if they lead to the same object; a prototype equals only
 * itself. They may be used from any thread.
 *
 * @param <T> the type of the target, which has to be persistent-safe
 * @param <P> the root record of the pool
 */
@TxLocal
public abstract sealed class Pointer<T, P> permits Pbox, Prc, Parc {
  /*
   * What is read again and again gets a watch, with which a read of a target at rest takes no more
   * than one question, the loads, and another. A watch is of a committed state and never outlives
   * it, so a pointer whose placing is rolled back has none.
   *
   * Both ways have methods of their own: what the compiler learns of the first reads, which find no
   * watch yet, would spoil the others for good. The count of uses is a deliberate race: a lost one
   * delays the watch.
   */
  private static final int USES = 8;

  private final Anchor anchor;
  private volatile @Nullable Watch watch;
  private int uses;
  private @Nullable ObjectType<T> type; // with a place
  private final @Nullable T prototype; // without

  Pointer(T prototype) {
    this.anchor = new Anchor();
    this.prototype = Objects.requireNonNull(prototype, "value");
  }

  Pointer(Memory m, long target, long id, ObjectType<T> type) {
    this.anchor = new Anchor(m, target, id, 0);
    this.type = type;
    this.prototype = null;
  }

  /**
   * The target: a handle where it is an entity or collection, a copy where it is a value. O(1).
   *
   * @throws dev.emery.StaleReferenceException if the target is gone
   */
  public final T get() {
    Watch known = watch;
    return known != null ? getAtRest(known) : load();
  }

  /** The target, in a read without a lock where it rests. */
  private T getAtRest(Watch known) {
    if (known.begin()) {
      try {
        Memory m = anchor.memory();
        if (m != null) {
          T value = type().open(m, anchor.block(), anchor.id(), anchor.container());
          if (known.end()) {
            return value;
          }
        }
      } catch (RuntimeException | Error _) {
        // the general way says whether it is real
      }
    }
    return load();
  }

  /** The target, in the general way. */
  private T load() {
    Memory m = anchor.memory();
    if (m == null) {
      return prototype();
    }
    ObjectType<T> target = type();
    long block = anchor.block();
    for (; ; ) {
      long stamp = m.enter(block, target.pure());
      try {
        m.require(block, anchor.id());
        T value = target.open(m, block, anchor.id(), anchor.container());
        if (m.exit(block, stamp)) {
          if (stamp >= 0 && ++uses % USES == 0) {
            watch = m.watch(block, stamp);
          }
          return value;
        }
      } catch (RuntimeException | Error e) {
        m.failed(block, stamp, e);
      }
    }
  }

  /** Whether two pointers lead to the same object; as {@link #equals}. */
  public final boolean ptrEq(Pointer<T, P> other) {
    return equals(other);
  }

  /**
   * How many stored pointers lead to the target; those that the running transaction has stored or
   * overwritten count from its commit on. 0 for a prototype.
   *
   * @throws dev.emery.StaleReferenceException if the target is gone
   */
  public final int strongCount() {
    return anchor.isPlaced() ? anchor.read(true, m -> m.owners(anchor.block())) : 0;
  }

  final T prototype() {
    return Objects.requireNonNull(prototype, "pointer is placed");
  }

  final ObjectType<T> type() {
    return Objects.requireNonNull(type, "pointer has no place");
  }

  final Anchor anchor() {
    return anchor;
  }

  /** What a weak pointer has to know of the target. */
  final Target<T> target() {
    Memory m = anchor.memory();
    if (m == null) {
      throw new IllegalStateException(
          "pointer is not stored yet, so nothing can lead to its target; store it first");
    }
    return new Target<>(m, anchor.block(), anchor.id(), type());
  }

  /** Ties this prototype to the block that was allocated for it. */
  final void place(Memory m, Journal<?> j, long target, ObjectType<T> stored) {
    type = stored;
    anchor.place(m, j, target, 0);
  }

  @Override
  public final boolean equals(@Nullable Object o) {
    return o instanceof Pointer<?, ?> other
        && getClass() == other.getClass()
        && (this == other
            || anchor.isPlaced()
                && anchor.memory() == other.anchor.memory()
                && anchor.id() == other.anchor.id());
  }

  @Override
  public final int hashCode() {
    return anchor.isPlaced() ? Long.hashCode(anchor.id()) : System.identityHashCode(this);
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName() + "[" + get() + "]";
  }
}
