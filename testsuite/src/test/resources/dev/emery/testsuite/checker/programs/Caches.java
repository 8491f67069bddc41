package com.acme.caches;

import dev.emery.TxScoped;
import dev.emery.cell.LazyCell;
import dev.emery.cell.PCell;
import dev.emery.cell.PLong;
import dev.emery.cell.TCell;
import dev.emery.cell.VCell;
import dev.emery.collections.PHashMap;
import dev.emery.collections.PLinkedHashMap;
import dev.emery.collections.PVec;
import dev.emery.pointer.Prc;
import dev.emery.pool.Pool;
import dev.emery.transaction.Journal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Values that are not stored beside some that are. */
final class Caches {
  record Rule(String text, VCell<Pattern, Filter> compiled, LazyCell<ReentrantLock, Filter> lock) {
    static Rule of(String text) {
      return new Rule(text, VCell.empty(), new LazyCell<>());
    }

    Pattern pattern() {
      return compiled.getOrInit(() -> Pattern.compile(text));
    }

    boolean accepts(String input) {
      ReentrantLock own = lock.get(ReentrantLock::new);
      own.lock();
      try {
        return pattern().matcher(input).matches();
      } finally {
        own.unlock();
      }
    }
  }

  record Node(String name, PCell<Optional<Prc<Node, Filter>>, Filter> next) {}

  record Filter(
      PVec<Rule, Filter> rules,
      PCell<Optional<Prc<Node, Filter>>, Filter> head,
      PHashMap<String, String, Filter> answers,
      PLinkedHashMap<String, Long, Filter> recent,
      TCell<List<String>, Filter> pending,
      VCell<Map<String, Prc.VWeak<Node, Filter>>, Filter> index,
      VCell<CompletableFuture<String>, Filter> running,
      PLong<Filter> hits) {}

  /** A cache in front of a pool. */
  static final class Cache<K, V> {
    private final Map<K, V> fast = new ConcurrentHashMap<>();
    private final ConcurrentMap<K, V> slow;
    private final Function<? super K, ? extends V> compute;

    Cache(ConcurrentMap<K, V> slow, Function<? super K, ? extends V> compute) {
      this.slow = slow;
      this.compute = compute;
    }

    V get(K key) {
      return fast.computeIfAbsent(key, k -> slow.computeIfAbsent(k, compute));
    }

    void forget(K key) {
      fast.remove(key);
      slow.remove(key);
    }
  }

  private final Pool<Filter> pool;
  private final Cache<String, String> cache;
  private final Supplier<Instant> clock = Instant::now;
  private final ThreadLocal<StringBuilder> buffers = ThreadLocal.withInitial(StringBuilder::new);

  Caches(Pool<Filter> pool) {
    this.pool = pool;
    this.cache = new Cache<>(pool.root().answers().autoCommit(), Caches::slowly);
  }

  private static String slowly(String question) {
    return new StringBuilder(question).reverse().toString();
  }

  String answer(String question) {
    String answer = cache.get(question);
    pool.transaction(j -> touch(j, question));
    return answer;
  }

  private void touch(Journal<Filter> j, String question) {
    var recent = pool.root().recent();
    recent.remove(j, question);
    recent.put(j, question, clock.get().toEpochMilli());
    while (recent.size() > 10) {
      recent.remove(j, recent.firstEntry().getKey());
    }
    pool.root().hits().increment(j);
  }

  Optional<Rule> find(String input) {
    return pool.root().rules().stream().filter(rule -> rule.accepts(input)).findFirst();
  }

  void note(String line) {
    pool.transaction(j -> {
      var pending = pool.root().pending();
      var lines = new ArrayList<>(pending.getOrInit(j, List::of));
      lines.add(line);
      pending.set(j, List.copyOf(lines));
      if (lines.size() > 5) {
        pending.invalidate(j);
      }
    });
  }

  void remember(String name) {
    pool.transaction(j -> {
      Prc<Node, Filter> node = Prc.of(new Node(name, PCell.of(pool.root().head().get())));
      pool.root().head().set(j, Optional.of(node));
      var stored = pool.root().head().get().orElseThrow();
      pool.root().index().getOrInit(ConcurrentHashMap::new).put(name, stored.demote());
    });
  }

  String nameOf(String name) {
    return pool.query(scope ->
        pool.root()
            .index()
            .get()
            .map(index -> index.get(name))
            .flatMap(weak -> weak.promote(scope))
            .map(node -> node.get().name())
            .orElse("none"));
  }

  String joined() {
    StringBuilder buffer = buffers.get();
    buffer.setLength(0);
    pool.root().rules().forEach(rule -> buffer.append(rule.text()).append(';'));
    return buffer.toString();
  }

  <T> T timed(String what, @TxScoped Supplier<T> action) {
    Instant start = clock.get();
    try {
      return action.get();
    } finally {
      IO.println(what + " " + start.until(clock.get()));
    }
  }

  void start(ScheduledExecutorService timer, Executor threads) {
    timer.scheduleAtFixedRate(pool::checkpoint, 1, 1, TimeUnit.MINUTES);
    timer.schedule(() -> cache.forget("old"), 1, TimeUnit.HOURS);
    var running = CompletableFuture.supplyAsync(() -> answer("who"), threads);
    pool.root().running().set(running);
    running.thenAccept(
        answer -> pool.transaction(j -> pool.root().answers().put(j, "who", answer)));
  }

  static void main() {
    Supplier<Filter> initial =
        () ->
            new Filter(
                PVec.of(Rule.of("a.*"), Rule.of("b+")),
                PCell.of(Optional.empty()),
                new PHashMap<>(),
                new PLinkedHashMap<>(),
                new TCell<>(),
                VCell.empty(),
                VCell.empty(),
                PLong.of(0));
    try (var pool = Pool.inMemory(Filter.class, initial);
        var timer = Executors.newScheduledThreadPool(1);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var caches = new Caches(pool);
      caches.start(timer, threads);
      caches.note("started");
      caches.remember("first");
      pool.transaction(j -> caches.timed("rules", () -> pool.root().rules().add(j, Rule.of("c"))));
      IO.println(
          caches.answer("what") + caches.nameOf("first") + caches.find("bbb") + caches.joined());
    }
  }
}
