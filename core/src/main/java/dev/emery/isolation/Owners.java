package dev.emery.isolation;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The living owners of this JVM by number. Lock tables note numbers instead of references: a store
 * of a reference into an old object costs a full fence under G1, a store of an int costs nothing.
 *
 * <p>References are weak and numbers of collected owners are given out again, so nothing has to be
 * deregistered. An owner that holds locks is reachable from its thread.
 */
final class Owners {
  private static final ReferenceQueue<LockOwner> COLLECTED = new ReferenceQueue<>();
  private static final Object LOCK = new Object();

  /** Elements are written under LOCK; 0 is nobody. */
  private static volatile @Nullable Entry[] entries = new @Nullable Entry[64];

  private static int count = 1;

  private Owners() {}

  /** Gives this owner its number, which is greater than 0. */
  static int add(LockOwner owner) {
    synchronized (LOCK) {
      Reference<? extends LockOwner> collected = COLLECTED.poll();
      int number = collected instanceof Entry entry ? entry.number : count++;
      if (number == entries.length) {
        entries = Arrays.copyOf(entries, number * 2);
      }
      entries[number] = new Entry(owner, number);
      return number;
    }
  }

  /** Returns the owner of this number, or null when it was collected. */
  static @Nullable LockOwner get(int number) {
    Entry entry = entries[number];
    return entry == null ? null : entry.get();
  }

  /** Passes every living owner, in no order. */
  static void forEach(Consumer<LockOwner> action) {
    for (Entry entry : entries) {
      LockOwner owner = entry == null ? null : entry.get();
      if (owner != null) {
        action.accept(owner);
      }
    }
  }

  private static final class Entry extends WeakReference<LockOwner> {
    final int number;

    Entry(LockOwner owner, int number) {
      super(owner, COLLECTED);
      this.number = number;
    }
  }
}
