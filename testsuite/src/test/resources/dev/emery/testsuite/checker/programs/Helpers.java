package com.acme.helpers;

import dev.emery.TxScoped;
import dev.emery.cell.PCell;
import dev.emery.cell.PLong;
import dev.emery.collections.JournaledCollection;
import dev.emery.collections.JournaledList;
import dev.emery.collections.JournaledMap;
import dev.emery.collections.PHashMap;
import dev.emery.collections.PTreeMap;
import dev.emery.collections.PVec;
import dev.emery.pointer.Pbox;
import dev.emery.pool.Pool;
import dev.emery.transaction.Journal;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Code for pools of any kind: with the brand as a type parameter. */
final class Helpers {
  private Helpers() {}

  static <P> void add(Journal<P> j, JournaledList<String, P> list, String... more) {
    for (String each : more) {
      list.add(j, each);
    }
  }

  static <E, P> void addAllTwice(Journal<P> j, JournaledCollection<E, P> to, Collection<E> from) {
    to.addAll(j, from);
    from.forEach(each -> to.add(j, each));
  }

  static <K, V, P> void putAll(
      Journal<P> j, JournaledMap<K, V, P> to, Map<? extends K, ? extends V> from) {
    from.forEach((key, value) -> to.put(j, key, value));
  }

  static <K, P> long count(Journal<P> j, JournaledMap<K, Long, P> counts, K key) {
    return counts.merge(j, key, 1L, Long::sum);
  }

  static <K, V, P> V getOrPut(
      Journal<P> j, JournaledMap<K, V, P> map, K key, @TxScoped Supplier<V> value) {
    V known = map.get(key);
    if (known == null) {
      map.put(j, key, value.get());
      known = map.get(key);
    }
    return known;
  }

  static <E, P> void each(
      Journal<P> j, JournaledList<E, P> list, @TxScoped UnaryOperator<E> change) {
    for (int i = 0; i < list.size(); i++) {
      list.set(j, i, change.apply(list.get(i)));
    }
  }

  static <E, P> void shuffle(Journal<P> j, JournaledList<E, P> list, long seed) {
    Collections.shuffle(list.edit(j), new Random(seed));
  }

  static <E extends Comparable<? super E>, P> void sortDescending(
      Journal<P> j, JournaledList<E, P> list) {
    list.sort(j, Comparator.reverseOrder());
    Collections.sort(list.edit(j), Comparator.reverseOrder());
  }

  static <R extends Record, T> T with(Pool<R> pool, Function<? super R, T> reader) {
    return pool.query(_ -> reader.apply(pool.root()));
  }

  static <P, T> T retrying(Pool<P> pool, int times, BiFunction<P, Integer, T> reader) {
    RuntimeException last = new IllegalStateException("not tried");
    for (int i = 0; i < times; i++) {
      try {
        return reader.apply(pool.root(), i);
      } catch (RuntimeException e) {
        last = e;
      }
    }
    throw last;
  }

  /** A stack of any pool. */
  record Stack<T, P>(PCell<Optional<Pbox<Cell<T, P>, P>>, P> top, PLong<P> size) {
    record Cell<T, P>(T value, Optional<Pbox<Cell<T, P>, P>> below) {}

    static <T, P> Stack<T, P> empty() {
      return new Stack<>(PCell.of(Optional.empty()), PLong.of(0));
    }

    void push(Journal<P> j, T value) {
      top.set(j, Optional.of(Pbox.of(new Cell<>(value, PCell.take(top, j)))));
      size.increment(j);
    }

    T pop(Journal<P> j) {
      Cell<T, P> cell = top.get().map(Pbox::get).orElseThrow(NoSuchElementException::new);
      T value = cell.value();
      top.set(j, cell.below());
      size.decrement(j);
      return value;
    }

    void forEach(@TxScoped Consumer<? super T> action) {
      for (var at = top.get(); at.isPresent(); at = at.get().get().below()) {
        action.accept(at.get().get().value());
      }
    }

    boolean contains(T value) {
      var at = top.get();
      while (at.isPresent()) {
        Cell<T, P> cell = at.get().get();
        if (cell.value().equals(value)) {
          return true;
        }
        at = cell.below();
      }
      return false;
    }
  }

  /** A pair that may be a value or an entity. */
  record Pair<A, B>(A left, B right) {
    <C> Pair<C, B> withLeft(C other) {
      return new Pair<>(other, right);
    }

    static <A extends Comparable<A>, B> Comparator<Pair<A, B>> byLeft() {
      return Comparator.comparing(Pair::left);
    }
  }

  record Root(
      PVec<String, Root> names,
      PHashMap<String, Long, Root> counts,
      PTreeMap<String, PVec<Long, Root>, Root> groups,
      PVec<Pair<Integer, String>, Root> pairs,
      Stack<String, Root> words,
      Stack<Pair<Long, Optional<String>>, Root> history) {}

  static void main() {
    Supplier<Root> initial =
        () ->
            new Root(
                PVec.of("b", "a"),
                new PHashMap<>(),
                new PTreeMap<>(),
                new PVec<>(),
                Stack.empty(),
                Stack.empty());
    try (var pool = Pool.inMemory(Root.class, initial)) {
      Root root = pool.root();
      pool.transaction(j -> {
        add(j, root.names(), "c", "d");
        addAllTwice(j, root.names(), List.of("e"));
        putAll(j, root.counts(), Map.of("a", 1L));
        each(j, root.names(), String::toUpperCase);
        each(j, root.names(), name -> name + count(j, root.counts(), name));
        shuffle(j, root.names(), 1);
        sortDescending(j, root.names());
        getOrPut(j, root.groups(), "even", PVec::new).add(j, 2L);
        root.names().forEach(name -> root.words().push(j, name));
        root.words().forEach(word -> root.history().push(j, new Pair<>(1L, Optional.of(word))));
        root.pairs().add(j, new Pair<>(2, "two"));
        root.pairs().add(j, new Pair<>("1", "one").withLeft(1));
        root.pairs().sort(j, Pair.byLeft());
      });
      String last = pool.compute(j -> root.words().pop(j));
      Pair<Long, Optional<String>> step = pool.compute(root.history()::pop);
      IO.println(last + step + with(pool, all -> all.names().size()));
      IO.println(retrying(pool, 3, (all, n) -> all.names().get(n)) + root.words().contains("A"));
    }
  }
}
