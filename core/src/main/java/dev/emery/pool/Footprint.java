package dev.emery.pool;

import dev.emery.engine.Engine;
import dev.emery.engine.EngineScope;
import dev.emery.heap.HeapFormat;
import dev.emery.schema.OwnedVisitor;
import dev.emery.transaction.Memory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Adds up the blocks of an object and of everything that it owns, directly or not. Each object is
 * locked shared before it is looked at, so the sum is of one state; what is reached twice counts
 * once.
 *
 * <p>Iterative: a list of ten million nodes needs no deep stack.
 */
final class Footprint implements OwnedVisitor {
  private final Engine engine;
  private final Memory memory;
  private final PoolTypes types;
  private final EngineScope scope;
  private final Set<Long> seen = new HashSet<>();
  private final Deque<Long> open = new ArrayDeque<>();
  private long bytes;

  Footprint(Engine engine, Memory memory, PoolTypes types, EngineScope scope) {
    this.engine = engine;
    this.memory = memory;
    this.types = types;
    this.scope = scope;
  }

  long of(long block) {
    object(block, 0, 0);
    while (!open.isEmpty()) {
      long next = open.remove();
      scope.lockShared(next);
      bytes += engine.blockBytes(next);
      types.schema().object(memory.tag(next)).visit(memory, next, this);
    }
    return bytes;
  }

  /** As {@link #of}, and returns the numbers of the pages that all blocks lie in. */
  NavigableSet<Long> pagesOf(long block) {
    long unused = of(block);
    NavigableSet<Long> pages = new TreeSet<>();
    for (long next : seen) {
      long last = (next + engine.blockBytes(next) - 1) / HeapFormat.PAGE;
      for (long page = next / HeapFormat.PAGE; page <= last; page++) {
        pages.add(page);
      }
    }
    return pages;
  }

  @Override
  public boolean part(long block, long used) {
    boolean first = seen.add(block);
    if (first) {
      bytes += engine.blockBytes(block);
    }
    return first;
  }

  @Override
  public void object(long target, long block, long at) {
    if (target != 0 && seen.add(target)) {
      open.add(target);
    }
  }
}
