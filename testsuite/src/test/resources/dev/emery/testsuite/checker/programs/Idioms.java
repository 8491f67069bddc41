import static java.util.stream.Collectors.*;

import dev.emery.*;
import dev.emery.cell.*;
import dev.emery.collections.*;
import dev.emery.pointer.*;
import dev.emery.pool.*;
import dev.emery.sync.*;
import dev.emery.testsuite.checker.fixture.*;
import dev.emery.transaction.*;
import java.time.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;
import java.util.function.*;
import java.util.stream.*;

/** Functions that take journals, streams of pointers, and code for any pool. */
final class Idioms extends Fixture {
  private final BiConsumer<Journal<P>, String> add = (j, name) -> root.names().add(j, name);
  private final Map<String, BiConsumer<Journal<P>, String>> commands =
      Map.of("add", add, "push", (j, w) -> root.queue().push(j, w));
  private final List<TransactionBody<P, RuntimeException>> steps =
      List.of(j -> root.count().add(j, 1), this::step);
  private final Map<String, Function<P, Object>> views = new HashMap<>();

  void step(Journal<P> j) {}

  enum Command {
    ADD((j, root) -> root.count().increment(j)),
    CLEAR((j, root) -> root.names().clear(j));
    private final BiConsumer<Journal<P>, P> action;

    Command(BiConsumer<Journal<P>, P> action) {
      this.action = action;
    }

    void run(Journal<P> j, P root) {
      action.accept(j, root);
    }
  }

  sealed interface Order {
    void apply(Journal<P> j, P root);

    record Deposit(String name, long cents) implements Order {
      @Override
      public void apply(Journal<P> j, P root) {
        root.byName().get(name).cents().add(j, cents);
      }
    }

    record Rename(String from, String to) implements Order {
      @Override
      public void apply(Journal<P> j, P root) {
        Account old = root.byName().remove(j, from);
        if (old != null) root.byName().put(j, to, new Account(to, PLong.of(old.cents().get())));
      }
    }
  }

  void all(List<Order> orders) {
    pool.transaction(j -> orders.forEach(order -> order.apply(j, root)));
    for (var step : steps) pool.transaction(step);
    steps.forEach(step -> pool.transaction(step));
    steps.forEach(pool::transaction);
    commands.forEach((name, command) -> pool.transaction(j -> command.accept(j, name)));
    pool.transaction(j -> commands.get("add").accept(j, "x"));
    pool.transaction(j -> commands.values().forEach(command -> command.accept(j, "x")));
    pool.transaction(j -> {
      for (Command c : Command.values()) c.run(j, root);
    });
    views.put("names", P::names);
  }

  void streams(String prefix) {
    var names =
        pool.query(s ->
            root.nodes().stream()
                .map(Prc::get)
                .filter(n -> n.name().startsWith(prefix))
                .map(Node::name)
                .sorted()
                .collect(joining(",")));
    pool.transaction(j -> {
      Prc<Node, P> start = root.nodes().getFirst();
      var a =
          root.nodes().stream()
              .sorted(Comparator.comparing((Prc<Node, P> p) -> p.get().name()).reversed())
              .map(Prc::get)
              .toList();
      var b = root.nodes().stream().min(Comparator.comparing(p -> p.get().name())).map(Prc::get);
      var c = root.nodes().stream().min(Comparator.comparing(p -> p.get().name()));
      boolean d =
          root.nodes().stream().anyMatch(p -> p.ptrEq(start))
              && root.nodes().stream().noneMatch(start::equals);
      int e = root.nodes().stream().reduce(0, (n, p) -> n + p.get().name().length(), Integer::sum);
      int f = root.nodes().stream().mapToInt(p -> p.get().name().length()).sum();
      long g = root.nodes().stream().flatMap(p -> p.get().next().stream()).distinct().count();
      var h =
          root.nodes().stream()
              .map(p -> p.get().parent().get().upgrade(j))
              .flatMap(Optional::stream)
              .map(p -> p.get().name())
              .toList();
      var i =
          root.nodes().stream()
              .map(p -> p.get().parent().get().upgrade(j))
              .filter(Optional::isPresent)
              .map(Optional::get)
              .map(Prc::get)
              .collect(toSet());
      var k = root.nodes().stream().collect(groupingBy(p -> p.get().name(), counting()));
      var l =
          root.nodes().stream()
              .collect(
                  partitioningBy(
                      p -> p.get().next().isEmpty(), mapping(p -> p.get().name(), toList())));
      TxList<Prc<Node, P>> m =
          root.nodes().stream().filter(p -> !p.ptrEq(start)).collect(toCollection(TxList::new));
      TxList<Prc<Node, P>> n = new TxList<>(root.nodes());
      var o =
          root.nodes().stream()
              .takeWhile(p -> p.strongCount() > 1)
              .skip(1)
              .limit(2)
              .findFirst()
              .map(p -> p.get().name())
              .orElse("");
      root.nodes().stream().limit(3).forEach(p -> p.get().next().clear(j));
      root.nodes().stream()
          .map(Prc::demote)
          .toList()
          .forEach(w -> w.promote(j).ifPresent(p -> p.get().next().clear(j)));
      var groups = new TxMap<String, TxList<Prc<Node, P>>>();
      for (var p : root.nodes()) groups.computeIfAbsent(p.get().name(), _ -> new TxList<>()).add(p);
      groups.forEach((name, list) -> list.forEach(p -> root.index().put(j, name, p)));
      groups.values().removeIf(TxList::isEmpty);
      groups.merge(
          "x",
          m,
          (x, y) -> {
            x.addAll(y);
            return x;
          });
      for (var entry : groups.entrySet())
        for (Prc<Node, P> p : entry.getValue()) root.index().putIfAbsent(j, entry.getKey(), p);
      var seen = new TxList<Prc<Node, P>>();
      seen.add(start);
      Prc<Node, P> last = seen.getLast();
      seen.removeFirst();
      root.nodes().addAll(j, m);
      root.nodes().removeAll(j, m);
      root.nodes().removeIf(j, m::contains);
      root.nodes().retainAll(j, n);
      root.nodes().sort(j, Comparator.comparing(p -> p.get().name()));
      root.nodes().replaceAll(j, p -> p.ptrEq(start) ? start : p);
      int at = root.nodes().indexOf(start);
      boolean has = root.index().containsValue(start);
      root.index().computeIfAbsent(j, "a", _ -> start);
      root.index().merge(j, "a", start, (x, y) -> y);
      root.index().compute(j, "b", (key, old) -> old == null ? start : old);
      Prc<Node, P> first = root.index().getOrDefault("a", start);
      root.first().update(j, old -> old.or(() -> Optional.of(start)));
      Optional<Prc<Node, P>> was = root.first().getAndSet(j, Optional.of(start));
      root.weak().set(j, was.map(Prc::downgrade).orElse(Prc.PWeak.empty()));
      root.weak()
          .get()
          .upgrade(j)
          .filter(p -> !p.equals(start))
          .map(Prc::get)
          .map(Node::next)
          .ifPresent(v -> v.add(j, start));
    });
  }

  void plain() {
    var snapshot = Map.copyOf(root.words());
    var tree = new TreeMap<>(root.words());
    var list = new ArrayList<>(root.accounts());
    Account[] array = root.accounts().toArray(Account[]::new);
    Account[] array2 = root.accounts().toArray(new Account[0]);
    List<Account> copy = List.copyOf(root.accounts());
    Object o = root.accounts().get(0);
    Record r = root.accounts().get(0);
    var as = Arrays.asList(root.accounts().get(0), root.accounts().get(1));
    var most =
        root.words().entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    var pinned = new IdentityHashMap<Account, String>();
    root.accounts().forEach(x -> pinned.put(x, x.owner()));
    Map<String, Account> byOwner =
        root.accounts().stream().collect(toMap(Account::owner, Function.identity()));
    Collections.unmodifiableList(root.names()).forEach(IO::println);
    CompletableFuture.supplyAsync(() -> pool.compute(j -> root.count().increment(j)))
        .thenApply(n -> n + 1)
        .thenAccept(IO::println);
    List<PVec<?, ?>> all = List.of(root.names(), otherRoot.names());
    Set<Pool<?>> pools = Set.of(pool, other);
    Map<String, PLong<P>> cells = Map.of("a", root.count());
    for (Pool<?> each : pools) each.checkpoint();
    Runnable close = pool::close;
    Supplier<P> rooter = pool::root;
    Predicate<Node> leaf = n -> n.next().isEmpty();
    Function<Node, String> name = Node::name;
  }

  <T extends Comparable<T>> Optional<T> best(JournaledCollection<T, P> all) {
    return all.stream().max(Comparator.naturalOrder());
  }

  <K, V, B> Map<K, V> copy(JournaledMap<K, V, B> map) {
    return new HashMap<>(map);
  }

  <K, V extends Comparable<V>, B> List<K> top(JournaledMap<K, V, B> map, int n) {
    return map.entrySet().stream()
        .sorted(Map.Entry.<K, V>comparingByValue().reversed())
        .limit(n)
        .map(Map.Entry::getKey)
        .toList();
  }

  static <T, B> void walk(
      Scope<B> scope,
      Prc<T, B> from,
      Function<? super T, ? extends Iterable<Prc<T, B>>> next,
      @TxScoped Consumer<Prc<T, B>> visit) {
    var seen = new TxList<Prc<T, B>>();
    var open = TxList.of(from);
    while (!open.isEmpty()) {
      Prc<T, B> at = open.removeLast();
      if (!seen.contains(at)) {
        seen.add(at);
        visit.accept(at);
        for (Prc<T, B> each : next.apply(at.get())) open.add(each);
      }
    }
  }

  void walkAll() {
    pool.transaction(j ->
        walk(
            j,
            root.nodes().getFirst(),
            Node::next,
            p -> p.get().parent().set(j, Prc.PWeak.empty())));
    List<String> names = new ArrayList<>();
    for (String each :
        pool.query(s -> {
          var found = new ArrayList<String>();
          walk(s, root.nodes().getFirst(), Node::next, p -> found.add(p.get().name()));
          return found;
        })) names.add(each);
  }

  abstract static class Dao<T, B extends Record> {
    protected final Pool<B> pool;
    private final PHashMap<String, T, B> all;

    Dao(Pool<B> pool, Function<B, PHashMap<String, T, B>> all) {
      this.pool = pool;
      this.all = all.apply(pool.root());
    }

    Optional<T> find(String key) {
      return Optional.ofNullable(all.get(key));
    }

    void save(String key, T value) {
      pool.transaction(j -> {
        before(j, value);
        all.put(j, key, value);
      });
    }

    protected void before(Journal<B> j, T value) {}

    <R> R read(Function<? super Map<String, T>, R> f) {
      return pool.query(_ -> f.apply(all));
    }
  }

  static final class Accounts extends Dao<Account, P> {
    private int saved;

    Accounts(Pool<P> pool) {
      super(pool, P::byName);
    }

    @Override
    void save(String key, Account value) {
      super.save(key, value);
      saved++;
    }

    @Override
    protected void before(Journal<P> j, Account value) {
      value.cents().set(j, 0);
    }
  }
}
