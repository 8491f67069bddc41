package dev.emery.collections;

import dev.emery.pool.Pool;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import dev.emery.transaction.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Breaks the parts of a collection, to see that its check says so. */
public final class Damage {
  private Damage() {}

  /** A change that the collection would never make. */
  @FunctionalInterface
  public interface Change {
    /** Changes the parts of an object. */
    void make(Memory m, Journal<?> j, long object);
  }

  /** The check of a collection. */
  @FunctionalInterface
  public interface Check {
    /** Reports what is wrong with an object. */
    void check(Memory m, long object, Consumer<String> report);
  }

  /** What the check says after a change, which is undone then. */
  public static List<String> problems(Pool<?> pool, Anchor anchor, Check check, Change change) {
    List<String> problems = new ArrayList<>();
    pool.transaction(j -> {
      Memory m = anchor.write(j);
      Savepoint before = j.savepoint();
      change.make(m, j, anchor.block());
      check.check(m, anchor.block(), problems::add);
      j.rollbackTo(before);
    });
    return problems;
  }
}
