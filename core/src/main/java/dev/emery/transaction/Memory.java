package dev.emery.transaction;

import dev.emery.CorruptPoolException;
import dev.emery.NoJournalException;
import dev.emery.engine.Engine;
import dev.emery.engine.Transaction;
import dev.emery.image.Image;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Typed access to the bytes of one open pool, for authors of codecs, cells and collections. Loads
 * go anywhere; every store takes a {@link Journal}, so that there is no way to change a pool
 * outside a transaction.
 *
 * <p>Places are absolute offsets of the pool file, blocks are named by the offset of their header.
 * One memory belongs to one open pool, and two memories are of the same pool if and only if they
 * are the same object.
 *
 * <p>Reading follows one pattern, which sees committed data only and takes no lock where nobody
 * writes:
 *
 * {@snippet :
 * for (;;) {
 *   long stamp = memory.enter(block, true);
 *   try {
 *     memory.require(block, id);
 *     long value = memory.getLong(at);
 *     if (memory.exit(block, stamp)) {
 *       return value;
 *     }
 *   } catch (RuntimeException | Error e) {
 *     memory.failed(block, stamp, e);
 *   }
 * }
 * }
 *
 * <p>Between {@code enter} and {@code exit} nothing may be trusted yet: loops are bounded, nothing
 * is allocated by an unchecked length, and no user code is called unless {@code enter} was told so.
 */
public final class Memory {
  private final Engine engine;
  private final Image image;
  private final Map<Class<?>, Object> attachments = new ConcurrentHashMap<>();

  /** Callable from core only: the parameter's type is not exported. */
  @SuppressWarnings("exports")
  public Memory(Engine engine) {
    this.engine = engine;
    this.image = engine.image();
  }

  private Transaction on(Journal<?> j) {
    return Journal.present(j).on(engine);
  }

  // ---- loads

  /** The byte at {@code at}. */
  public byte getByte(long at) {
    return image.getByte(at);
  }

  /** The two bytes at {@code at}, little-endian. */
  public short getShort(long at) {
    return image.getShort(at);
  }

  /** The four bytes at {@code at}, little-endian. */
  public int getInt(long at) {
    return image.getInt(at);
  }

  /** The eight bytes at {@code at}, little-endian. */
  public long getLong(long at) {
    return image.getLong(at);
  }

  /**
   * The int at {@code at}, which says how many things of at least {@code least} bytes each there
   * are in the pool. Whoever makes an array for them, or goes through them, does not do so for a
   * number that no pool of this size can mean.
   *
   * @throws CorruptPoolException if it is negative, or so many cannot be in the pool
   */
  public int getCount(long at, int least) {
    int count = image.getInt(at);
    if (count < 0 || (long) count * least > image.limit()) {
      throw impossible(at, count);
    }
    return count;
  }

  /** As {@link #getCount}, of the long at {@code at}. */
  public long getLongCount(long at, int least) {
    long count = image.getLong(at);
    if (count < 0 || count > image.limit() || count * least > image.limit()) {
      throw impossible(at, count);
    }
    return count;
  }

  private static CorruptPoolException impossible(long at, long count) {
    return new CorruptPoolException(
        "more than the pool can hold, place=0x%x, count=%d".formatted(at, count));
  }

  /** Copies {@code length} bytes from {@code at} into {@code target}. */
  public void copyOut(long at, byte[] target, int from, int length) {
    image.copyOut(at, target, from, length);
  }

  /** Whether the bytes at {@code at} are those of {@code expected}. */
  public boolean matches(long at, byte[] expected, int from, int length) {
    return image.matches(at, expected, from, length);
  }

  // ---- blocks

  /** The place of a block's first payload byte. */
  public static long payload(long block) {
    return Engine.payload(block);
  }

  /** The type tag of a block. */
  public int tag(long block) {
    return engine.tag(block);
  }

  /** What messages call the object in a block: its type and place. */
  public String describe(long block) {
    return engine.describe(block);
  }

  /** The allocation id of a block, which is never reused. */
  public long id(long block) {
    return image.getLong(block + 8);
  }

  /** The payload bytes of a block. */
  public long capacity(long block) {
    return engine.capacity(block);
  }

  /**
   * The bytes that the object in {@code block} takes of the pool: its block and its parts, with
   * headers and what sizes are rounded up by, and those of everything that it owns. Something
   * shared that is reached twice counts once.
   *
   * <p>The sum is of one state: every object that counts is locked shared, to the end of the scope
   * that this thread is in, or to the end of the call.
   *
   * @throws dev.emery.StaleReferenceException if the object was freed
   */
  public long footprint(long block, long id) {
    return engine.footprint(block, id);
  }

  /** The hash seed of the pool. */
  public long seed() {
    return engine.hashSeed();
  }

  /**
   * The modification count of the object in {@code block}, shared by all its handles. It lives on
   * the Java heap, is dropped with its last user, and only rises.
   */
  public ModCount modCount(long block, long id) {
    return engine.companion(block, id, ModCount.class, ModCount::new);
  }

  /**
   * Allocates a block with {@code bytes} of zeroed payload. An object that nobody owns at commit is
   * freed. A part has no count of owners: it stays until it is {@linkplain #free freed}, and a
   * check reports it as lost where nothing leads to it.
   */
  public long allocate(Journal<?> j, int tag, long bytes) {
    return on(j).allocate(tag, bytes);
  }

  /**
   * Whether a block with {@code bytes} of payload can be had. A structure asks before it tidies up
   * in a removal, since removals have to work in a full pool too.
   */
  public boolean hasRoom(Journal<?> j, long bytes) {
    return on(j).hasRoom(bytes);
  }

  /** Frees a part at commit. Objects are never freed this way: they are disowned. */
  public void free(Journal<?> j, long block) {
    on(j).free(block);
  }

  // ---- stores; the caller has locked the object exclusively

  /** Stores a byte at {@code at} in {@code block}. */
  public void setByte(Journal<?> j, long block, long at, byte value) {
    on(j).setByte(block, at, value);
  }

  /** Stores two bytes at {@code at} in {@code block}. */
  public void setShort(Journal<?> j, long block, long at, short value) {
    on(j).setShort(block, at, value);
  }

  /** Stores four bytes at {@code at} in {@code block}. */
  public void setInt(Journal<?> j, long block, long at, int value) {
    on(j).setInt(block, at, value);
  }

  /** Stores eight bytes at {@code at} in {@code block}. */
  public void setLong(Journal<?> j, long block, long at, long value) {
    on(j).setLong(block, at, value);
  }

  /** Stores bytes at {@code at} in {@code block}. */
  public void copyIn(Journal<?> j, long block, long at, byte[] source, int from, int length) {
    on(j).copyIn(block, at, source, from, length);
  }

  /** Moves bytes inside one block; the ranges may overlap. */
  public void move(Journal<?> j, long block, long from, long to, long length) {
    on(j).move(block, from, to, length);
  }

  /** Copies bytes from anywhere to {@code to} in {@code block}. */
  public void copy(Journal<?> j, long from, long block, long to, long length) {
    on(j).move(block, from, to, length);
  }

  /** Stores zeros at {@code at} in {@code block}. */
  public void clear(Journal<?> j, long block, long at, long length) {
    on(j).clear(block, at, length);
  }

  // ---- ownership

  /**
   * Says that an owning reference to the object {@code target} was just stored at {@code at} in
   * {@code block}.
   */
  public void own(Journal<?> j, long target, long block, long at) {
    on(j).own(target, block, at);
  }

  /**
   * Says that the owning reference to {@code target} at {@code at} in {@code block} is being
   * overwritten.
   */
  public void disown(Journal<?> j, long target, long block, long at) {
    on(j).disown(target, block, at);
  }

  /** As {@link #own}, by a pointer that shares the object with others. */
  public void share(Journal<?> j, long target, long block, long at) {
    on(j).share(target, block, at);
  }

  /** As {@link #disown}, of a pointer that shares the object with others. */
  public void unshare(Journal<?> j, long target, long block, long at) {
    on(j).unshare(target, block, at);
  }

  /** How many references to an object the last commit has counted. */
  public int owners(long block) {
    return engine.owners(block);
  }

  /**
   * Whether {@code block} still is the object that {@code id} was given to, and has not lost its
   * last owner. The caller has locked it.
   */
  public boolean isAlive(long block, long id) {
    return engine.isAlive(block, id);
  }

  // ---- scopes

  /**
   * Runs a body in a transaction of this pool, as {@code pool.compute} does: with the durability of
   * its options, joined to the transaction that this thread is in. The caller vouches for the brand
   * of the journal.
   *
   * @throws IllegalStateException inside {@code pool.read}, and inside a body of another pool
   */
  public <P, T extends @Nullable Object, X extends Throwable> T compute(
      TransactionFunction<P, T, X> body) throws X {
    return engine
        .transactions()
        .run(engine.options().durability(), t -> body.apply(new Journal<>(t)));
  }

  /** Runs a body that sees one state of this pool, as {@code pool.query} does. */
  public <P, T extends @Nullable Object, X extends Throwable> T query(ReadFunction<P, T, X> body)
      throws X {
    return engine.transactions().read(scope -> body.apply(new ReadScope<>(scope)));
  }

  /** Whether this thread is inside of a transaction or a read scope of this pool. */
  public boolean isInScope() {
    return engine.currentScope() != null;
  }

  // ---- isolation

  /** Locks an object shared to the end of the scope. */
  public void lockShared(Scope<?> scope, long block) {
    switch (scope) {
      case null ->
          throw new NoJournalException(
              "journal or read scope is null; use that of pool.transaction or pool.read");
      case Journal<?> j -> j.on(engine).lockShared(block);
      case ReadScope<?> r -> r.on(engine).lockShared(block);
    }
  }

  /**
   * Locks an object exclusively to the end of the transaction.
   *
   * @param block the object's block. Where a part of an object has a lock of its own, the offset of
   *     a word in that part which is a multiple of 8 and none of 16, so that it can be no block;
   *     whoever reads the part enters and leaves by the same number, and whoever drops it takes its
   *     lock
   */
  public void lockExclusive(Journal<?> j, long block) {
    on(j).lockExclusive(block);
  }

  /** As {@link #lockExclusive}, but never waits; returns whether the lock is held now. */
  public boolean tryLockExclusive(Journal<?> j, long block) {
    return on(j).tryLockExclusive(block);
  }

  /** Whether a transaction holds this lock exclusively at the moment. */
  public boolean isLocked(long block) {
    return engine.isLocked(block);
  }

  /**
   * Begins a read of the object in {@code block}. Inside a scope of this thread it takes the
   * scope's shared lock.
   *
   * @param pure whether the loads call no user code; where they do, a shared lock is held to {@code
   *     exit}
   * @return a stamp for {@link #exit}: not negative where the read takes no lock, and then two
   *     reads with one stamp see the same object in the same state
   */
  public long enter(long block, boolean pure) {
    return engine.enter(block, pure);
  }

  /**
   * Ends a read, and says whether what was read since {@code enter} may be trusted; if not, read
   * again.
   */
  public boolean exit(long block, long stamp) {
    return engine.exit(block, stamp);
  }

  /**
   * What finds out later whether the object in {@code block} still is as it was at {@code stamp},
   * which is of {@link #enter}, was proved by {@link #exit} and is not negative.
   */
  public Watch watch(long block, long stamp) {
    return new Watch(engine, engine.sighting(block, stamp));
  }

  /**
   * Ends a read that failed: returns where it has to be tried again, and throws where the failure
   * is real.
   */
  public void failed(long block, long stamp, Throwable failure) {
    engine.failed(block, stamp, failure);
  }

  /**
   * Checks that {@code block} still is the object that {@code id} was given to.
   *
   * @throws dev.emery.StaleReferenceException if it was freed, rolled back, or is of a transaction
   *     that has not committed
   */
  public void require(long block, long id) {
    engine.require(block, id);
  }

  /**
   * Checks as {@link #require} does, but outside of a read and without a lock: the object existed
   * at some moment of this call.
   */
  public void requireNow(long block, long id) {
    engine.requireNow(block, id);
  }

  /**
   * What belongs to one transaction alone: one object of a type, made at first use, forgotten at
   * the end and when the body is run again. A rollback to a savepoint leaves it as it is; see
   * {@link #onRollback}.
   */
  public static <T> T local(Journal<?> j, Class<T> type, Supplier<T> maker) {
    return Journal.present(j).local(type, maker);
  }

  /**
   * Checks that a journal is of this pool and may be used here and now, where nothing else does.
   */
  public void requireJournal(Journal<?> j) {
    on(j);
  }

  /** What belongs to this opening of the pool: one object of a type, made at first use and kept. */
  public <T> T attachment(Class<T> type, Supplier<T> maker) {
    return type.cast(attachments.computeIfAbsent(type, _ -> maker.get()));
  }

  /**
   * Whether a journal is open.
   *
   * @throws dev.emery.NoJournalException if it is null
   */
  public static boolean isOpen(Journal<?> j) {
    return Journal.present(j).isOpen();
  }

  /** Checks that a journal may be used here and now, where nothing else does. */
  public static void requireOpen(Journal<?> j) {
    Journal.present(j).requireOpen();
  }

  /**
   * Runs {@code undo} when what the transaction does from now on is rolled back, in whole or to a
   * savepoint before this call. Volatile state beside persistent places is put right this way.
   */
  public static void onRollback(Journal<?> j, Runnable undo) {
    Journal.present(j).onRollback(undo);
  }

  /**
   * As {@link #onRollback}, but of a row of calls with one {@code key} only the first in a
   * savepoint interval counts.
   */
  public static void onRollbackOnce(Journal<?> j, Object key, Runnable undo) {
    Journal.present(j).onRollbackOnce(key, undo);
  }

  /**
   * Makes a transaction impossible to commit, since a change failed half-way: every later call
   * throws {@code failure} again, also where the body catches it. To be called where a structure
   * cannot put itself right.
   */
  public static void doom(Journal<?> j, Throwable failure) {
    Journal.present(j).doom(failure);
  }

  /** Whether the pool is neither closed nor broken. */
  public boolean isUsable() {
    return engine.isUsable();
  }

  /** Whether the pool can be read: throws what {@code closed} or {@code broken} means otherwise. */
  public void requireUsable() {
    engine.requireUsable();
  }
}
