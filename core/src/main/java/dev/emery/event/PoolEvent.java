package dev.emery.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import org.jspecify.annotations.Nullable;

/** What all events have in common: the pool that they happened in. */
@Category("Emery")
abstract class PoolEvent extends Event {
  @Label("Pool")
  @Description("Path of the pool file, or the name of a pool in memory")
  @Nullable String pool;

  /** Begins an event if somebody records events of its type; null otherwise. */
  static <E extends PoolEvent> @Nullable E begun(E event) {
    if (!event.isEnabled()) {
      return null;
    }
    event.begin();
    return event;
  }

  /** Ends the event; what took less than its threshold says nothing. */
  final boolean isOver(String where) {
    end();
    pool = where;
    return shouldCommit();
  }
}
