package dev.emery.pool;

import dev.emery.Durability;
import dev.emery.TxScoped;
import dev.emery.engine.Engine;
import dev.emery.journal.PoolFile;
import dev.emery.medium.Medium;
import dev.emery.transaction.Journal;
import dev.emery.transaction.ReadBody;
import dev.emery.transaction.ReadFunction;
import dev.emery.transaction.ReadScope;
import dev.emery.transaction.TransactionBody;
import dev.emery.transaction.TransactionFunction;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store of persistent objects in one file, entered through its root record. What a transaction
 * changed is there after the process was killed and, unless told otherwise, after a power cut.
 *
 * {@snippet :
 * record Counter(PLong<Counter> runs, PHashMap<String, Long, Counter> words) {}
 *
 * try (var pool = Pool.open(Path.of("counter.pool"), Counter.class)) {
 *   Counter counter = pool.root();
 *   pool.transaction(j -> counter.runs().add(j, 1));
 *   IO.println("run " + counter.runs().get());
 * }
 * }
 *
 * <p>While a pool is open there are a journal and a lock file beside its file; a closed pool is one
 * file. A pool is open once: a second opening, in this process or another, by whatever name, throws
 * {@link dev.emery.PoolLockedException}.
 *
 * <p>Threading: a pool may be used from any thread, virtual ones included. Transactions are
 * serializable with respect to cells, entities and collections. A body may be run again after a
 * deadlock, so it should change nothing but the pool.
 *
 * <p>Every method throws {@link dev.emery.PoolClosedException} after {@link #close}, and {@link
 * dev.emery.PoolBrokenException} after a failed write or sync.
 *
 * @param <P> the root record, which brands every object of the pool
 */
public final class Pool<P> implements AutoCloseable {
  private final OpenPool<P> open;

  private Pool(OpenPool<P> open) {
    this.open = open;
  }

  /**
   * Opens a pool with default options, and makes its file if it is not there. See {@link
   * #open(Path, Class, PoolOptions)}.
   */
  public static <R extends Record> Pool<R> open(Path path, Class<R> root) {
    return open(path, root, PoolOptions.defaults());
  }

  /**
   * Opens a pool whose new root the supplier makes. See {@link #open(Path, Class, Supplier,
   * PoolOptions)}.
   */
  public static <R extends Record> Pool<R> open(
      Path path, Class<R> root, @TxScoped Supplier<? extends R> initial) {
    return open(path, root, initial, PoolOptions.defaults());
  }

  /**
   * Opens a pool. A new one gets a root with empty collections, zero numbers, and empty {@code
   * PCell<Optional<…>>}.
   *
   * @throws dev.emery.NotPersistentSafeException if something that the root leads to cannot be
   *     stored
   * @throws dev.emery.IncompatibleSchemaException if the file was written with other types
   * @throws dev.emery.UnregisteredComparatorException if a collection in it is in the order of a
   *     comparator that the options do not name
   * @throws dev.emery.PoolLockedException if the pool is open already
   * @throws dev.emery.CorruptPoolException if the file is no pool, or is damaged
   * @throws dev.emery.RecoveryNeededException if a read-only opening finds a pool that was not
   *     closed
   * @throws dev.emery.PoolException if the file cannot be made, read or mapped, or a new root needs
   *     a supplier
   */
  public static <R extends Record> Pool<R> open(Path path, Class<R> root, PoolOptions options) {
    return new Pool<>(Opening.file(path, root, null, options));
  }

  /**
   * Opens a pool. The root of a new one is made by {@code initial}.
   *
   * @throws dev.emery.PoolException as {@link #open(Path, Class, PoolOptions)} does
   */
  public static <R extends Record> Pool<R> open(
      Path path, Class<R> root, @TxScoped Supplier<? extends R> initial, PoolOptions options) {
    return new Pool<>(
        Opening.file(path, root, Objects.requireNonNull(initial, "initial"), options));
  }

  /** Makes a pool in memory only: the same thing without a file, gone when it is closed. */
  public static <R extends Record> Pool<R> inMemory(Class<R> root) {
    return new Pool<>(Opening.memory(root, null, PoolOptions.defaults()));
  }

  /** Makes a pool in memory only, with an initial root. */
  public static <R extends Record> Pool<R> inMemory(
      Class<R> root, @TxScoped Supplier<? extends R> initial) {
    return new Pool<>(
        Opening.memory(root, Objects.requireNonNull(initial, "initial"), PoolOptions.defaults()));
  }

  /** Makes a pool in memory only, with an initial root and options. */
  public static <R extends Record> Pool<R> inMemory(
      Class<R> root, @TxScoped Supplier<? extends R> initial, PoolOptions options) {
    return new Pool<>(Opening.memory(root, Objects.requireNonNull(initial, "initial"), options));
  }

  /** Makes a pool in memory only, with options; those about files say nothing here. */
  public static <R extends Record> Pool<R> inMemory(Class<R> root, PoolOptions options) {
    return new Pool<>(Opening.memory(root, null, options));
  }

  /**
   * Reads what a pool file says about itself, without opening or locking it.
   *
   * @throws dev.emery.CorruptPoolException if the file is no pool
   * @throws dev.emery.PoolException if it cannot be read, or was written by a newer version
   */
  public static PoolInfo info(Path path) {
    return InfoReader.read(Medium.files(), path);
  }

  /**
   * Brings a pool that was not closed in order, without opening it and without its types: what its
   * journal holds is written into the file, and the journal is gone. Opening it does the same. Does
   * nothing to a pool that was closed.
   *
   * @throws dev.emery.PoolFullException if there is no space for that, or if it makes the file
   *     longer than 256 GiB: open it with a larger {@link PoolOptions#maximumSize} then
   * @throws dev.emery.PoolLockedException if the pool is open
   * @throws dev.emery.RecoveryNeededException if its journal is not there
   * @throws dev.emery.UndecidedPoolException if another pool decides about a commit of this one
   * @throws dev.emery.CorruptPoolException if it or its journal is damaged
   * @throws dev.emery.PoolException if it cannot be read or written for another reason
   */
  public static void recover(Path path) {
    Opening.recover(path, PoolOptions.defaults());
  }

  /**
   * Declares a pool closed although its journal is lost or damaged, or its file was cut short; the
   * journal is deleted. What it held is lost, the rest may contradict itself, and {@link #check}
   * says where: only for copies of damaged pools, to read what is left.
   *
   * @throws dev.emery.PoolLockedException if the pool is open
   * @throws dev.emery.CorruptPoolException if both superblocks are damaged
   * @throws dev.emery.PoolException if it cannot be read or written
   */
  public static void abandonJournal(Path path) {
    PoolFile.abandonJournal(Medium.files(), path);
  }

  /**
   * What messages and events call this pool: the path of its file, or the root of one in memory.
   */
  public String name() {
    return engine().options().name();
  }

  /** The root record, from which everything in the pool is reached. */
  public P root() {
    return open.root();
  }

  /**
   * Runs a body that changes the pool: all of it happens, or nothing. Returns when it is as durable
   * as the pool's options say.
   */
  public <X extends Throwable> void transaction(TransactionBody<P, X> body) throws X {
    transaction(engine().options().durability(), body);
  }

  /** Runs a body that changes the pool, with a durability of its own. */
  public <X extends Throwable> void transaction(Durability durability, TransactionBody<P, X> body)
      throws X {
    Captures.look(Objects.requireNonNull(body, "body"));
    engine()
        .transactions()
        .<@Nullable Void, X>run(
            durability,
            t -> {
              body.run(new Journal<>(t));
              return null;
            });
  }

  /** Runs a body that changes the pool and has a result. */
  public <T extends @Nullable Object, X extends Throwable> T compute(
      TransactionFunction<P, T, X> body) throws X {
    return compute(engine().options().durability(), body);
  }

  /** Runs a body that changes the pool and has a result, with a durability of its own. */
  public <T extends @Nullable Object, X extends Throwable> T compute(
      Durability durability, TransactionFunction<P, T, X> body) throws X {
    Captures.look(Objects.requireNonNull(body, "body"));
    return engine().transactions().run(durability, t -> body.apply(new Journal<>(t)));
  }

  /** Runs a body that sees one state of the pool, over as many objects as it looks at. */
  public <X extends Throwable> void read(ReadBody<P, X> body) throws X {
    Objects.requireNonNull(body, "body");
    engine()
        .transactions()
        .<@Nullable Void, X>read(scope -> {
          body.run(new ReadScope<>(scope));
          return null;
        });
  }

  /** Runs a body that sees one state of the pool and has a result. */
  public <T extends @Nullable Object, X extends Throwable> T query(ReadFunction<P, T, X> body)
      throws X {
    Objects.requireNonNull(body, "body");
    return engine().transactions().read(scope -> body.apply(new ReadScope<>(scope)));
  }

  /**
   * Makes everything durable that was committed before this call, {@code RELAXED} commits included.
   */
  public void sync() {
    engine().requireUsable();
    engine().awaitDurable(engine().log().lastSequence());
  }

  /**
   * Copies what the journal holds into the pool file. Happens by itself; of use before a planned
   * copy of the file.
   */
  public void checkpoint() {
    engine().upkeep().checkpoint();
  }

  /**
   * Writes a copy of the pool into another file while transactions go on: a pool of its own that is
   * closed, with everything that was committed before this call and perhaps some of what was
   * committed since, each commit whole. The file appears under its name complete and durable, or
   * not at all. To go back to it, close this pool and put the copy in its place.
   *
   * <p>Takes time in proportion to the size of the pool. No checkpoint runs meanwhile, so the
   * journal grows, and writers that have filled it wait.
   *
   * <p>A commit over several pools that is not decided yet is not in the copy.
   *
   * @throws dev.emery.PoolFullException if there is no space for the copy
   * @throws dev.emery.PoolException if a file has that name, or the copy cannot be written; this
   *     pool goes on
   * @throws dev.emery.PoolBrokenException if this pool's own files failed
   */
  public void backup(Path target) {
    backup(target, (_, _) -> {});
  }

  /** As {@link #backup(Path)}, and tells how many bytes of how many it has copied. */
  public void backup(Path target, Progress progress) {
    Objects.requireNonNull(progress, "progress");
    engine().upkeep().backup(Objects.requireNonNull(target, "target"), progress::at);
  }

  /**
   * How much of the pool is used, and how its transactions ended. Reads the allocation maps, about
   * a thousandth of the file, and waits for nobody.
   */
  public PoolStatistics statistics() {
    return open.statistics();
  }

  /**
   * How many bytes of the pool an entity or a collection takes, with everything that it owns: all
   * blocks with their headers and what sizes are rounded up by. 0 for one that is not stored yet.
   * Of what is shared, each object counts once, though others own it too.
   *
   * <p>The sum is of one state of the pool, and takes time and memory in proportion to the number
   * of objects: every one is locked as if it was read in {@link #query}, to the end of the body
   * inside of which it is asked for, or of this call.
   *
   * @throws IllegalArgumentException if {@code object} is neither an entity nor a collection
   * @throws dev.emery.StaleReferenceException if it was removed
   * @throws dev.emery.WrongPoolException if it is in another pool
   * @throws dev.emery.TransactionConflictException if a lock cannot be had
   */
  public long footprint(Object object) {
    return open.footprint(Objects.requireNonNull(object, "object"));
  }

  /**
   * Counts the objects of the pool by their types, while no transaction is open on it. Takes as
   * long as {@link #check} without the check, and as much memory: both are proportional to the
   * number of objects.
   *
   * @throws IllegalStateException inside a body
   * @throws dev.emery.TransactionConflictException if transactions are still open at the lock wait
   *     limit
   * @throws dev.emery.CorruptPoolException if the objects cannot be followed
   */
  public Census census() {
    return open.census();
  }

  /**
   * Reads the part of the file that an entity or a collection lies in, with everything that it
   * owns, and compares it with the checksums there: those of the last checkpoint. Does nothing for
   * one that is not stored yet. Beside other transactions; takes time and memory in proportion to
   * what is read.
   *
   * @throws dev.emery.CorruptPoolException if they differ, or the object cannot be followed
   * @throws IllegalStateException if the pool was never opened with {@link Checksums#FULL}
   * @throws IllegalArgumentException if {@code object} is neither an entity nor a collection
   * @throws dev.emery.StaleReferenceException if it was removed
   * @throws dev.emery.WrongPoolException if it is in another pool
   */
  public void verify(Object object) {
    open.verify(Objects.requireNonNull(object, "object"));
  }

  /**
   * Checks the whole pool while no transaction is open on it, with {@link Checksums#FULL} also the
   * pages of its file against their checksums. Proportional to its size.
   */
  public CheckReport check() {
    return check((_, _) -> {});
  }

  /** As {@link #check()}, and tells how many blocks of how many it has seen. */
  public CheckReport check(Progress progress) {
    return open.check(Objects.requireNonNull(progress, "progress"));
  }

  /**
   * A deep copy of an entity or collection as a prototype, to be stored in this pool or another:
   * cells, collections and boxes in it are new; {@code Prc} and {@code Parc} lead to the same
   * targets, which ties the copy to this pool. Sees one state. A prototype is refused. Time O(n) of
   * what is copied.
   *
   * @throws IllegalArgumentException if {@code object} is no entity or collection of this pool
   * @throws dev.emery.StaleReferenceException if it was freed
   */
  public <T> T pclone(T object) {
    return open.pclone(Objects.requireNonNull(object, "object"));
  }

  /**
   * Frees objects that nothing leads to but each other: circles of {@link dev.emery.pointer.Prc}
   * and {@link dev.emery.pointer.Parc}, whose counts never reach zero. Looks through the whole pool
   * while no transaction is open on it, by the types of its schema, and takes apart what it found
   * in small transactions beside others. Weak pointers to those objects are empty from then on.
   *
   * @throws IllegalStateException inside a body
   * @throws dev.emery.TransactionConflictException if transactions stay open for the lock wait
   *     limit
   */
  public CycleReport collectCycles() {
    return collectCycles((_, _) -> {});
  }

  /** As {@link #collectCycles()}, and tells how far it is. */
  public CycleReport collectCycles(Progress progress) {
    return open.collectCycles(progress::at);
  }

  /** Whether the pool can be used: neither closed nor broken. */
  public boolean isOpen() {
    return engine().isUsable();
  }

  /**
   * Closes the pool: refuses new transactions, waits for open ones up to the lock wait limit, and
   * leaves one file. Closing again does nothing.
   *
   * @throws IllegalStateException inside a body
   * @throws dev.emery.TransactionConflictException if transactions are still open at the limit; the
   *     pool stays open
   */
  @Override
  public void close() {
    open.close();
  }

  Engine engine() {
    return open.engine();
  }

  @Override
  public String toString() {
    return "Pool[" + engine().options().name() + "]";
  }
}
