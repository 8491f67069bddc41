package dev.emery.isolation;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The waits-for graph of this JVM (E24), over all pools and everything one can wait for. Its nodes
 * are threads, since a thread waits for one thing at a time whatever owners it has; it has edges
 * only while somebody waits. Every wait is searched for a cycle before it parks, and the youngest
 * in a cycle gives way.
 */
final class WaitsFor {
  /*
   * Searching when a wait begins is enough. What a wait reports are holders (LockQueue). They change
   * when one leaves, or when a waiter is granted the lock, who then waits for nothing; an upgrader
   * overtakes, but is a holder already. So a cycle closes only by a new wait. Of two that begin at
   * once, the second to enter GRAPH sees the first.
   *
   * No cycle is found that does not exist, although each lock is looked at at a different moment: a
   * wait that is visited was registered before the search (GRAPH), and blockers() reports something
   * only if it is still WAITING then. So its thread stood still from the beginning of the search to
   * that moment, and released nothing: the edges that led to it still hold. (But for a reader behind
   * a writer who gives way at this moment: it is run again for nothing, or another is.)
   *
   * The youngest gives way and keeps its age when run again; time() rises with every wait, so no
   * later work can become older than it, and it is the oldest after finitely many conflicts.
   */
  private static final ReentrantLock GRAPH = new ReentrantLock();
  private static final ConcurrentHashMap<Thread, Wait> WAITS = new ConcurrentHashMap<>();
  private static final VarHandle TIME;
  private static final int CYCLE_IN_MESSAGE = 4;

  static {
    try {
      TIME =
          MethodHandles.lookup()
              .findStaticVarHandle(WaitsFor.class, "time", long.class)
              .withInvokeExactBehavior();
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Waits begun so far; written under GRAPH. */
  private static long time;

  private WaitsFor() {}

  /** Returns a coarse time that rises with every wait. Nearly free: nobody writes it in peace. */
  static long time() {
    return (long) TIME.getOpaque();
  }

  /** Adds a wait of the calling thread, and makes the youngest give way in each cycle it closes. */
  static void begin(Wait wait) {
    GRAPH.lock();
    try {
      TIME.setOpaque(time + 1);
      WAITS.put(wait.thread, wait);
      while (wait.status == Wait.WAITING) {
        Search search = new Search(wait, time);
        if (!search.findsCycle()) {
          return;
        }
        // False when it got what it waited for in the meantime; then the cycle is gone.
        search.doomYoungest();
        time++;
      }
    } finally {
      GRAPH.unlock();
    }
  }

  /** Takes the wait of the calling thread away. */
  static void end(Wait wait) {
    WAITS.remove(wait.thread, wait);
  }

  /** Returns how many threads wait. */
  static int size() {
    return WAITS.size();
  }

  /** A breadth-first search for a way from a wait back to its own thread. Guarded by GRAPH. */
  static final class Search {
    private final Wait start;
    private final long number;
    private final ArrayDeque<Wait> open = new ArrayDeque<>();
    private Wait current;
    private @Nullable Wait end;
    private @Nullable LockOwner startVia;

    Search(Wait start, long number) {
      this.start = start;
      this.number = number;
      this.current = start;
      start.parent = null;
      start.search = number;
    }

    /** Reports that the current wait cannot end before this owner does something. */
    void owner(int number) {
      LockOwner owner = Owners.get(number);
      if (owner != null) {
        owner(owner);
      }
    }

    /** Reports that the current wait cannot end before this owner does something. */
    void owner(LockOwner owner) {
      Thread thread = owner.thread();
      if (thread != null) {
        thread(thread, owner);
      }
    }

    /** Reports that the current wait cannot end before this thread does something. */
    void thread(Thread thread, @Nullable LockOwner owner) {
      if (end != null) {
        return;
      }
      if (thread == start.thread) {
        end = current;
        startVia = owner;
        return;
      }
      Wait next = WAITS.get(thread);
      if (next != null && next.search != number) {
        next.search = number;
        next.parent = current;
        next.via = owner;
        open.add(next);
      }
    }

    boolean findsCycle() {
      for (Wait next = start; next != null && end == null; next = open.poll()) {
        current = next;
        next.blockers(this);
      }
      if (end != null && end.parent == null) {
        throw new IllegalStateException(
            "thread would wait for itself: %s is held by an outer scope of thread=%s"
                .formatted(start.subject(), LockOwner.nameOf(start.thread)));
      }
      return end != null;
    }

    /** Makes the youngest in the cycle give way; threads without an owner (closers) come last. */
    void doomYoungest() {
      Wait loser = start;
      LockOwner youngest = startVia;
      for (Wait wait = end; wait != null && wait.parent != null; wait = wait.parent) {
        LockOwner via = wait.via;
        if (via != null && (youngest == null || via.isYoungerThan(youngest))) {
          youngest = via;
          loser = wait;
        }
      }
      loser.signal = new ConflictSignal(describe(loser));
      loser.victim = youngest;
      loser.cancel(Wait.DOOMED);
    }

    private String describe(Wait loser) {
      StringBuilder text = new StringBuilder("gave way in a deadlock: thread=");
      text.append(LockOwner.nameOf(loser.thread)).append(", cycle=[");
      int shown = 0;
      for (Wait wait = end; wait != null; wait = wait.parent) {
        if (shown++ == CYCLE_IN_MESSAGE) {
          return text.append(", ...]").toString();
        }
        text.append(shown == 1 ? "" : ", ").append(LockOwner.nameOf(wait.thread));
        text.append(" waits for ").append(wait.subject());
      }
      return text.append(']').toString();
    }
  }
}
