package dev.emery.engine;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Spare scopes for the next use, in slots by thread, so that a thread mostly gets back what it
 * gave. What finds no empty slot is left to the garbage collector.
 */
final class ScopePool<S> {
  private static final int SLOTS = 64;
  private static final int STRIDE = 16; // one slot a cache line or more

  private final AtomicReferenceArray<@Nullable S> slots =
      new AtomicReferenceArray<>(SLOTS * STRIDE);
  private final Supplier<S> maker;

  ScopePool(Supplier<S> maker) {
    this.maker = maker;
  }

  S take() {
    int slot = slot();
    S found = take(slot);
    if (found == null) {
      found = take(slot + 1);
    }
    return found == null ? maker.get() : found;
  }

  private @Nullable S take(int slot) {
    return slots.getPlain(slot) == null ? null : slots.getAndSet(slot, null);
  }

  void give(S scope) {
    int slot = slot();
    if (slots.getPlain(slot) == null) {
      slots.setRelease(slot, scope);
    } else if (slots.getPlain(slot + 1) == null) {
      slots.setRelease(
          slot + 1, scope); // a transaction of the system ran beside that of its thread
    }
  }

  private static int slot() {
    long id = Thread.currentThread().threadId();
    return (int) ((id * 0x9E3779B97F4A7C15L >>> 58) * STRIDE);
  }
}
