package dev.emery.journal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The prepare records of an open journal that are not resolved yet, in their order. No checkpoint
 * lets the next reader begin behind the first of them (E30). Guarded by the append lock.
 */
final class Undecided {
  private final Map<Ticket, JournalPoint> starts = new LinkedHashMap<>();

  boolean isEmpty() {
    return starts.isEmpty();
  }

  /** Notes a prepare record that is about to get its place behind a point. */
  void add(Ticket ticket, JournalPoint start) {
    starts.put(ticket, start);
  }

  /** Forgets a prepare record: it is resolved, or never got its place. */
  void remove(@Nullable Ticket ticket) {
    if (ticket != null) {
      starts.remove(ticket);
    }
  }

  /** Returns the point up to which everything is decided, at most the end of the journal. */
  JournalPoint before(JournalPoint end) {
    return starts.isEmpty() ? end : starts.values().iterator().next();
  }
}
