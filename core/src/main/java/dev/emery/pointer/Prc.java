package dev.emery.pointer;

import dev.emery.TxLocal;
import dev.emery.schema.Kind;
import dev.emery.schema.ObjectType;
import dev.emery.schema.Persistent;
import dev.emery.transaction.Memory;
import dev.emery.transaction.Scope;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One of several owners of its target within one thread at a time: the target goes with the last
 * one. To share it, store the same pointer again.
 *
 * {@snippet :
 * record Tree(String name, PVec<Prc<Tree, Root>, Root> children, PCell<Prc.PWeak<Tree, Root>, Root> parent) {}
 *
 * pool.transaction(j -> {
 *   child.get().parent().set(j, parent.downgrade());
 *   parent.get().children().add(j, child);
 * });
 * }
 *
 * <p>Objects that lead to each other in a circle keep each other: make one of the pointers weak, or
 * call {@code pool.collectCycles()} from time to time. Where several threads share targets {@link
 * Parc} says so, and has the schema check it.
 *
 * @param <T> the type of the target, which has to be persistent-safe
 * @param <P> the root record of the pool
 */
@Persistent(value = Kind.Role.VALUE, isShareable = false)
@TxLocal
public final class Prc<T, P> extends Pointer<T, P> {
  private Prc(T prototype) {
    super(prototype);
  }

  Prc(Memory m, long target, long id, ObjectType<T> type) {
    super(m, target, id, type);
  }

  /** Makes a pointer to a value that is not in a pool yet: storing the pointer stores it too. */
  public static <T, P> Prc<T, P> of(T value) {
    return new Prc<>(value);
  }

  /**
   * A weak pointer to the target, to be stored in the pool.
   *
   * @throws IllegalStateException if this pointer was not stored yet
   */
  public PWeak<T, P> downgrade() {
    return new PWeak<>(target());
  }

  /**
   * A weak pointer to the target, to be kept on the Java heap for as long as one likes.
   *
   * @throws IllegalStateException if this pointer was not stored yet
   */
  public VWeak<T, P> demote() {
    return new VWeak<>(target());
  }

  /**
   * A pointer in the pool that does not keep its target alive: made by {@link Prc#downgrade}, or
   * empty. Equal are those to the same object, and all empty ones.
   *
   * @param <T> the type of the target
   * @param <P> the root record of the pool
   */
  @Persistent(value = Kind.Role.VALUE, isShareable = false)
  public static final class PWeak<T, P> extends WeakPointer<T, Prc<T, P>> {
    PWeak(@Nullable Target<T> target) {
      super(target, Prc::new);
    }

    /** A weak pointer to nothing. */
    public static <T, P> PWeak<T, P> empty() {
      return new PWeak<>(null);
    }

    /**
     * The target, which cannot go away before the end of {@code scope}, or empty where it is gone.
     *
     * @param scope a journal or read scope of the pool that the target is in
     */
    public Optional<Prc<T, P>> upgrade(Scope<P> scope) {
      return hold(scope);
    }
  }

  /**
   * A pointer on the Java heap that may outlive transactions and does not keep its target alive:
   * made by {@link Prc#demote}. It is empty once the target is gone or its pool is closed.
   *
   * @param <T> the type of the target
   * @param <P> the root record of the pool
   */
  public static final class VWeak<T, P> extends WeakPointer<T, Prc<T, P>> {
    VWeak(Target<T> target) {
      super(target, Prc::new);
    }

    /**
     * The target, which cannot go away before the end of {@code scope}, or empty where it is gone
     * or in a pool that was closed.
     *
     * @param scope a journal or read scope of the pool that the target is in
     */
    public Optional<Prc<T, P>> promote(Scope<P> scope) {
      Target<T> target = target();
      return target != null && target.memory().isUsable() ? hold(scope) : Optional.empty();
    }
  }
}
