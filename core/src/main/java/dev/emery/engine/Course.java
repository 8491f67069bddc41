package dev.emery.engine;

import dev.emery.event.Events;
import dev.emery.event.TransactionEvent;
import org.jspecify.annotations.Nullable;

/** The course of one transaction over all its attempts, for the statistics and for events. */
final class Course {
  private final String pool;
  private final Outcomes outcomes;
  private @Nullable TransactionEvent event; // null while nobody records
  private boolean committed;

  Course(Engine engine) {
    this.pool = engine.options().name();
    this.outcomes = engine.outcomes();
  }

  void begin() {
    event = Events.transaction();
    committed = false;
  }

  /** Another attempt follows. */
  void again() {
    outcomes.countAgain();
    if (event != null) {
      event.again();
    }
  }

  /** The record has its place. */
  void placed(Commit commit) {
    if (event != null) {
      event.placed(commit.bytes(), commit.allocated(), commit.freed());
    }
  }

  void committed() {
    committed = true;
  }

  /** The transaction has ended, by an exception or without. */
  void over(@Nullable Throwable failure) {
    outcomes.count(committed);
    if (event != null) {
      event.over(pool, committed, failure);
      event = null;
    }
  }
}
