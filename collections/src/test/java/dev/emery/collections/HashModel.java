package dev.emery.collections;

import dev.emery.pool.Pool;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Savepoint;
import java.util.Random;

/**
 * A collection in a pool beside its twin of {@code java.util}, on which the same is done, in
 * transactions that commit, abort, nest, and go back to savepoints.
 *
 * @param <T> the twin, with all of its state
 */
abstract class HashModel<T> {
  private static final class Planted extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private static final int NESTING = 2;

  private Pool<HashTestRoot> pool;
  T twin;

  HashModel(Pool<HashTestRoot> pool, T twin) {
    this.pool = pool;
    this.twin = twin;
  }

  final HashTestRoot root() {
    return pool.root();
  }

  /** Goes on in a pool that was opened again. */
  final void reopened(Pool<HashTestRoot> again) {
    pool = again;
    found(again.root());
  }

  /** Takes the collection of a pool that was opened again. */
  abstract void found(HashTestRoot root);

  abstract T copyOf(T original);

  /** Changes both in the same way. */
  abstract void step(Journal<HashTestRoot> j, Random random);

  /** Compares both in each way to read them. */
  abstract void compare();

  /** One transaction of {@code actions} actions, or of a few more. */
  final void transaction(long seed, int actions) {
    T before = twin;
    try {
      pool.transaction(j -> {
        twin = copyOf(before); // the body may be run again
        Random random = new Random(seed);
        body(j, random, actions, 0);
        if (random.nextInt(6) == 0) {
          throw new Planted();
        }
      });
    } catch (Planted e) {
      twin = before;
    }
  }

  private void body(Journal<HashTestRoot> j, Random random, int actions, int depth) {
    for (int i = 0; i < actions; i++) {
      int kindOfStep = depth < NESTING && i % 10 == 9 ? random.nextInt(6) : 9;
      if (kindOfStep == 0) {
        nested(random, depth);
      } else if (kindOfStep == 1) {
        savepoint(j, random, depth);
      } else {
        step(j, random);
      }
    }
  }

  private void nested(Random random, int depth) {
    T before = copyOf(twin);
    try {
      pool.transaction(k -> {
        body(k, random, 12, depth + 1);
        if (random.nextBoolean()) {
          throw new Planted();
        }
      });
    } catch (Planted e) {
      twin = before;
      compare();
    }
  }

  private void savepoint(Journal<HashTestRoot> j, Random random, int depth) {
    T before = copyOf(twin);
    Savepoint savepoint = j.savepoint();
    body(j, random, 12, depth + 1);
    if (random.nextBoolean()) {
      j.rollbackTo(savepoint);
      twin = before;
      compare();
    }
  }
}
