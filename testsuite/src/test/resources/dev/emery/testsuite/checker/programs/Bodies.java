package com.acme.bodies;

import dev.emery.AssertTxInSafe;
import dev.emery.cell.PCell;
import dev.emery.cell.PLong;
import dev.emery.collections.PHashMap;
import dev.emery.collections.PTreeMap;
import dev.emery.collections.PVec;
import dev.emery.pointer.Parc;
import dev.emery.pointer.Prc;
import dev.emery.pool.Pool;
import dev.emery.transaction.Journal;
import dev.emery.transaction.TransactionBody;
import dev.emery.transaction.TransactionFunction;
import dev.emery.transaction.TxList;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IntSummaryStatistics;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Scanner;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Bodies with much ordinary work on the Java heap, all of it begun anew when they run again. */
final class Bodies {
  record Root(
      PVec<String, Root> words,
      PHashMap<String, Integer, Root> counts,
      PTreeMap<Integer, PVec<String, Root>, Root> byLength,
      PCell<Optional<Prc<Item, Root>>, Root> first,
      PVec<Parc<Stock, Root>, Root> stocks,
      PLong<Root> total) {}

  record Item(String name, Optional<Prc<Item, Root>> next) {}

  record Stock(String name, PLong<Root> amount) {}

  private static final Pattern WORD = Pattern.compile("\\w+");
  private static final Map<String, Integer> WEIGHTS = Map.of("a", 1, "b", 2);

  private final Pool<Root> pool;
  private final Root root;
  private final Random random = new Random(1);
  private int runs;

  Bodies(Pool<Root> pool) {
    this.pool = Objects.requireNonNull(pool);
    this.root = pool.root();
  }

  private static List<String> split(String text) {
    return new ArrayList<>(Arrays.asList(text.split("\\W+")));
  }

  /** Accumulates in variables, arrays, builders and collections of its own. */
  int addText(String text) {
    int before = root.words().size();
    int added =
        pool.compute(j -> {
          int count = 0;
          long sum = 0;
          int[] lengths = new int[20];
          var bits = new BitSet();
          var seen = new HashSet<String>();
          List<String> words = split(text);
          words.removeIf(String::isBlank);
          Collections.sort(words);
          Collections.shuffle(words, new Random(7));
          words.replaceAll(String::toLowerCase);
          for (Iterator<String> i = words.iterator(); i.hasNext(); ) {
            String word = i.next();
            if (!seen.add(word)) {
              i.remove();
              continue;
            }
            count++;
            sum += word.length();
            lengths[Math.min(19, word.length())]++;
            bits.set(word.charAt(0));
          }
          String[] array = words.toArray(new String[0]);
          Arrays.sort(array, Comparator.comparing(String::length));
          array[0] = array.length > 0 ? array[0].strip() : "";
          for (String word : array) {
            root.words().add(j, word);
            root.counts().merge(j, word, WEIGHTS.getOrDefault(word, 1), Integer::sum);
            root.byLength().computeIfAbsent(j, word.length(), _ -> new PVec<>()).add(j, word);
          }
          root.total().add(j, sum + bits.cardinality() + lengths[1]);
          return count;
        });
    runs++;
    return before + added;
  }

  String describe() {
    return pool.query(_ -> {
      var groups = new TreeMap<Integer, List<String>>();
      root.words()
          .forEach(word -> groups.computeIfAbsent(word.length(), _ -> new ArrayList<>()).add(word));
      groups.values().forEach(Collections::sort);
      groups.values().removeIf(List::isEmpty);
      Map<Character, Set<String>> byFirst =
          root.words().stream()
              .collect(Collectors.groupingBy(word -> word.charAt(0), Collectors.toSet()));
      byFirst.getOrDefault('a', new HashSet<>()).add("added");
      byFirst.forEach((first, words) -> words.remove("b"));
      var text = new StringBuilder();
      for (var entry : groups.entrySet()) {
        entry.setValue(entry.getValue().reversed());
        text.append(entry.getKey())
            .append(": ")
            .append(String.join(",", entry.getValue()))
            .append('\n');
      }
      text.setLength(Math.max(0, text.length() - 1));
      var joiner = new StringJoiner(", ", "[", "]");
      root.counts().keySet().forEach(joiner::add);
      Matcher matcher = WORD.matcher(text);
      int matches = 0;
      while (matcher.find()) {
        matches++;
      }
      IntSummaryStatistics lengths =
          root.words().stream().mapToInt(String::length).summaryStatistics();
      lengths.accept(matches);
      return text.reverse().append(joiner).append(lengths).append(byFirst).toString();
    });
  }

  void readLines(String text) throws IOException {
    pool.transaction((Journal<Root> j) -> {
      try (var reader = new BufferedReader(new StringReader(text))) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          var scanner = new Scanner(line);
          while (scanner.hasNextInt()) {
            root.total().add(j, scanner.nextInt());
          }
        }
      }
    });
  }

  /** Chooses at random, which may be different when it runs again. */
  void sample() {
    pool.transaction(j -> {
      var all = new ArrayList<>(root.words());
      if (all.isEmpty()) {
        return;
      }
      String one = all.get(ThreadLocalRandom.current().nextInt(all.size()));
      String other = all.get(AssertTxInSafe.of(random).nextInt(all.size()));
      root.words().set(j, 0, one + other);
      all.subList(0, all.size() / 2).clear();
    });
  }

  /** A search with a queue, a heap and a table of numbers. */
  int distance(String from, String to) {
    return pool.query(_ -> {
      int n = root.words().size();
      int[][] table = new int[n + 1][];
      for (int i = 0; i <= n; i++) {
        table[i] = new int[to.length() + 1];
        table[i][0] = i;
      }
      Deque<String> open = new ArrayDeque<>();
      open.push(from);
      var best = new PriorityQueue<String>(Comparator.comparing(String::length));
      var distances = new HashMap<String, Integer>();
      distances.put(from, 0);
      while (!open.isEmpty()) {
        String at = open.pop();
        int next = distances.get(at) + 1;
        for (String word : root.words()) {
          if (word.length() == at.length() && distances.putIfAbsent(word, next) == null) {
            open.addLast(word);
            best.offer(word);
            table[0][0] += next;
          }
        }
      }
      best.poll();
      return distances.getOrDefault(to, -1);
    });
  }

  void chain(List<String> names) {
    pool.transaction(j -> {
      var items = new TxList<Prc<Item, Root>>();
      Optional<Prc<Item, Root>> next = Optional.empty();
      for (String name : names.reversed()) {
        Prc<Item, Root> item = Prc.of(new Item(name, next));
        items.add(item);
        next = Optional.of(item);
      }
      root.first().set(j, next);
      items.sort(Comparator.comparing(item -> item.get().name()));
      items.removeIf(item -> item.get().name().isEmpty());
      String all = items.stream().map(Prc::get).map(Item::name).collect(Collectors.joining(" "));
      items.clear();
      for (var at = root.first().get(); at.isPresent(); at = at.get().get().next()) {
        all += at.get().get().name();
      }
      root.words().add(j, all);
    });
  }

  void restock(Map<String, BigDecimal> deliveries) {
    pool.transaction(j -> {
      var left = new LinkedHashMap<>(deliveries);
      for (Parc<Stock, Root> each : root.stocks()) {
        Stock stock = each.get();
        BigDecimal amount = left.remove(stock.name());
        if (amount != null) {
          stock.amount().add(j, amount.setScale(0, RoundingMode.HALF_UP).longValueExact());
        }
      }
      left.forEach((name, amount) ->
          root.stocks().add(j, Parc.of(new Stock(name, PLong.of(amount.longValue())))));
      Stream.iterate(1, i -> i * 2).limit(left.size()).forEach(i -> root.total().add(j, i));
      IntStream.range(0, root.stocks().size())
          .filter(i -> root.stocks().get(i).get().amount().get() == 0)
          .boxed()
          .sorted(Comparator.reverseOrder())
          .forEach(i -> root.stocks().removeAt(j, i));
    });
  }

  private int fill(Journal<Root> j, IntPredicate filter) {
    var numbers = new ArrayList<Integer>();
    for (int i = 0; numbers.size() < 10; i++) {
      if (filter.test(i)) {
        numbers.add(i);
      }
    }
    numbers.forEach(number -> root.words().add(j, number.toString()));
    return numbers.removeLast();
  }

  private <T> T inTransaction(TransactionFunction<Root, T, RuntimeException> body) {
    return pool.compute(body);
  }

  private void twice(TransactionBody<Root, RuntimeException> body) {
    pool.transaction(body);
    pool.transaction(j -> body.run(j));
  }

  private static <R extends Record> Pool<R> fresh(Class<R> type) {
    return Pool.inMemory(type);
  }

  private static <A, B, C> Function<A, C> both(Function<A, B> first, Function<B, C> second) {
    return first.andThen(second);
  }

  static void main() throws IOException {
    var attempts = new AtomicInteger();
    var lines = new ArrayList<String>();
    try (var pool = fresh(Root.class)) {
      var bodies = new Bodies(pool);
      lines.add("words: " + bodies.addText("the quick brown fox"));
      bodies.readLines("1 2 3");
      bodies.sample();
      bodies.chain(List.of("x", "y"));
      bodies.restock(Map.of("nails", BigDecimal.TEN));
      int last = bodies.inTransaction(j -> bodies.fill(j, i -> i % 3 == 0));
      String text = bodies.inTransaction(j -> "last: " + pool.root().total().add(j, last));
      bodies.twice(j -> pool.root().counts().merge(j, "twice", 1, Integer::sum));
      lines.add(text + bodies.distance("the", "fox") + bodies.describe());
      BiFunction<Journal<Root>, Integer, Long> add = (j, n) -> pool.root().total().add(j, n);
      lines.add("" + pool.compute(j -> add.apply(j, 1)) + add.andThen(n -> n + 1));
      lines.replaceAll(both(String::strip, String::toUpperCase)::apply);
      while (attempts.incrementAndGet() < 3) {
        try {
          pool.transaction(j -> {
            if (pool.root().total().get() > 0) {
              throw new IllegalStateException("attempt " + attempts.get() + " of " + lines.size());
            }
          });
        } catch (IllegalStateException e) {
          lines.add(e.getMessage());
        }
      }
      lines.forEach(IO::println);
    }
  }
}
