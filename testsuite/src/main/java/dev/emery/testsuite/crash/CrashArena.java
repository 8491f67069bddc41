package dev.emery.testsuite.crash;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The memory behind the mappings of a pool on a {@link CrashMedium}: it is used again by a later
 * pool. A shared arena of the JDK stops all threads when it is closed, which would be a fifth of
 * the time that the recovery of a small pool takes.
 */
final class CrashArena implements Arena {
  private static final long MOST_KEPT = 64 << 20;
  private static final Map<Long, Deque<MemorySegment>> FREE = new HashMap<>(); // also the lock
  private static long kept;

  private final List<MemorySegment> taken = new ArrayList<>();
  private boolean closed;

  @Override
  public synchronized MemorySegment allocate(long bytes, long alignment) {
    requireOpen();
    MemorySegment memory = take(bytes);
    if (memory == null || memory.address() % alignment != 0) {
      memory = Arena.ofAuto().allocate(bytes, Math.max(alignment, Content.PAGE));
    } else {
      memory.fill((byte) 0);
    }
    taken.add(memory);
    return memory;
  }

  private static @Nullable MemorySegment take(long bytes) {
    synchronized (FREE) {
      Deque<MemorySegment> free = FREE.get(bytes);
      MemorySegment memory = free == null ? null : free.pollLast();
      if (memory != null) {
        kept -= bytes;
      }
      return memory;
    }
  }

  private static void give(MemorySegment memory) {
    synchronized (FREE) {
      if (kept + memory.byteSize() <= MOST_KEPT) {
        kept += memory.byteSize();
        FREE.computeIfAbsent(memory.byteSize(), _ -> new ArrayDeque<>()).addLast(memory);
      }
    }
  }

  synchronized boolean isOpen() {
    return !closed;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("arena is closed");
    }
  }

  /** The scope of the memory, which outlives the arena. */
  @Override
  public MemorySegment.Scope scope() {
    return Arena.global().scope();
  }

  @Override
  public synchronized void close() {
    requireOpen();
    closed = true;
    taken.forEach(CrashArena::give);
    taken.clear();
  }
}
