package dev.emery.engine;

import dev.emery.PoolBrokenException;
import dev.emery.PoolException;
import dev.emery.StaleReferenceException;
import dev.emery.heap.BlockHeader;
import dev.emery.heap.Heap;
import dev.emery.heap.HeapFormat;
import dev.emery.image.Image;
import dev.emery.isolation.ChangeTable;
import dev.emery.isolation.Gate;
import dev.emery.isolation.LockTable;
import dev.emery.isolation.Sighting;
import dev.emery.isolation.Versions;
import dev.emery.journal.CommitLog;
import dev.emery.journal.RedoLog;
import java.util.NavigableSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One open pool: the image with its journal, heap, locks and versions. Transactions go through
 * {@link Transactions}, reads through {@link #enter} and {@link #exit}.
 *
 * <p>Lock order, outermost first: gate, object locks, decisions, drop queue, heap, the journal's
 * append lock, the table of those that wait for changes. Of several pools, gates are entered in the
 * order of their numbers.
 */
public final class Engine {
  private final Image image;
  private final EngineOptions options;
  private final Storage storage;
  private final CommitLog log;
  private final Versions versions = new Versions();
  private final LockTable locks;
  private final Gate gate;
  private final ChangeTable changes = new ChangeTable();
  private final Heap heap;
  private final IdCounter ids;
  private final long hashSeed;
  private final int zoneShift;
  private final DropQueue drops;
  private final Outcomes outcomes = new Outcomes();
  private final Transactions transactions;
  private final Upkeep upkeep;
  private final @Nullable Decisions decisions;
  private final ScopePool<MomentaryReader> readers = new ScopePool<>(MomentaryReader::new);
  private final Companions companions = new Companions();
  private final AtomicInteger births = new AtomicInteger();
  private @Nullable Objects objects;
  private volatile @Nullable Throwable down; // why it cannot be used
  private volatile boolean broken;
  private volatile @Nullable BlockSet condemned;

  /**
   * Creates the engine of a pool whose image is up to date.
   *
   * @param zoneShift the zone size of the pool, as a power of two
   * @param idKey the key of the pool's id words
   */
  public Engine(
      Image image,
      Storage storage,
      EngineOptions options,
      int zoneShift,
      long hashSeed,
      long idKey) {
    this.image = image;
    this.options = options;
    this.storage = storage;
    this.log = storage.log();
    this.hashSeed = hashSeed;
    this.zoneShift = zoneShift;
    this.locks = new LockTable(versions, options.name());
    this.gate = new Gate();
    this.ids = new IdCounter(image.getLong(IdCounter.PLACE), idKey);
    this.heap = new Heap(image, new HeapSpace(image, storage), zoneShift);
    this.drops = new DropQueue(this);
    this.transactions = new Transactions(this);
    this.upkeep = new Upkeep(this);
    drops.load();
    this.decisions = log instanceof RedoLog redo ? new Decisions(this, redo) : null;
    if (log instanceof RedoLog redo) {
      redo.whenBroken(this::markBroken); // E8: whoever it was that wrote
    }
  }

  // ---- parts

  /** The image of the pool. */
  public Image image() {
    return image;
  }

  /** The heap of the pool. */
  public Heap heap() {
    return heap;
  }

  /** The journal of the pool. */
  public CommitLog log() {
    return log;
  }

  /** What runs transactions and read scopes. */
  public Transactions transactions() {
    return transactions;
  }

  /** How transactions ended since the pool was opened. */
  public Outcomes outcomes() {
    return outcomes;
  }

  /** What keeps the pool in shape beside the transactions: checkpoints, swaps, drops. */
  public Upkeep upkeep() {
    return upkeep;
  }

  /** The limits of this pool. */
  public EngineOptions options() {
    return options;
  }

  /** What knows the types of the pool. */
  public Objects objects() {
    Objects known = objects;
    if (known == null) {
      throw new IllegalStateException("types of the pool are not known yet");
    }
    return known;
  }

  /** Gives the engine what knows the types of the pool. */
  public void objects(Objects known) {
    this.objects = known;
  }

  /** How many bytes of journal the next checkpoint has to copy. */
  public long journalBytes() {
    return storage.journalBytes();
  }

  /** How many bytes the file can never exceed. */
  public long maximumBytes() {
    return storage.maximum();
  }

  /** How many dropped objects wait to be taken apart. */
  public long queuedObjects() {
    return drops.size();
  }

  /** Whether the pool has checksums of its pages. */
  public boolean keepsPageSums() {
    return storage.keepsPageSums();
  }

  /** See {@link Storage#checkPages}. */
  public void checkPages(@Nullable NavigableSet<Long> wanted, LongConsumer damage) {
    storage.checkPages(wanted, damage);
  }

  Storage storage() {
    return storage;
  }

  LockTable locks() {
    return locks;
  }

  Versions versions() {
    return versions;
  }

  Gate gate() {
    return gate;
  }

  /** Those that wait for a change of what they have read (E40). */
  public ChangeTable changes() {
    return changes;
  }

  ScopePool<MomentaryReader> readers() {
    return readers;
  }

  /** What this pool has decided about commits over several pools; null if it has no file. */
  public @Nullable Decisions decisions() {
    return decisions;
  }

  IdCounter ids() {
    return ids;
  }

  DropQueue drops() {
    return drops;
  }

  /** The hash seed of the pool. */
  public long hashSeed() {
    return hashSeed;
  }

  /** The zone size of the pool, as a power of two. */
  public int zoneShift() {
    return zoneShift;
  }

  /** Makes room on the drop queue, so that objects can be dropped when the pool is full. */
  public void prepareDrops() {
    drops.prepare();
  }

  int nextBirth() {
    int birth = births.incrementAndGet();
    return birth != 0 ? birth : births.incrementAndGet();
  }

  // ---- blocks

  /** The place of a block's first payload byte. */
  public static long payload(long block) {
    return block + BlockHeader.BYTES;
  }

  /** The type tag of a block. */
  public int tag(long block) {
    return BlockHeader.tag(image.getLong(block));
  }

  /** The payload bytes of a block. */
  public long capacity(long block) {
    return heap.capacity(block);
  }

  /** Whether the allocation id in a block is one that this pool has given to it (E15). */
  public boolean hasIdOfItsOwn(long block) {
    return ids.gave(BlockHeader.id(image, block), block);
  }

  /** The bytes that a block takes of the pool, its header included. */
  public long blockBytes(long block) {
    return BlockHeader.BYTES + heap.capacity(block);
  }

  /** The root object's block, 0 before there is one. */
  public long rootBlock() {
    return image.getLong(HeapFormat.ROOT);
  }

  /** A volatile companion of the object in {@code block}, shared by all its handles. */
  public <T> T companion(long block, long id, Class<T> type, Supplier<T> maker) {
    return companions.get(block, id, type, maker);
  }

  /** The bytes that an object and what it owns take; see {@code Memory.footprint}. */
  public long footprint(long block, long id) {
    return transactions.<Long, RuntimeException>read(scope -> {
      scope.lockShared(block);
      require(block, id);
      return objects().footprint(scope, block);
    });
  }

  /** What messages call the object in a block: its type and place. */
  public String describe(long block) {
    return objects().describe(block);
  }

  // ---- state

  /** Throws if the pool is closed or broken. */
  public void requireUsable() {
    Throwable reason = down;
    if (reason != null) {
      throw broken ? Broken.by(options.name(), reason) : Broken.closed(options.name());
    }
  }

  /** Whether the pool is neither closed nor broken. */
  public boolean isUsable() {
    return down == null;
  }

  /** As {@link #markBroken}, and returns the exception to be thrown. */
  public PoolException breakDown(Throwable cause) {
    markBroken(cause);
    Throwable reason = down;
    return broken && reason != null
        ? Broken.by(options.name(), reason)
        : Broken.closed(options.name());
  }

  /**
   * Marks the pool broken for good: from here on every call throws (E8). Allocates nothing, since
   * the cause may be that there is no memory.
   */
  public void markBroken(Throwable cause) {
    if (down == null) {
      broken = true;
      down = cause;
      versions.raiseAll();
      changes.wakeAll();
    }
  }

  void markClosed() {
    if (down == null) {
      down = Broken.CLOSED;
      versions.raiseAll();
    }
    changes.wakeAll();
  }

  /** As {@link #markClosed}, for the thread that has closed the gate: nobody writes. */
  void markClosedAtGate() {
    if (down == null) {
      down = Broken.CLOSED;
      versions.raiseAllAtRest();
    }
    changes.wakeAll();
  }

  /** Waits until a commit and all before it are on the medium. */
  public void awaitDurable(long sequence) {
    try {
      log.awaitDurable(sequence);
    } catch (PoolBrokenException e) {
      throw breakDown(e);
    }
  }

  // ---- reads

  /** The scope of this pool that the thread is in, or null. */
  public @Nullable EngineScope currentScope() {
    if (!gate.anyOpen()) {
      return null;
    }
    EngineScope scope = EngineScope.current();
    if (scope != null && scope.engine != this) {
      scope = scope.of(this);
    }
    return scope != null && scope.engine == this ? scope : null;
  }

  /** Begins a read of one object (E27); see {@code Memory.enter}. */
  public long enter(long block, boolean pure) {
    EngineScope scope = currentScope();
    if (scope != null) {
      scope.requireNotDoomed();
      scope.lockShared(block);
      return MomentaryReader.SCOPED;
    }
    // First the version, then the state: a sighting of a pool that is down would hold for ever.
    long stamp = versions.read(block);
    if (down != null) {
      requireUsable();
    }
    if (pure && !Versions.writing(stamp)) {
      return stamp;
    }
    return MomentaryReader.lock(this, block);
  }

  /** Whether a transaction holds this lock exclusively at the moment. */
  public boolean isLocked(long key) {
    return locks.isExclusive(key);
  }

  /**
   * Checks as {@link #require} does, outside of a read and without a lock: the object existed at
   * some moment of this call.
   */
  public void requireNow(long block, long id) {
    for (; ; ) {
      long stamp = versions.read(block);
      try {
        requireUsable();
        require(block, id);
        return;
      } catch (RuntimeException | Error e) {
        failed(block, stamp, e); // returns where the mapping was just replaced
      }
    }
  }

  /** See {@code Memory.watch}. */
  public Sighting sighting(long block, long stamp) {
    return gate.sighting(versions, block, stamp);
  }

  /** Ends a read; see {@code Memory.exit}. */
  public boolean exit(long block, long stamp) {
    if (stamp >= 0) {
      return versions.same(block, stamp);
    }
    if (stamp == MomentaryReader.LOCKED) {
      MomentaryReader.unlock(this, block);
    }
    return true;
  }

  /** Ends a read that failed; see {@code Memory.failed}. */
  public void failed(long block, long stamp, Throwable failure) {
    if (!exit(block, stamp)) {
      return;
    }
    if (failure instanceof InternalError) {
      throw breakDown(failure);
    }
    requireUsable();
    Broken.sneak(failure);
  }

  /** Checks that a handle's object still exists; see {@code Memory.require}. */
  public void require(long block, long id) {
    if (image.getLong(block + BlockHeader.ID) != id) {
      throw new StaleReferenceException(
          "object is gone: it was removed or its transaction was rolled back, object=0x"
              + Long.toHexString(block)
              + "; read it again from its collection");
    }
    long header = image.getLong(block);
    if (BlockHeader.isFresh(header)) {
      requireOwn(block, header);
    }
  }

  /** See {@code Memory.isAlive}. */
  public boolean isAlive(long block, long id) {
    long header = image.getLong(block);
    return image.getLong(block + BlockHeader.ID) == id
        && !BlockHeader.isQueued(header)
        && !isCondemned(block)
        && (!BlockHeader.isFresh(header)
            || currentScope() instanceof Transaction t && t.ownFresh(header));
  }

  /** Frees the objects that only lead to each other. Returns how many, and how many there are. */
  public long[] collectCycles(CycleCollector.Progress progress) {
    return new CycleCollector(this, progress).collect();
  }

  /** Says what nobody may store any more, since it is being taken apart; null for nothing. */
  void condemn(@Nullable BlockSet blocks) {
    condemned = blocks;
  }

  /** Says that a block is being freed, and may be another object soon. */
  void freed(long block) {
    BlockSet blocks = condemned;
    if (blocks != null) {
      blocks.remove(block);
    }
  }

  boolean isCondemned(long block) {
    BlockSet blocks = condemned;
    return blocks != null && blocks.contains(block);
  }

  /** See {@code Memory.owners}. */
  public int owners(long block) {
    long header = image.getLong(block);
    return BlockHeader.isFresh(header) ? 0 : BlockHeader.count(header);
  }

  private void requireOwn(long block, long header) {
    if (!(currentScope() instanceof Transaction t && t.ownFresh(header))) {
      throw new StaleReferenceException(
          "object is of a transaction that has not committed, object=0x" + Long.toHexString(block));
    }
  }

  /** Runs a small transaction of the system and commits it without waiting for the medium. */
  boolean system(SystemStep step) {
    return transactions.system(step);
  }

  /** A step of the system: returns whether it is to be committed. */
  @FunctionalInterface
  interface SystemStep {
    boolean run(Transaction t);
  }
}
