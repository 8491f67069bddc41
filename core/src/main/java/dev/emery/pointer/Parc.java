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
 * One of several owners of its target, across threads: the target goes with the last one. As {@link
 * Prc} otherwise, but {@code T} may hold nothing that is confined to one thread, which the schema
 * checks when the pool is opened: neither a {@link Prc} nor a cell that is meant for one.
 *
 * <p>Storing or dropping such a pointer locks the target to the end of the transaction, since its
 * count changes, so threads that store the same one take turns.
 *
 * @param <T> the type of the target, which has to be persistent-safe
 * @param <P> the root record of the pool
 */
@Persistent(Kind.Role.SHARED)
@TxLocal
public final class Parc<T, P> extends Pointer<T, P> {
  private Parc(T prototype) {
    super(prototype);
  }

  Parc(Memory m, long target, long id, ObjectType<T> type) {
    super(m, target, id, type);
  }

  /** Makes a pointer to a value that is not in a pool yet: storing the pointer stores it too. */
  public static <T, P> Parc<T, P> of(T value) {
    return new Parc<>(value);
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
   * A pointer in the pool that does not keep its target alive: made by {@link Parc#downgrade}, or
   * empty. Equal are those to the same object, and all empty ones.
   *
   * @param <T> the type of the target
   * @param <P> the root record of the pool
   */
  @Persistent(Kind.Role.SHARED)
  public static final class PWeak<T, P> extends WeakPointer<T, Parc<T, P>> {
    PWeak(@Nullable Target<T> target) {
      super(target, Parc::new);
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
    public Optional<Parc<T, P>> upgrade(Scope<P> scope) {
      return hold(scope);
    }
  }

  /**
   * A pointer on the Java heap that may outlive transactions and does not keep its target alive:
   * made by {@link Parc#demote}. It is empty once the target is gone or its pool is closed.
   *
   * @param <T> the type of the target
   * @param <P> the root record of the pool
   */
  public static final class VWeak<T, P> extends WeakPointer<T, Parc<T, P>> {
    VWeak(Target<T> target) {
      super(target, Parc::new);
    }

    /**
     * The target, which cannot go away before the end of {@code scope}, or empty where it is gone
     * or in a pool that was closed.
     *
     * @param scope a journal or read scope of the pool that the target is in
     */
    public Optional<Parc<T, P>> promote(Scope<P> scope) {
      Target<T> target = target();
      return target != null && target.memory().isUsable() ? hold(scope) : Optional.empty();
    }
  }
}
