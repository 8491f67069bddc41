package dev.emery.testsuite.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.emery.Durability;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.samples.WordIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Measures how much faster two consumers count than one: the better of some rounds, in turns. */
final class WordCountSpeed {
  private static final int ROUNDS = 5;
  private static final int BATCH = 16 << 10;

  private WordCountSpeed() {}

  static void main(String[] args) throws Exception {
    int consumers = args.length == 0 ? 2 : Integer.parseInt(args[0]);
    int copies = args.length < 2 ? 10 : Integer.parseInt(args[1]);
    List<String> texts = texts(copies);
    double[] best = new double[consumers + 1];
    for (int round = 0; round < ROUNDS; round++) {
      for (int count = 1; count <= consumers; count++) {
        double millis = millis(texts, count);
        best[count] = best[count] == 0 ? millis : Math.min(best[count], millis);
      }
    }
    for (int count = 1; count <= consumers; count++) {
      System.out.printf(
          Locale.ROOT,
          "consumers=%d, batches=%d, %.0f ms, speed-up %.2f%n",
          count,
          texts.size(),
          best[count],
          best[1] / best[count]);
    }
  }

  private static List<String> texts(int copies) throws IOException {
    String novel;
    try (var in = WordIndex.class.getResourceAsStream("texts/pride-and-prejudice.txt")) {
      novel = new String(in.readAllBytes(), UTF_8);
    }
    List<String> batches = new ArrayList<>();
    for (int copy = 0; copy < copies; copy++) {
      IntStream.iterate(0, at -> at < novel.length(), at -> at + BATCH)
          .mapToObj(at -> novel.substring(at, Math.min(novel.length(), at + BATCH)))
          .forEach(batches::add);
    }
    return batches;
  }

  /** How long the consumers take for texts that are on the stack already. */
  private static double millis(List<String> texts, int consumers) throws Exception {
    Path file = Files.createTempDirectory("word-count").resolve("words.pool");
    var options = PoolOptions.defaults().durability(Durability.RELAXED);
    try {
      try (var pool = Pool.open(file, WordCount.class, () -> WordCount.of(consumers), options)) {
        WordCount.produce(pool, texts);
        pool.checkpoint();
        long start = System.nanoTime();
        for (Thread thread : WordCount.consume(pool)) {
          thread.join();
        }
        return (System.nanoTime() - start) / 1e6;
      }
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(file.getParent());
    }
  }
}
