package dev.emery.pool;

import dev.emery.CorruptPoolException;
import dev.emery.PoolException;
import dev.emery.engine.Engine;
import dev.emery.heap.BlockHeader;
import dev.emery.heap.HeapCheck;
import dev.emery.heap.HeapFormat;
import dev.emery.image.Image;
import dev.emery.journal.PageSumsFormat;
import dev.emery.schema.ObjectType;
import dev.emery.schema.OwnedVisitor;
import dev.emery.transaction.Memory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The integrity check of a pool: what can be reached from the root and the drop queue is exactly
 * what is allocated, every object has as many owners as it counts, and every structure holds its
 * own invariants. The walk counts what it comes by, which is all that a census needs.
 *
 * <p>It runs while no transaction is open, and is iterative.
 */
final class PoolCheck implements OwnedVisitor {
  private static final int MOST_PROBLEMS = 1000;
  private static final int STRIDE = 1024;
  private static final int SOME = 5;

  private final Engine engine;
  private final Image image;
  private final Memory memory;
  private final PoolTypes types;
  private final List<String> problems = new ArrayList<>();
  private final Map<Long, Integer> owners = new HashMap<>(); // objects seen → references seen
  private final Set<Long> sharers = new HashSet<>(); // objects seen behind pointers that share
  private final Set<Long> queued = new HashSet<>(); // objects seen on the drop queue
  private final Set<Long> parts = new HashSet<>();
  private final Progress progress;
  private final Deque<Long> open = new ArrayDeque<>();
  private final CensusTaker counts = new CensusTaker();

  PoolCheck(Engine engine, Memory memory, PoolTypes types, Progress progress) {
    this.engine = engine;
    this.image = engine.image();
    this.memory = memory;
    this.types = types;
    this.progress = progress;
  }

  /**
   * Counts everything that can be reached.
   *
   * @throws CorruptPoolException if something is wrong with what was found on the way
   */
  Census census() {
    walk();
    if (!problems.isEmpty()) {
      throw new CorruptPoolException(
          "pool cannot be counted: " + problems.getFirst() + "; run check()");
    }
    return counts.census(types.schema(), queued.size());
  }

  private void walk() {
    long blocks = engine.heap().statistics().usedBlocks();
    walkHeader();
    for (long i = 0; !open.isEmpty() && problems.size() < MOST_PROBLEMS; i++) {
      if (i % STRIDE == 0) {
        progress.at((long) owners.size() - open.size() + parts.size(), blocks);
      }
      walkObject(open.remove());
    }
  }

  CheckReport run() {
    walk();
    owners.forEach(this::checkCount);
    HeapCheck.check(image, engine.zoneShift(), this::problem, this::checkReached);
    checkPages();
    return new CheckReport(problems, owners.size(), parts.size(), queued.size());
  }

  private void walkHeader() {
    try {
      object(image.getLong(HeapFormat.ROOT), 0, HeapFormat.ROOT);
      part(image.getLong(HeapFormat.SCHEMA), 0);
      part(image.getLong(HeapFormat.COMPARATORS), 0);
      walkSums();
      walkQueue();
    } catch (PoolException e) {
      problem("header page cannot be followed: " + e.getMessage());
    }
  }

  private void walkSums() {
    long bytes = PageSumsFormat.payloadBytes(engine.zoneShift());
    long block = image.getLong(PageSumsFormat.FIRST);
    while (part(block, bytes)) {
      block = image.getLong(block + PageSumsFormat.NEXT);
    }
  }

  private void walkQueue() {
    long block = image.getLong(HeapFormat.DROP_QUEUE);
    while (block != 0 && part(block, 0)) {
      long payload = Engine.payload(block);
      long end = payload + engine.capacity(block);
      for (long slot = payload + 8; slot + 8 <= end; slot += 8) {
        long target = image.getLong(slot);
        if (target != 0 && isAllocatedObject(target, slot)) {
          if (!queued.add(target)) {
            problem("object is on the drop queue twice, object=" + types.describe(target));
          }
          if (owners.putIfAbsent(target, 0) == null) {
            open.add(target);
          }
        }
      }
      block = image.getLong(payload);
    }
  }

  private void walkObject(long block) {
    try {
      ObjectType<?> type = types.schema().object(memory.tag(block));
      counts.object(type.tag(), engine.blockBytes(block));
      if (!queued.contains(block)) { // what is queued may be half taken apart
        type.check(memory, block, line -> problem(types.describe(block) + ": " + line));
      }
      type.visit(memory, block, this);
    } catch (PoolException e) {
      problem("object cannot be followed, object=" + hex(block) + ": " + e.getMessage());
    }
  }

  @Override
  public boolean part(long block, long bytes) {
    if (block == 0) {
      return false;
    }
    if (!engine.heap().allocated(block)) {
      problem("part is not allocated, part=" + hex(block));
      return false;
    }
    if (BlockHeader.isObject(image.getLong(block))) {
      problem("part has the tag of an object, part=" + hex(block));
      return false;
    }
    if (bytes > engine.capacity(block)) {
      problem("part is shorter than what is in use, part=" + hex(block) + ", used=" + bytes);
      return false;
    }
    if (!parts.add(block)) {
      problem("part has two owners, part=" + hex(block));
      return false;
    }
    counts.part(engine.blockBytes(block));
    return true;
  }

  @Override
  public void object(long target, long block, long at) {
    if (target == 0 || !isAllocatedObject(target, at)) {
      return;
    }
    if (owners.merge(target, 1, Integer::sum) == 1 && !queued.contains(target)) {
      open.add(target);
    }
  }

  @Override
  public void shared(long target, long block, long at) {
    object(target, block, at);
    sharers.add(target);
  }

  private boolean isAllocatedObject(long target, long at) {
    if (!engine.heap().allocated(target)) {
      problem("reference to what is not allocated, place=" + hex(at) + ", target=" + hex(target));
      return false;
    }
    if (!BlockHeader.isObject(image.getLong(target))) {
      problem("reference to what is no object, place=" + hex(at) + ", target=" + hex(target));
      return false;
    }
    return true;
  }

  private void checkCount(long block, int references) {
    long header = image.getLong(block);
    if (BlockHeader.count(header) != references) {
      problem(
          "object counts other owners than it has, object="
              + types.describe(block)
              + ", count="
              + BlockHeader.count(header)
              + ", owners="
              + references);
    }
    if (references > 0 && BlockHeader.isShared(header) != sharers.contains(block)) {
      problem("object is shared, or not, against its header, object=" + types.describe(block));
    }
    if (BlockHeader.isQueued(header) != queued.contains(block)) {
      problem(
          "object is on the drop queue, or not, against its header, object="
              + types.describe(block));
    }
  }

  private void checkReached(long block) {
    if (!owners.containsKey(block) && !parts.contains(block)) {
      problem(
          "block is allocated and cannot be reached, block="
              + hex(block)
              + ", tag="
              + BlockHeader.tag(image.getLong(block))
              + (BlockHeader.isObject(image.getLong(block))
                  ? "; a circle of pointers, perhaps: see collectCycles()"
                  : ""));
    }
    boolean hasId = image.getLong(block + BlockHeader.ID) != 0; // else the heap's check has said so
    if (hasId && !engine.hasIdOfItsOwn(block)) {
      problem("block has an id that was never given to it, block=" + hex(block));
    }
  }

  private void checkPages() {
    try {
      engine.checkPages(null, this::damagedPage);
    } catch (CorruptPoolException e) {
      problem(String.valueOf(e.getMessage()));
    }
  }

  private void damagedPage(long page) {
    if (problems.size() == MOST_PROBLEMS) {
      return;
    }
    long from = page * HeapFormat.PAGE;
    List<String> there =
        Stream.concat(owners.keySet().stream(), parts.stream())
            .filter(block -> overlaps(block, from))
            .sorted()
            .limit(SOME)
            .map(block -> owners.containsKey(block) ? types.describe(block) : "part@" + hex(block))
            .toList();
    problem("page differs from its checksum, offset=" + hex(from) + ", in it: " + there);
  }

  private boolean overlaps(long block, long page) {
    return block < page + HeapFormat.PAGE && block + engine.blockBytes(block) > page;
  }

  private void problem(String line) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(line);
    }
  }

  private static String hex(long at) {
    return "0x" + Long.toHexString(at);
  }
}
