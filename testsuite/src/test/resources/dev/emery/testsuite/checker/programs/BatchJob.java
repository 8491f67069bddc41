package com.acme.batch;

import dev.emery.AssertTxInSafe;
import dev.emery.Durability;
import dev.emery.PoolException;
import dev.emery.TransactionConflictException;
import dev.emery.cell.PInt;
import dev.emery.cell.PLong;
import dev.emery.collections.PHashMap;
import dev.emery.collections.PPriorityQueue;
import dev.emery.collections.PVec;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.transaction.Journal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/** Reads sales from files in batches, and carries on where it was stopped. */
final class BatchJob {
  private static final Pattern COMMA = Pattern.compile(",");
  private static final int BATCH = 500;

  record Sale(String product, int day, long cents) implements Comparable<Sale> {
    @Override
    public int compareTo(Sale other) {
      return Long.compare(cents, other.cents);
    }
  }

  record Store(
      PHashMap<String, PLong<Store>, Store> positions,
      PHashMap<String, Total, Store> totals,
      PPriorityQueue<Sale, Store> smallest,
      PVec<String, Store> rejected) {}

  record Total(PInt<Store> sales, PLong<Store> cents) {
    void add(Journal<Store> j, long amount) {
      sales.increment(j);
      cents.add(j, amount);
    }

    double mean() {
      return sales.get() == 0 ? 0 : (double) cents.get() / sales.get();
    }
  }

  private final Pool<Store> pool;
  private final Store store;
  private final AtomicInteger attempts = new AtomicInteger();
  private final Map<Path, Long> lines = new TreeMap<>();
  private int batches;

  BatchJob(Pool<Store> pool) {
    this.pool = pool;
    this.store = pool.root();
  }

  void run(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        lines.merge(file, read(file), Long::sum);
      }
    }
    pool.sync();
  }

  private long read(Path file) throws IOException {
    String name = file.getFileName().toString();
    long done = position(name).orElse(0);
    long count = 0;
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      reader
          .lines()
          .skip(done)
          .gather(Gatherers.windowFixed(BATCH))
          .forEach(batch -> add(name, batch));
      count = store.positions().get(name).get() - done;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return count;
  }

  private OptionalLong position(String name) {
    PLong<Store> position = store.positions().get(name);
    return position == null ? OptionalLong.empty() : OptionalLong.of(position.get());
  }

  private void add(String name, List<String> batch) {
    batches++;
    try {
      pool.transaction(
          Durability.RELAXED,
          j -> {
            AssertTxInSafe.of(attempts).incrementAndGet();
            var sums = new HashMap<String, Long>();
            int[] byLength = new int[10];
            for (String line : batch) {
              String[] fields = COMMA.split(line);
              if (fields.length != 3) {
                store.rejected().add(j, line);
                continue;
              }
              byLength[Math.min(9, fields[0].length())]++;
              Sale sale = parse(j, fields);
              if (sale != null) {
                sums.merge(sale.product(), sale.cents(), Long::sum);
                total(j, sale.product()).add(j, sale.cents());
                store.smallest().offer(j, sale);
              }
            }
            while (store.smallest().size() > 100) {
              store.smallest().poll(j);
            }
            var position = store.positions().computeIfAbsent(j, name, _ -> PLong.of(0));
            position.add(j, batch.size());
            j.onCommit(() -> IO.println("sums " + sums + Arrays.toString(byLength)));
            j.onAbort(() -> IO.println("again: " + name));
          });
    } catch (TransactionConflictException e) {
      IO.println("gave up at " + batches + ": " + e.getMessage());
    }
  }

  private Sale parse(Journal<Store> j, String[] fields) {
    try {
      var day = LocalDate.parse(fields[1]);
      return new Sale(fields[0].strip(), (int) day.toEpochDay(), Long.parseLong(fields[2]));
    } catch (DateTimeParseException | NumberFormatException e) {
      store.rejected().add(j, String.join(",", fields) + " " + e.getMessage());
      return null;
    }
  }

  private Total total(Journal<Store> j, String product) {
    Total total = store.totals().get(product);
    if (total == null) {
      store.totals().put(j, product, new Total(PInt.of(0), PLong.of(0)));
      total = store.totals().get(product);
    }
    return total;
  }

  String report() {
    var text =
        new StringBuilder(
            """
            product  mean
            -------------
            """);
    pool.read(_ ->
        store.totals().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .forEach(entry -> IO.println(entry.getKey() + " " + entry.getValue().mean())));
    List<String> rows = new ArrayList<>();
    for (var entry : store.totals().entrySet()) {
      rows.add("%-8s %5.2f%n".formatted(entry.getKey(), entry.getValue().mean()));
    }
    rows.stream().sorted().forEach(text::append);
    return text.append(batches).append(" batches, ").append(attempts).toString();
  }

  static void main(String[] args) throws IOException, InterruptedException {
    var options = PoolOptions.defaults().durability(Durability.SYNC);
    for (int attempt = 0; ; attempt++) {
      try (var pool = Pool.open(Path.of("sales.pool"), Store.class, options)) {
        var job = new BatchJob(pool);
        job.run(Path.of(args[0]));
        IO.println(job.report());
        return;
      } catch (PoolException e) {
        if (attempt == 3) {
          throw e;
        }
        Thread.sleep(Duration.ofSeconds(1L << attempt));
      }
    }
  }
}
