package dev.emery.testsuite.examples;

import dev.emery.cell.PBool;
import dev.emery.cell.PCell;
import dev.emery.collections.PHashMap;
import dev.emery.collections.PVec;
import dev.emery.pointer.Parc;
import dev.emery.pointer.Pbox;
import dev.emery.pool.Pool;
import dev.emery.sync.PMutex;
import dev.emery.transaction.Journal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Counts words: a producer pushes batches of text on a stack under a mutex, and consumers pop them.
 *
 * <p>A consumer takes a batch in one transaction, which holds the mutex for a moment only, and
 * counts it in another, which locks only what is its own. A batch is always in one place, so a
 * killed program carries on without counting one twice.
 */
record WordCount(
    Parc<PMutex<Optional<Pbox<WordCount.Batch, WordCount>>, WordCount>, WordCount> stack,
    PVec<WordCount.Consumer, WordCount> consumers,
    PBool<WordCount> complete) {

  private static final Pattern WORD = Pattern.compile("\\w+");

  record Batch(String text, Optional<Pbox<Batch, WordCount>> rest) {}

  record Consumer(
      Parc<PMutex<Optional<Pbox<Batch, WordCount>>, WordCount>, WordCount> stack,
      PCell<Optional<String>, WordCount> current,
      PHashMap<String, Long, WordCount> words) {

    /** Whether there was a batch, or will be none. */
    private boolean take(Journal<WordCount> j, WordCount root) {
      if (current.get().isPresent()) {
        return true; // from before a crash
      }
      var top = stack.get().lock(j);
      var box = top.get();
      if (box.isEmpty() && !root.complete().get()) {
        j.retry();
      }
      box.map(Pbox::get)
          .ifPresent(batch -> {
            current.set(j, Optional.of(batch.text()));
            top.set(batch.rest());
          });
      return box.isPresent();
    }

    private void count(Journal<WordCount> j) {
      Map<String, Long> counts = new HashMap<>();
      PCell.take(current, j)
          .ifPresent(text ->
              WORD.matcher(text)
                  .results()
                  .map(MatchResult::group)
                  .forEach(word -> counts.merge(word, 1L, Long::sum)));
      counts.forEach((word, count) -> words.merge(j, word, count, Long::sum));
    }

    /** Counts batches until the stack is empty and complete. */
    void run(Pool<WordCount> pool) {
      while (pool.compute(j -> take(j, pool.root()))) {
        pool.transaction(this::count);
      }
    }
  }

  static WordCount of(int consumers) {
    Parc<PMutex<Optional<Pbox<Batch, WordCount>>, WordCount>, WordCount> stack =
        Parc.of(PMutex.of(Optional.empty()));
    var all =
        Stream.generate(() -> new Consumer(stack, PCell.of(Optional.empty()), new PHashMap<>()))
            .limit(consumers)
            .toList();
    return new WordCount(stack, PVec.of(all), PBool.of(false));
  }

  /** Pushes each text as a batch. */
  static void produce(Pool<WordCount> pool, List<String> texts) {
    WordCount root = pool.root();
    for (String text : texts) {
      pool.transaction(j -> {
        var top = root.stack().get().lock(j);
        top.set(Optional.of(Pbox.of(new Batch(text, top.getAndSet(Optional.empty())))));
      });
    }
    pool.transaction(j -> root.complete().set(j, true));
  }

  /** Starts a thread for each consumer. */
  static List<Thread> consume(Pool<WordCount> pool) {
    return pool.root().consumers().stream()
        .map(consumer -> Thread.ofPlatform().start(() -> consumer.run(pool)))
        .toList();
  }

  /** What all consumers have counted. */
  Map<String, Long> total() {
    Map<String, Long> total = new TreeMap<>();
    for (Consumer consumer : consumers) {
      consumer.words().forEach((word, count) -> total.merge(word, count, Long::sum));
    }
    return total;
  }
}
