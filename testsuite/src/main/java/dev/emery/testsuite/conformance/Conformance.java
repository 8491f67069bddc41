package dev.emery.testsuite.conformance;

import dev.emery.collections.JournaledMap;
import dev.emery.transaction.Journal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * The description of a persistent collection, from which its conformance tests are made: all suites
 * of its {@link Shape}, through each {@link Door}, on each {@link Ground}. What a test of a suite
 * has left in a collection is committed, the pool is opened again, or crashed and recovered, and
 * must show the same and pass its integrity check.
 *
 * {@snippet :
 * record Vectors(PHashMap<Long, PVec<String, Vectors>, Vectors> all) {}
 *
 * @TestFactory
 * Stream<DynamicNode> vectors() {
 *   return Conformance.of(
 *           "PVec",
 *           Shapes.list(Samples.texts()),
 *           Vectors.class,
 *           Vectors::all,
 *           PVec::of,
 *           PVec::edit)
 *       .tests();
 * }
 * }
 *
 * <p>Tests of the suites run many to a pool, so that there can be a hundred thousand of them: each
 * dynamic test is such a batch, and names what failed in it. {@code -Demery.seed} repeats what
 * crashes leave, {@code -Demery.conformance.only} takes only the tests whose names contain a text.
 *
 * @param <X> the type of its elements, or of its entries
 * @param <V> the interface of {@code java.util} that it has, as far as its suites go
 * @param <C> the type of the collection
 * @param <P> the root record of the pools
 */
public final class Conformance<X, V, C extends V, P extends Record> {
  private final String name;
  private final Shape<X, V> shape;
  private final Class<P> root;
  private final Function<P, ? extends JournaledMap<Long, C, P>> places;
  private final Function<List<X>, C> prototype;
  private final BiFunction<C, Journal<P>, ? extends V> edit;
  private final @Nullable Function<C, ? extends V> autoCommit;

  private Conformance(
      String name,
      Shape<X, V> shape,
      Class<P> root,
      Function<P, ? extends JournaledMap<Long, C, P>> places,
      Function<List<X>, C> prototype,
      BiFunction<C, Journal<P>, ? extends V> edit,
      @Nullable Function<C, ? extends V> autoCommit) {
    this.name = name;
    this.shape = shape;
    this.root = root;
    this.places = places;
    this.prototype = prototype;
    this.edit = edit;
    this.autoCommit = autoCommit;
  }

  /**
   * Describes a collection that has the doors to read and to edit.
   *
   * @param name what it is called in reports
   * @param shape what its suites are
   * @param root a root record with a map for collections of this type
   * @param places that map
   * @param prototype makes a prototype with given elements, or entries, in this order
   * @param edit opens the door to edit
   */
  public static <X, V, C extends V, P extends Record> Conformance<X, V, C, P> of(
      String name,
      Shape<X, V> shape,
      Class<P> root,
      Function<P, ? extends JournaledMap<Long, C, P>> places,
      Function<List<X>, C> prototype,
      BiFunction<C, Journal<P>, ? extends V> edit) {
    return new Conformance<>(name, shape, root, places, prototype, edit, null);
  }

  /** Adds the door through which each call is a transaction. */
  public Conformance<X, V, C, P> autoCommit(Function<C, ? extends V> door) {
    return new Conformance<>(name, shape, root, places, prototype, edit, door);
  }

  /** Entries as a map in their order; of equal keys the last value counts. */
  public static <K, V> Map<K, V> asMap(List<Map.Entry<K, V>> entries) {
    Map<K, V> map = new LinkedHashMap<>();
    entries.forEach(entry -> map.put(entry.getKey(), entry.getValue()));
    return map;
  }

  /**
   * The tests: a container for each door, in it one for each ground, and at the end one that counts
   * what ran and fails where nothing did.
   */
  public Stream<DynamicNode> tests() {
    long seed = Seed.chosen();
    var tally = new Tally(name, seed);
    List<DynamicNode> nodes = new ArrayList<>();
    for (Door door : Door.values()) {
      if (door != Door.AUTO_COMMIT || autoCommit != null) {
        nodes.add(
            DynamicContainer.dynamicContainer(
                door.toString(), new DoorSuite<>(this, door, tally, seed).tests()));
      }
    }
    nodes.add(DynamicTest.dynamicTest("all of them ran", tally::report));
    return nodes.stream();
  }

  Shape<X, V> shape() {
    return shape;
  }

  Class<P> root() {
    return root;
  }

  JournaledMap<Long, C, P> places(P of) {
    return places.apply(of);
  }

  C prototype(List<X> content) {
    return prototype.apply(content);
  }

  /** Opens a door; the journal is needed for that to edit. */
  V open(Door door, C collection, @Nullable Journal<P> j) {
    return switch (door) {
      case READ -> collection;
      case EDIT -> {
        if (j == null) {
          throw new IllegalStateException("no transaction is open");
        }
        yield edit.apply(collection, j);
      }
      case AUTO_COMMIT -> {
        if (autoCommit == null) {
          throw new IllegalStateException("there is no such door, door=" + door);
        }
        yield autoCommit.apply(collection);
      }
    };
  }
}
