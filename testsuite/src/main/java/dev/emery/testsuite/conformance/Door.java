package dev.emery.testsuite.conformance;

import java.util.List;

/** A way to a persistent collection. */
public enum Door {
  /** The collection itself: to read. */
  READ(Ground.PROTOTYPE, Ground.FRESH, Ground.REOPENED, Ground.CRASHED, Ground.READ_ONLY),
  /** Its view for the time of a transaction. */
  EDIT(Ground.PROTOTYPE, Ground.FRESH, Ground.REOPENED, Ground.CRASHED),
  /** Its view in which each call is a transaction. */
  AUTO_COMMIT(Ground.FRESH, Ground.REOPENED, Ground.CRASHED);

  private final List<Ground> grounds;

  Door(Ground... grounds) {
    this.grounds = List.of(grounds);
  }

  /** Where the collection can be when this door is tested. */
  List<Ground> grounds() {
    return grounds;
  }

  boolean changes() {
    return this != READ;
  }
}
