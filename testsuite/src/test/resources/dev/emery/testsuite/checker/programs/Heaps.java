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

/** Several pools, guards, and bodies that work on the Java heap. */
final class Heaps extends Fixture {
  void all(List<Pool<P>> pools, int amount) {
    Pools.transaction(
        pools,
        journals -> {
          for (int i = 0; i < pools.size(); i++)
            pools.get(i).root().count().add(journals.get(i), amount);
        });
    Pools.transaction(
        pools,
        journals -> {
          int i = 0;
          for (Journal<P> j : journals) {
            pools.get(i++).root().count().add(j, amount);
          }
        });
    long sum =
        Pools.compute(
            pools,
            js -> {
              long n = 0;
              for (int i = 0; i < js.size(); i++) {
                n += pools.get(i).root().count().add(js.get(i), 1);
              }
              return n;
            });
    Pools.transaction(
        pools, js -> pools.forEach(p -> p.root().count().add(js.get(pools.indexOf(p)), 1)));
  }

  void guards() {
    pool.transaction(j -> {
      var guard = root.mutex().lock(j);
      for (int i = 0; i < 3; i++) guard.update(n -> n + 1);
      Optional<PMutexGuard<Integer, P>> other = root.mutex().tryLock(j);
      other.ifPresent(g -> g.set(g.get() + guard.get()));
      if (root.text().tryBorrow(j) instanceof Optional<Ref<String>> some && some.isPresent()) {
        try (Ref<String> r = some.get();
            Ref<String> c = r.copy()) {
          IO.println(r.get() + c.get());
        }
      }
      root.text()
          .tryBorrowMut(j)
          .ifPresent(m -> {
            try (m) {
              m.set("x");
            }
          });
      Savepoint s = j.savepoint();
      try {
        root.names().add(j, "x");
      } catch (RuntimeException e) {
        j.rollbackTo(s);
        throw e;
      } finally {
        IO.println(j.isOpen());
      }
    });
  }

  interface Unit<R extends Record> {
    void work(Journal<R> j, R root) throws Exception;
  }

  static <R extends Record> void run(Pool<R> pool, Unit<R> unit) throws Exception {
    pool.<Exception>transaction(j -> unit.work(j, pool.root()));
  }

  static <A extends Record, B extends Record> void both(
      Pool<A> a, Pool<B> b, BiConsumer<Journal<A>, Journal<B>> body) {
    Pools.transaction(a, b, (ja, jb) -> body.accept(ja, jb));
    Pools.transaction(a, b, body::accept);
  }

  void use(ExecutorService ex) throws Exception {
    run(pool, (j, r) -> r.names().add(j, "a"));
    both(
        pool,
        other,
        (a, b) -> {
          root.count().add(a, 1);
          otherRoot.count().add(b, 1);
        });
    Callable<Long> task = () -> pool.compute(j -> root.count().increment(j));
    ex.invokeAll(List.of(task, task));
    ex.submit(task).get();
    Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    for (String n : root.names()) counts.computeIfAbsent(n, _ -> new LongAdder()).increment();
    pool.transaction(j -> counts.forEach((n, c) -> root.words().merge(j, n, c.sum(), Long::sum)));
    ThreadLocal<Integer> tl = ThreadLocal.withInitial(() -> 0);
    pool.transaction(j -> root.count().add(j, tl.get()));
    Lock lock = new ReentrantLock();
    lock.lock();
    try {
      pool.transaction(j -> root.count().add(j, 1));
    } finally {
      lock.unlock();
    }
    pool.transaction(j -> {
      Instant start = Instant.now();
      Duration d = Duration.between(start, Instant.now());
      root.names()
          .add(
              j,
              d
                  + UUID.randomUUID().toString()
                  + Thread.currentThread().getName()
                  + System.getenv("X")
                  + Locale.ROOT);
    });
    pool.transaction(j -> {
      var f = String.format("%05d", root.count().get());
      root.names().add(j, f);
      Objects.checkIndex(0, 1);
      Math.addExact(1, 2);
    });
    int[] sizes = root.names().stream().mapToInt(String::length).toArray();
    pool.transaction(j -> {
      for (int s : sizes) root.count().add(j, s);
      int max = Arrays.stream(sizes).max().orElse(0);
      int[] copy = Arrays.copyOf(sizes, 10);
      copy[0] = max;
      Arrays.fill(copy, 1);
      var sorted = sizes.clone();
      Arrays.sort(sorted);
    });
    List<String> input = List.of("b", "a");
    pool.transaction(j -> {
      var sorted = new ArrayList<>(input);
      Collections.sort(sorted);
      var more =
          input.stream().sorted().collect(java.util.stream.Collectors.toCollection(ArrayList::new));
      more.add("x");
      var parts = new HashMap<String, List<String>>();
      for (String s : sorted)
        parts.computeIfAbsent(s.substring(0, 1), _ -> new ArrayList<>()).add(s);
      parts.forEach((k, v) -> {
        v.add("end");
        root.names().addAll(j, v);
      });
      var set = new TreeSet<>(input);
      set.pollFirst();
      var sub = sorted.subList(0, 1);
      sub.clear();
      String first = sorted.isEmpty() ? "" : sorted.remove(0);
      var it = input.iterator();
      while (it.hasNext()) root.names().add(j, it.next());
      var q = new ArrayDeque<>(input);
      while (!q.isEmpty()) root.queue().add(j, q.poll());
      var sb = new StringBuilder(input.get(0));
      sb.append("x");
      var m = java.util.regex.Pattern.compile("a").matcher(input.get(0));
      while (m.find()) IO.println(m.group());
      var sc = new Scanner(input.get(0));
      if (sc.hasNext()) sc.next();
    });
  }

  static class Counter {
    private final Map<String, Integer> seen = new HashMap<>();
    private int total;

    void add(String w) {
      seen.merge(w, 1, Integer::sum);
      total++;
    }

    int total() {
      return total;
    }
  }

  void counters() {
    pool.transaction(j -> {
      var c = new Counter();
      root.names().forEach(c::add);
      c.add("x");
      root.count().set(j, c.total());
    });
    int t =
        pool.query(_ -> {
          var c = new Counter();
          root.names().forEach(c::add);
          return c.total();
        });
  }
}
