package dev.emery.sync;

import dev.emery.StaleReferenceException;
import dev.emery.schema.Codec;
import dev.emery.schema.Kind;
import dev.emery.schema.Persistent;
import dev.emery.structure.CellPlace;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value at a place in a pool with a lock of its own: it can be changed only by the transaction
 * that has locked it, which keeps the lock to its end. The other components of the same entity stay
 * usable by others meanwhile.
 *
 * <p><b>A mutex that is locked stays locked until the whole transaction has committed or was rolled
 * back.</b> There is no unlocking before, neither at the end of a block or a nested transaction nor
 * by closing the guard, which cannot be closed. So who locks two mutexes one after the other holds
 * both to the end; keep the transaction short, or make two of it.
 *
 * {@snippet :
 * record Account(String owner, PMutex<Long, Bank> cents) {}
 *
 * pool.transaction(j -> {
 *   from.cents().lock(j).update(c -> c - 100);
 *   to.cents().lock(j).update(c -> c + 100);
 * });
 * }
 *
 * <p>The lock is recursive: a transaction that has it gets it again at once. A rollback to a
 * savepoint does not unlock either. A transaction that waits for a mutex takes part in the search
 * for deadlocks: one of those in a circle is rolled back and run again. Locks are volatile, so a
 * mutex is never found locked when a pool is opened.
 *
 * <p>{@link #peek} looks at the value without waiting for the lock and sees committed values only,
 * but for the transaction's own. Two mutexes are equal if and only if they are the same place; made
 * by {@link #of} and not stored yet, a mutex equals only itself and is confined to one thread.
 *
 * <p>Methods of a mutex whose entity was removed throw {@link StaleReferenceException}; those that
 * take a journal also {@link dev.emery.WrongPoolException}, {@link dev.emery.WrongThreadException}
 * and {@link dev.emery.JournalEndedException}.
 *
 * @param <T> the type of the value, which has to be persistent-safe
 * @param <P> the root record of the pool
 */
@Persistent(Kind.Role.VALUE)
public final class PMutex<T, P> {
  /*
   * The lock and its version are named by a word of the mutex (MutexFormat), so they are apart from
   * those of the entity. Three things follow.
   *
   * (1) Whoever frees the entity has locked the mutex in the same transaction: the codec's drop does
   *     so. So the entity of a held mutex is not freed, and an optimistic reader, who validates the
   *     version of the mutex only, notices a free as it notices a store: either its stamp is from
   *     before and has been raised, or from after, and then it finds the id word changed.
   * (2) The value is in words of its own. A rollback restores words, and restores none of a neighbour.
   * (3) A fresh mutex is locked too, unlike a fresh object. The names of places tell nothing about the
   *     header of their block, and a lock that nobody else can ask for costs nothing.
   */
  private final CellPlace place;
  private @Nullable Codec<T> codec; // with a place
  private T prototype; // without

  private PMutex(T prototype) {
    this.place = new CellPlace();
    this.prototype = prototype;
  }

  @SuppressWarnings("NullAway") // the prototype is not read while the mutex has a place
  PMutex(Memory memory, long block, long at, Codec<T> codec) {
    this.place = new CellPlace(memory, block, at);
    this.codec = codec;
    this.prototype = (T) null;
  }

  /**
   * Makes a mutex that is not in a pool yet: storing a record that contains it gives it its place.
   */
  public static <T, P> PMutex<T, P> of(T value) {
    return new PMutex<>(Objects.requireNonNull(value, "value"));
  }

  CellPlace place() {
    return place;
  }

  /** Ties this prototype to the place where its value has just been stored. */
  void bind(Memory memory, Journal<?> j, long block, long at, Codec<T> stored) {
    codec = stored;
    place.bind(memory, j, block, at);
  }

  private Codec<T> codec() {
    return Objects.requireNonNull(codec, "codec");
  }

  /**
   * Locks the mutex <b>until the transaction has committed</b> or is rolled back, and waits for it
   * where another transaction has it.
   *
   * @return the right to read and change the value until then
   * @throws dev.emery.TransactionConflictException if the lock cannot be had within the pool's
   *     limit
   */
  public PMutexGuard<T, P> lock(Journal<P> j) {
    Memory m = place.memory();
    if (m == null) {
      Memory.requireOpen(j);
    } else {
      acquire(m, j);
    }
    return new PMutexGuard<>(this, j);
  }

  /**
   * Locks the mutex as {@link #lock} does if that takes no waiting, and is empty where another
   * transaction has it.
   */
  public Optional<PMutexGuard<T, P>> tryLock(Journal<P> j) {
    Memory m = place.memory();
    if (m == null) {
      Memory.requireOpen(j);
    } else if (m.tryLockExclusive(j, MutexFormat.lock(place.at()))) {
      requireExisting(m);
    } else {
      return Optional.empty();
    }
    return Optional.of(new PMutexGuard<>(this, j));
  }

  private void acquire(Memory m, Journal<?> j) {
    m.lockExclusive(j, MutexFormat.lock(place.at()));
    requireExisting(m);
  }

  private void requireExisting(Memory m) {
    m.require(place.block(), place.id());
    if (m.getLong(place.at()) != MutexFormat.MARK) {
      throw new StaleReferenceException(
          "object is gone: it is being taken apart, object=0x"
              + Long.toHexString(place.block())
              + "; read it again from its collection");
    }
  }

  /**
   * Whether a transaction has locked the mutex at the moment, the caller's own included. A reader
   * inside {@code pool.read} who has looked at the value does not count, though {@link #tryLock}
   * fails as long as it does. For monitoring and tests: the answer may be old when it arrives.
   */
  public boolean isLocked() {
    Memory m = place.memory();
    if (m == null) {
      return false;
    }
    m.requireNow(place.block(), place.id());
    return m.isLocked(MutexFormat.lock(place.at()));
  }

  /**
   * The present value, without locking the mutex. Outside a transaction it is the last committed
   * one; inside a transaction or {@code pool.read} the value is held as it is to the end, so this
   * waits for a transaction that has locked the mutex.
   */
  public T peek() {
    Memory m = place.memory();
    if (m == null) {
      return prototype;
    }
    Codec<T> stored = codec();
    long lock = MutexFormat.lock(place.at());
    for (; ; ) {
      long stamp = m.enter(lock, stored.pure());
      try {
        requireExisting(m);
        T value = stored.load(m, place.block(), MutexFormat.value(place.at()));
        if (m.exit(lock, stamp)) {
          return value;
        }
      } catch (RuntimeException | Error e) {
        m.failed(lock, stamp, e);
      }
    }
  }

  /** The value as the transaction of {@code j} sees it, which has the lock. */
  T get(Journal<P> j) {
    Memory m = place.memory();
    if (m == null) {
      Memory.requireOpen(j);
      return prototype;
    }
    acquire(m, j);
    return codec().load(m, place.block(), MutexFormat.value(place.at()));
  }

  void set(Journal<P> j, T value) {
    Objects.requireNonNull(value, "value");
    Memory m = place.memory();
    if (m == null) {
      T old = prototype;
      Memory.onRollback(j, () -> prototype = old);
      prototype = value;
      return;
    }
    acquire(m, j);
    long at = MutexFormat.value(place.at());
    try {
      codec().drop(m, j, place.block(), at);
      codec().store(m, j, place.block(), at, value);
    } catch (RuntimeException | Error e) {
      Memory.doom(j, e);
      throw e;
    }
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof PMutex<?, ?> other && place.isSame(other.place);
  }

  @Override
  public int hashCode() {
    return place.hash();
  }

  @Override
  public String toString() {
    return String.valueOf(peek());
  }
}
