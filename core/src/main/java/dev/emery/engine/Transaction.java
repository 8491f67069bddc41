package dev.emery.engine;

import dev.emery.Durability;
import dev.emery.PoolException;
import dev.emery.PoolFullException;
import dev.emery.StaleReferenceException;
import dev.emery.heap.BlockHeader;
import dev.emery.image.Image;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One running transaction: what it has locked, overwritten, allocated, freed and owned. Stores go
 * straight into the image; undo and allocation state live on the Java heap until {@link Commit}
 * turns them into a redo record.
 *
 * <p>A transaction is divided into savepoint intervals. The first begins with it; each savepoint
 * and each nested transaction begins another. The block header of a fresh block holds the number of
 * the interval that allocated it, so that one compare tells whether a store needs its old words
 * kept (E21).
 */
public final class Transaction extends EngineScope {
  final Image image;
  final Allocations allocations;
  final OwnerLog owners = new OwnerLog();
  final LongList frees = new LongList();
  private final List<Interval> intervals = new ArrayList<>();
  private final List<Runnable> undos = new ArrayList<>();
  private final List<Runnable> onCommit = new ArrayList<>();
  private final List<Runnable> onAbort = new ArrayList<>();
  private final Map<Class<?>, Object> locals = new HashMap<>();
  private int depth;
  private long serials;
  private UndoLog undo;
  private Interval interval;
  private @Nullable Object lastKey;
  long dropsAtBegin;
  private boolean draining;
  private boolean sync;
  private final Commit commit;
  final Course course;

  Transaction(Engine engine) {
    super(engine);
    this.image = engine.image();
    this.allocations = new Allocations(engine);
    this.interval = new Interval(image);
    this.undo = interval.undo;
    intervals.add(interval);
    this.commit = new Commit(this, engine);
    this.course = new Course(engine);
  }

  /** What one savepoint interval has done. */
  private static final class Interval {
    final UndoLog undo;
    int birth; // 0 until it allocates
    int births;
    int frees;
    int owners;
    int undos;
    int onCommit;
    int onAbort;
    long serial;

    Interval(Image image) {
      this.undo = new UndoLog(image);
    }
  }

  @Override
  void open() {
    super.open();
    dropsAtBegin = engine.drops().done();
    depth = 0;
    draining = false;
    sync = false;
    mark(intervals.getFirst());
  }

  private void mark(Interval marked) {
    interval = marked;
    undo = marked.undo;
    lastKey = null;
    interval.birth = 0;
    interval.births = allocations.births();
    interval.frees = frees.size();
    interval.owners = owners.size();
    interval.undos = undos.size();
    interval.onCommit = onCommit.size();
    interval.onAbort = onAbort.size();
    interval.serial = ++serials;
  }

  // ---- savepoints

  /** Begins an interval and returns its depth, to which {@link #rollbackTo} can return. */
  public int beginInterval() {
    depth++;
    if (depth == intervals.size()) {
      intervals.add(new Interval(image));
    }
    mark(intervals.get(depth));
    return depth;
  }

  /** The serial number of the interval at {@code at}, or -1 if there is none. */
  public long serialOf(int at) {
    return at <= depth ? intervals.get(at).serial : -1;
  }

  /** Undoes everything since the interval at {@code to} began, and begins it anew. */
  public void rollbackTo(int to) {
    Interval target = intervals.get(to);
    long serial = target.serial;
    undoDownTo(to);
    List<Runnable> hooks = new ArrayList<>(onAbort.subList(target.onAbort, onAbort.size()));
    onAbort.subList(target.onAbort, onAbort.size()).clear();
    depth = to;
    mark(target);
    target.serial = serial;
    Hooks.run(hooks);
  }

  private void undoDownTo(int to) {
    Interval target = intervals.get(to);
    for (int i = depth; i >= to; i--) {
      intervals.get(i).undo.restore();
      intervals.get(i).undo.reset();
    }
    allocations.rollback(target.births);
    frees.truncate(target.frees);
    owners.truncate(target.owners);
    for (int i = undos.size() - 1; i >= target.undos; i--) {
      undos.remove(i).run();
    }
    while (onCommit.size() > target.onCommit) { // no memory is needed to go back
      onCommit.removeLast();
    }
  }

  /** Joins the intervals from {@code from} on to the one before: a nested transaction has ended. */
  void endInterval(int from) {
    for (; depth >= from; depth--) {
      intervals.get(depth).undo.mergeInto(intervals.get(depth - 1).undo);
      intervals.get(depth).undo.reset();
    }
    interval = intervals.get(depth); // blocks born in a joined interval keep their later birth
    undo = interval.undo;
    lastKey = null;
  }

  /**
   * Makes sure that an operation does not end half done for want of stack. It may have begun
   * already, so that a body cannot swallow the error (E25).
   */
  public void requireStack() {
    try {
      StackRoom.require();
    } catch (StackOverflowError e) {
      doom(new PoolException("no stack left for a change; call it from less deep a method", e));
      throw e;
    }
  }

  // ---- stores

  /** Whether stores into {@code block} need no old words: this interval has allocated it. */
  private boolean fresh(long block) {
    long header = image.getLong(block);
    return BlockHeader.isFresh(header) && BlockHeader.count(header) == interval.birth;
  }

  /** Whether this transaction has allocated {@code block}. */
  boolean ownFresh(long header) {
    return BlockHeader.isFresh(header) && allocations.bornHere(BlockHeader.count(header));
  }

  /** Stores one byte. */
  public void setByte(long block, long at, byte value) {
    if (!fresh(block)) {
      undo.touch(at);
    }
    image.setByte(at, value);
  }

  /** Stores two bytes. */
  public void setShort(long block, long at, short value) {
    if (!fresh(block)) {
      undo.touch(at);
    }
    image.setShort(at, value);
  }

  /** Stores four bytes. */
  public void setInt(long block, long at, int value) {
    if (!fresh(block)) {
      undo.touch(at);
    }
    image.setInt(at, value);
  }

  /** Stores eight bytes. */
  public void setLong(long block, long at, long value) {
    if (!fresh(block)) {
      undo.touch(at);
    }
    image.setLong(at, value);
  }

  /** Stores one of the header page's words, which lie in no block. */
  public void setHeaderWord(long at, long value) {
    undo.touch(at);
    image.setLong(at, value);
  }

  /** Stores bytes of an array. */
  public void copyIn(long block, long at, byte[] source, int from, int length) {
    keep(block, at, length);
    image.copyIn(at, source, from, length);
  }

  /** Stores bytes that lie elsewhere in the pool; the ranges may overlap. */
  public void move(long block, long from, long to, long length) {
    keep(block, to, length);
    image.move(from, to, length);
  }

  /** Stores zeros. */
  public void clear(long block, long at, long length) {
    keep(block, at, length);
    image.clear(at, length);
  }

  private void keep(long block, long at, long length) {
    if (!fresh(block)) {
      undo.touch(at, length);
    }
  }

  // ---- blocks and owners

  /** Allocates a block with zeroed payload. */
  public long allocate(int tag, long bytes) {
    if (interval.birth == 0) {
      interval.birth = allocations.newBirth();
    }
    try {
      requireStack(); // below are locks of all transactions
      return allocations.allocate(tag, bytes, interval.birth);
    } catch (RuntimeException e) {
      doom(e); // half a change is behind us: a body cannot swallow it (E25)
      throw e;
    } catch (Error e) {
      doom(new PoolException("no memory for a block: " + e, e));
      throw e;
    }
  }

  /** Whether a block of this size can be had. */
  public boolean hasRoom(long bytes) {
    StackRoom.require();
    try {
      engine.heap().cancel(engine.heap().reserve(bytes));
      return true;
    } catch (PoolFullException e) {
      return false;
    } catch (GrowSignal e) {
      doom(e);
      throw e;
    }
  }

  /** Frees a block: at once where this interval has allocated it, otherwise at commit. */
  public void free(long block) {
    if (fresh(block)) {
      allocations.discard(block);
    } else {
      frees.add(block);
    }
  }

  /**
   * Counts an owning reference that was stored. The object is locked, since its count changes
   * (E17).
   */
  public void own(long target, long block, long at) {
    lockExclusive(target);
    requireWanted(target);
    owners.add(target, true, false, block, at);
  }

  /** Counts an owning reference that is being overwritten. */
  public void disown(long target, long block, long at) {
    lockExclusive(target);
    owners.add(target, false, false, block, at);
  }

  /** As {@link #own}, for a pointer that shares its target with others. */
  public void share(long target, long block, long at) {
    lockExclusive(target);
    requireWanted(target);
    owners.add(target, true, true, block, at);
  }

  /** As {@link #disown}, for a pointer that shares its target with others. */
  public void unshare(long target, long block, long at) {
    lockExclusive(target);
    owners.add(target, false, true, block, at);
  }

  private void requireWanted(long target) {
    if (engine.isCondemned(target)) {
      throw new StaleReferenceException(
          "object is gone: only objects that nothing leads to led to it, object=0x"
              + Long.toHexString(target));
    }
  }

  /** Makes this a step of the drop queue, which waits for nobody. */
  boolean drain(long target) {
    draining = true;
    return engine.locks().tryLockExclusive(this, target);
  }

  /** Whether this waits for no lock, but gives up by {@link DropQueue.Busy}. */
  boolean isDraining() {
    return draining;
  }

  void draining(boolean waitsForNobody) {
    draining = waitsForNobody;
  }

  // ---- locks

  @Override
  public void lockShared(long key) {
    if (needsLock(key)) {
      super.lockShared(key);
    }
  }

  /**
   * Locks an object, or a part that has a lock of its own, exclusively to the end of the
   * transaction (E24). A step of the drop queue gives up where it would have to wait.
   */
  public void lockExclusive(long key) {
    if (draining) {
      if (!tryLockExclusive(key)) {
        throw new DropQueue.Busy();
      }
    } else if (needsLock(key)) {
      engine.locks().lockExclusive(this, key);
    }
  }

  /** As {@link #lockExclusive}, but never waits; returns whether the lock is held now. */
  public boolean tryLockExclusive(long key) {
    return !needsLock(key) || engine.locks().tryLockExclusive(this, key);
  }

  /**
   * What this transaction has allocated nobody else can see. The key of a part is no header that
   * could tell: it is locked in any case.
   */
  private boolean needsLock(long key) {
    return (key & BlockHeader.BYTES - 1) != 0 || !ownFresh(image.getLong(key));
  }

  // ---- volatile companions

  /** Runs {@code action} when what follows is rolled back, newest first. */
  public void onRollback(Runnable action) {
    undos.add(action);
  }

  /**
   * Runs {@code action} as {@link #onRollback} does, unless the call before in this interval had
   * the same key.
   */
  @SuppressWarnings("ReferenceEquality") // the key is an identity
  public void onRollbackOnce(Object key, Runnable action) {
    if (lastKey != key) {
      lastKey = key;
      undos.add(action);
    }
  }

  /** See {@code Journal.onCommit}. */
  public void onCommit(Runnable action) {
    onCommit.add(action);
  }

  /** See {@code Journal.onAbort}. */
  public void onAbort(Runnable action) {
    onAbort.add(action);
  }

  /**
   * What belongs to this attempt alone, one object of a type, made at first use and forgotten at
   * the end.
   */
  public <T> T local(Class<T> type, Supplier<T> maker) {
    Object known = locals.get(type);
    if (known == null) {
      known = maker.get();
      locals.put(type, known);
    }
    return type.cast(known);
  }

  // ---- the end

  Commit commit() {
    return commit;
  }

  /** Says that a nested body asked for durability (E37). */
  void askSync(Durability durability) {
    sync |= durability == Durability.SYNC;
  }

  boolean syncAsked() {
    return sync;
  }

  /** Joins all intervals, so that {@link Commit} sees one. */
  UndoLog joinAll() {
    if (depth > 0) {
      endInterval(1);
    }
    return undo;
  }

  boolean isReadOnly() {
    return undo.isEmpty() && depth == 0 && allocations.isEmpty() && frees.isEmpty();
  }

  /** Puts everything back as it was before the transaction. Locks are still held afterwards. */
  void rollback() {
    undoDownTo(0);
    allocations.cancelAll();
    depth = 0;
    onCommit.clear();
  }

  /** Forgets everything after the end, and returns the hooks to run. */
  List<Runnable> finish(boolean committed) {
    List<Runnable> chosen = committed ? onCommit : onAbort;
    List<Runnable> hooks = chosen.isEmpty() ? List.of() : new ArrayList<>(chosen);
    for (int i = intervals.size() - 1; i >= 0; i--) {
      intervals.get(i).undo.reset();
    }
    while (intervals.size() > 4) {
      intervals.removeLast();
    }
    depth = 0;
    interval = intervals.getFirst();
    undo = interval.undo;
    frees.reset();
    owners.reset();
    allocations.reset();
    undos.clear();
    if (!locals.isEmpty()) {
      locals.clear();
    }
    lastKey = null;
    onCommit.clear();
    onAbort.clear();
    return hooks;
  }
}
