package dev.emery.testsuite.crash;

import dev.emery.Durability;
import dev.emery.testsuite.crash.CrashScript.Body;

/**
 * One step of a {@link CrashScript}.
 *
 * @param <P> the root record
 */
sealed interface CrashStep<P> {

  /** A transaction. */
  record Change<P>(String name, Durability durability, Body<P> body) implements CrashStep<P> {
    @Override
    public String toString() {
      return "%s \"%s\"".formatted(durability == Durability.SYNC ? "sync" : "relaxed", name);
    }
  }

  /** A transaction that is rolled back at its end. */
  record Abort<P>(String name, Body<P> body) implements CrashStep<P> {
    @Override
    public String toString() {
      return "abort \"%s\"".formatted(name);
    }
  }

  /** Something that changes no content, or begins anew. */
  enum Care {
    CHECKPOINT,
    COLLECT_CYCLES,
    SYNC,
    REOPEN,
    OVERWRITE
  }

  /** Something that is done to the pool as a whole. */
  record Whole<P>(Care care) implements CrashStep<P> {
    @Override
    public String toString() {
      return care.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
  }
}
