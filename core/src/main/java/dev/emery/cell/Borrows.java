package dev.emery.cell;

import dev.emery.BorrowException;
import dev.emery.WrongThreadException;
import dev.emery.structure.CellPlace;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The open borrows of one transaction, by place: so all handles of a cell see the same state, and
 * no cell can be found borrowed by the next transaction.
 *
 * <pre>
 *            borrow                    borrowMut
 *  n shared ---------&gt; n + 1    free -----------&gt; mutable
 *           &lt;---------               &lt;-----------
 *             close, rollback          close, rollback
 * </pre>
 */
final class Borrows {
  private static final int MUTABLE = -1;

  private final Thread thread = Thread.currentThread();
  private final Map<Object, Integer> states = new HashMap<>(); // borrows of a place, or MUTABLE

  /** Open guards, the newest last, so that a rollback finds those that are younger than it. */
  private @Nullable Guard newest;

  private long opened;

  /** One open borrow. Closing it twice is closing it once. */
  final class Guard {
    private final Object key;
    private final long number;
    private @Nullable Guard older;
    private @Nullable Guard newer;
    private boolean open = true;

    private Guard(Object key) {
      this.key = key;
      this.number = ++opened;
      older = newest;
      if (older != null) {
        older.newer = this;
      }
      newest = this;
    }

    boolean isOpen() {
      return open;
    }

    void close() {
      if (open) {
        if (thread != Thread.currentThread()) {
          throw new WrongThreadException(
              "borrow closed on another thread, thread=" + Thread.currentThread().getName());
        }
        end();
      }
    }

    private void end() {
      open = false;
      Guard before = older;
      Guard after = newer;
      if (before != null) {
        before.newer = after;
      }
      if (after != null) {
        after.older = before;
      } else {
        newest = before;
      }
      states.computeIfPresent(key, (_, state) -> state > 1 ? state - 1 : null);
    }
  }

  /** The borrows of a running transaction. */
  static Borrows of(Journal<?> j) {
    return Memory.local(j, Borrows.class, Borrows::new);
  }

  private int state(CellPlace place) {
    return states.isEmpty() ? 0 : states.getOrDefault(place.key(), 0);
  }

  /** What keeps a place from being borrowed, or null where nothing does. */
  @Nullable String hindrance(CellPlace place, boolean mutable) {
    int state = state(place);
    if (state == MUTABLE) {
      return "already mutably borrowed: cell=%s; close the RefMut before".formatted(name(place));
    }
    return mutable && state > 0
        ? "already borrowed: cell=%s, borrows=%d; close each Ref before"
            .formatted(name(place), state)
        : null;
  }

  private static String name(CellPlace place) {
    return place.memory() == null ? "prototype" : "0x" + Long.toHexString(place.at());
  }

  /** Refuses what cannot be while a cell is borrowed, for reading or at all. */
  void require(CellPlace place, boolean mutable) {
    String hindrance = hindrance(place, mutable);
    if (hindrance != null) {
      throw new BorrowException(hindrance);
    }
  }

  /** Borrows a place, for which there is no hindrance. */
  Guard open(Journal<?> j, CellPlace place, boolean mutable) {
    require(place, mutable);
    long before = opened;
    Memory.onRollbackOnce(j, this, () -> endAfter(before));
    Object key = place.key();
    states.merge(key, mutable ? MUTABLE : 1, Integer::sum);
    return new Guard(key);
  }

  private void endAfter(long number) {
    for (Guard guard = newest; guard != null && guard.number > number; guard = newest) {
      guard.end();
    }
  }
}
