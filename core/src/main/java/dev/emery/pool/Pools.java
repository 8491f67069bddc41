package dev.emery.pool;

import dev.emery.ReadOnlyPoolException;
import dev.emery.TxScoped;
import dev.emery.engine.Decisions;
import dev.emery.engine.Engine;
import dev.emery.engine.JointTransaction;
import dev.emery.engine.Transaction;
import dev.emery.transaction.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Transactions over several pools: all pools change, or none, also after a crash at any moment. The
 * body gets a journal for each, which changes objects of its own pool only.
 *
 * {@snippet :
 * Pools.transaction(bank, shop, (jb, js) -> {
 *   bank.root().cents().add(jb, -price);
 *   shop.root().takings().add(js, price);
 * });
 * }
 *
 * <p>Such a transaction is always {@link dev.emery.Durability#SYNC}, and costs one sync more for
 * each pool that it changes after the first. The first pool with a file that it changes decides. If
 * a crash comes in between, the others ask for that pool's file at their next opening, under its
 * old path or at the same place beside them, and throw {@link dev.emery.UndecidedPoolException}
 * where they cannot have it.
 *
 * <p>Rules of {@link Pool#transaction} hold: the body may run again, on all pools; what it throws
 * rolls all of them back. Inside the body, transactions and reads of one or several of the same
 * pools join it. A pool in memory takes part like any other; of it nothing survives a crash.
 *
 * <p>Copy or restore pools that are changed together only together, and closed.
 *
 * <p>Every method throws
 *
 * <ul>
 *   <li>{@link IllegalArgumentException} if a pool is given twice;
 *   <li>{@link IllegalStateException} inside a body that does not run on all these pools, or in a
 *       read;
 *   <li>{@link dev.emery.ReadOnlyPoolException} if one is open read-only;
 *   <li>{@link dev.emery.PoolFullException} if one is full, or has decided many commits that other
 *       pools have never confirmed;
 *   <li>{@link dev.emery.PoolBrokenException} if the medium of one fails; the pools that are broken
 *       then find out at their next opening what became of the commit.
 * </ul>
 */
public final class Pools {
  private Pools() {}

  /** A body that changes two pools. */
  @FunctionalInterface
  @TxScoped
  public interface BodyOfTwo<A, B, X extends Throwable> {
    /** Changes the pools. */
    void run(Journal<A> a, Journal<B> b) throws X;
  }

  /** A body that changes two pools and has a result. */
  @FunctionalInterface
  @TxScoped
  public interface FunctionOfTwo<A, B, T extends @Nullable Object, X extends Throwable> {
    /** Changes the pools and returns the result. */
    T apply(Journal<A> a, Journal<B> b) throws X;
  }

  /** A body that changes three pools. */
  @FunctionalInterface
  @TxScoped
  public interface BodyOfThree<A, B, C, X extends Throwable> {
    /** Changes the pools. */
    void run(Journal<A> a, Journal<B> b, Journal<C> c) throws X;
  }

  /** A body that changes three pools and has a result. */
  @FunctionalInterface
  @TxScoped
  public interface FunctionOfThree<A, B, C, T extends @Nullable Object, X extends Throwable> {
    /** Changes the pools and returns the result. */
    T apply(Journal<A> a, Journal<B> b, Journal<C> c) throws X;
  }

  /** A body that changes any number of pools with one root type. */
  @FunctionalInterface
  @TxScoped
  public interface BodyOfAll<P, X extends Throwable> {
    /** Changes the pools; the journals come in their order. */
    void run(List<Journal<P>> journals) throws X;
  }

  /** A body that changes any number of pools with one root type and has a result. */
  @FunctionalInterface
  @TxScoped
  public interface FunctionOfAll<P, T extends @Nullable Object, X extends Throwable> {
    /** Changes the pools and returns the result; the journals come in their order. */
    T apply(List<Journal<P>> journals) throws X;
  }

  /** Runs a body that changes two pools: all of it happens, or nothing. */
  public static <A, B, X extends Throwable> void transaction(
      Pool<A> a, Pool<B> b, BodyOfTwo<A, B, X> body) throws X {
    Captures.look(Objects.requireNonNull(body, "body"));
    Pools.<A, B, @Nullable Void, X>compute(
        a,
        b,
        (ja, jb) -> {
          body.run(ja, jb);
          return null;
        });
  }

  /** Runs a body that changes two pools and has a result. */
  public static <A, B, T extends @Nullable Object, X extends Throwable> T compute(
      Pool<A> a, Pool<B> b, FunctionOfTwo<A, B, T, X> body) throws X {
    Captures.look(Objects.requireNonNull(body, "body"));
    return JointTransaction.run(
        List.of(a.engine(), b.engine()),
        t -> body.apply(new Journal<>(t.get(0)), new Journal<>(t.get(1))));
  }

  /** Runs a body that changes three pools: all of it happens, or nothing. */
  public static <A, B, C, X extends Throwable> void transaction(
      Pool<A> a, Pool<B> b, Pool<C> c, BodyOfThree<A, B, C, X> body) throws X {
    Captures.look(Objects.requireNonNull(body, "body"));
    Pools.<A, B, C, @Nullable Void, X>compute(
        a,
        b,
        c,
        (ja, jb, jc) -> {
          body.run(ja, jb, jc);
          return null;
        });
  }

  /** Runs a body that changes three pools and has a result. */
  public static <A, B, C, T extends @Nullable Object, X extends Throwable> T compute(
      Pool<A> a, Pool<B> b, Pool<C> c, FunctionOfThree<A, B, C, T, X> body) throws X {
    Captures.look(Objects.requireNonNull(body, "body"));
    return JointTransaction.run(
        List.of(a.engine(), b.engine(), c.engine()),
        t -> body.apply(new Journal<>(t.get(0)), new Journal<>(t.get(1)), new Journal<>(t.get(2))));
  }

  /**
   * Runs a body that changes pools with one root type: all of it happens, or nothing.
   *
   * @throws IllegalArgumentException if there is no pool
   */
  public static <P, X extends Throwable> void transaction(List<Pool<P>> pools, BodyOfAll<P, X> body)
      throws X {
    Captures.look(Objects.requireNonNull(body, "body"));
    Pools.<P, @Nullable Void, X>compute(
        pools,
        journals -> {
          body.run(journals);
          return null;
        });
  }

  /**
   * Runs a body that changes pools with one root type and has a result.
   *
   * @throws IllegalArgumentException if there is no pool
   */
  public static <P, T extends @Nullable Object, X extends Throwable> T compute(
      List<Pool<P>> pools, FunctionOfAll<P, T, X> body) throws X {
    Captures.look(Objects.requireNonNull(body, "body"));
    if (pools.isEmpty()) {
      throw new IllegalArgumentException("no pool to change");
    }
    List<Engine> engines = pools.stream().map(Pool::engine).toList();
    return JointTransaction.run(engines, t -> body.apply(journals(t)));
  }

  /**
   * What a pool has decided for others that have not confirmed it yet: the ids of those pools, see
   * {@link PoolInfo#id}, and of how many commits. A pool that was cut off by a crash asks for it at
   * its next opening and confirms when both are open, or change together again; an entry may
   * therefore outlast its need. A pool keeps 100 such commits, then further ones over several pools
   * throw {@link dev.emery.PoolFullException}.
   */
  public static Map<UUID, Integer> unconfirmed(Pool<?> coordinator) {
    Decisions decisions = coordinator.engine().decisions();
    return decisions == null ? Map.of() : Map.copyOf(decisions.unconfirmed());
  }

  /**
   * Gives up what a pool has decided for another one that never comes back, such as one whose file
   * was deleted, and returns how many commits that were. It is durable when this returns.
   *
   * <p><b>If the other pool does come back</b>, it is told that these commits were never decided:
   * it rolls its part back, while this pool keeps its own, and the two contradict each other for
   * good. So this is for pools that are lost, and not for those that are slow.
   *
   * {@snippet :
   * Pools.unconfirmed(bank).keySet().stream()
   *     .filter(lost::contains)
   *     .forEach(id -> Pools.forget(bank, id));
   * }
   *
   * @param lost the id of the other pool; nothing happens if nothing is kept for it
   * @throws dev.emery.ReadOnlyPoolException if the coordinator is open read-only
   * @throws dev.emery.PoolFullException if the journal has no room; nothing has happened
   * @throws IllegalStateException inside a transaction or read
   */
  public static int forget(Pool<?> coordinator, UUID lost) {
    Objects.requireNonNull(lost, "lost");
    Engine engine = coordinator.engine();
    if (engine.currentScope() != null) {
      throw new IllegalStateException("forget inside a body; call it outside");
    }
    if (engine.options().readOnly()) {
      throw new ReadOnlyPoolException(
          "pool is open read-only, pool=" + engine.options().name() + "; open it for writing");
    }
    Decisions decisions = engine.decisions();
    return decisions == null ? 0 : engine.transactions().besideSwaps(() -> decisions.forget(lost));
  }

  private static <P> List<Journal<P>> journals(List<Transaction> transactions) {
    List<Journal<P>> journals = new ArrayList<>();
    for (Transaction t : transactions) {
      journals.add(new Journal<>(t));
    }
    return journals;
  }
}
