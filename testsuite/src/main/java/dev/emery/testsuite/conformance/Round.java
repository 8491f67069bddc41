package dev.emery.testsuite.conformance;

import dev.emery.Durability;
import dev.emery.collections.JournaledMap;
import dev.emery.testsuite.pool.CrashablePool;
import dev.emery.transaction.Journal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The life of one pool in which a batch of cases runs: collections are made, the pool is opened
 * again, the cases run, the pool is opened again, and everything is compared and checked.
 */
final class Round<X, V, C extends V, P extends Record> implements AutoCloseable {
  private final DoorSuite<X, V, C, P> suite;
  private final Ground ground;
  private final CrashablePool<P> life;
  private final Map<Case<X>, Long> firstPlaces = new LinkedHashMap<>();
  private final Map<List<X>, Long> shared = new HashMap<>();
  private final Map<Long, Left> left = new LinkedHashMap<>();
  private final List<Failure> failures = new ArrayList<>();
  private long nextPlace;
  private long lastPlace;

  // of the case that runs
  @SuppressWarnings("emery.escape") // null when its transaction is over
  private @Nullable Journal<P> journal;

  private @Nullable Iterator<List<X>> prepared;
  private final List<List<X>> asked = new ArrayList<>();
  private final List<Made<V>> made = new ArrayList<>();

  /** A collection that a case was given. */
  private record Made<V>(long place, V view) {}

  /** What a case has left in a collection. */
  private record Left(String name, Object content) {}

  Round(DoorSuite<X, V, C, P> suite, Ground ground, long seed) {
    this.suite = suite;
    this.ground = ground;
    this.life = new CrashablePool<>(suite.subject().root(), seed);
  }

  private Conformance<X, V, C, P> subject() {
    return suite.subject();
  }

  private JournaledMap<Long, C, P> places() {
    return subject().places(life.pool().root());
  }

  private C at(long place) {
    return Objects.requireNonNull(places().get(place), "a collection got lost");
  }

  /** Runs cases, and returns what failed. */
  List<Failure> run(List<Case<X>> cases) {
    if (ground.prepares()) {
      prepare(cases);
      turn();
    }
    for (Case<X> each : cases) {
      run(each);
    }
    if (ground.keeps()) {
      turn();
      left.forEach(this::compare);
    }
    List<String> problems = life.problems();
    if (!problems.isEmpty()) {
      boolean alone = cases.size() == 1;
      failures.add(
          new Failure(
              alone ? cases.getFirst().name() : null,
              new AssertionError("the check found: " + problems)));
    }
    return failures;
  }

  private void prepare(List<Case<X>> cases) {
    for (Case<X> each : cases) {
      firstPlaces.put(each, nextPlace);
      List<List<X>> contents = new ArrayList<>();
      for (List<X> content : each.asked()) {
        if (suite.door().changes() || !shared.containsKey(content)) {
          shared.put(content, nextPlace + contents.size());
          contents.add(content);
        }
      }
      store(nextPlace, contents);
      nextPlace += contents.size();
    }
  }

  private void store(long first, List<List<X>> contents) {
    life.pool()
        .transaction(
            Durability.RELAXED,
            j -> {
              long place = first;
              for (List<X> content : contents) {
                places().put(j, place++, subject().prototype(content));
              }
            });
  }

  private void turn() {
    switch (ground) {
      case FRESH, REOPENED -> life.reopen();
      case CRASHED -> life.crash();
      case READ_ONLY -> life.reopenReadOnly();
      case PROTOTYPE -> throw new IllegalStateException("prototypes are in no pool");
    }
  }

  @SuppressWarnings("emery.txin") // each run of the body has a journal of its own
  private void run(Case<X> each) {
    asked.clear();
    made.clear();
    if (ground.prepares()) {
      prepared = each.asked().iterator();
      nextPlace = Objects.requireNonNull(firstPlaces.get(each));
    }
    try {
      if (suite.door() == Door.EDIT) {
        life.pool()
            .<Throwable>transaction(
                Durability.RELAXED,
                j -> {
                  journal = j;
                  each.run();
                  remember(each);
                });
      } else {
        each.run();
        remember(each);
      }
    } catch (Throwable thrown) {
      failures.add(new Failure(each.name(), thrown));
    } finally {
      journal = null;
    }
    if (ground == Ground.FRESH) {
      each.asked(List.copyOf(asked));
    }
  }

  private void remember(Case<X> each) {
    if (!ground.keeps()) {
      return;
    }
    for (Made<V> one : made) {
      Object content = subject().shape().content(one.view());
      requireSame("read beside the door", content, subject().shape().content(at(one.place())));
      left.put(one.place(), new Left(each.name(), content));
    }
  }

  private static void requireSame(String where, Object expected, Object found) {
    if (!expected.equals(found)) {
      throw new AssertionError(
          "%s: another content, expected=%s, found=%s".formatted(where, expected, found));
    }
  }

  private void compare(long place, Left expected) {
    try {
      Object found = subject().shape().content(at(place));
      requireSame("after " + ground, expected.content(), found);
    } catch (RuntimeException | AssertionError thrown) {
      failures.add(new Failure(expected.name(), thrown));
    }
  }

  /** Makes the next collection that a case asks for, or finds the one that was made for it. */
  V make(List<X> content) {
    List<X> copy = Collections.unmodifiableList(new ArrayList<>(content)); // with nulls
    C prototype = subject().prototype(copy); // refuses nulls
    asked.add(copy);
    C collection = ground == Ground.PROTOTYPE ? prototype : placed(copy, prototype);
    V view = subject().open(suite.door(), collection, journal);
    made.add(new Made<>(lastPlace, view));
    return view;
  }

  /** What only can be read is shared by all that ask for the same content. */
  private C placed(List<X> content, C prototype) {
    requireExpected(content);
    Long known = suite.door().changes() ? null : shared.get(content);
    lastPlace = known != null ? known : nextPlace++;
    if (known == null && !ground.prepares()) {
      shared.put(content, lastPlace);
      if (journal != null) {
        places().put(journal, lastPlace, prototype);
      } else {
        life.pool().transaction(Durability.RELAXED, j -> places().put(j, lastPlace, prototype));
      }
    }
    return at(lastPlace);
  }

  private void requireExpected(List<X> content) {
    if (ground.prepares()) {
      Iterator<List<X>> expected = Objects.requireNonNull(prepared);
      if (!expected.hasNext() || !expected.next().equals(content)) {
        throw new AssertionError("a case asks for other collections each time it runs");
      }
    }
  }

  @Override
  public void close() {
    life.close();
  }
}
