package dev.emery.samples;

import dev.emery.cell.PLong;
import dev.emery.collections.PHashMap;
import dev.emery.pool.Pool;
import java.nio.file.Path;

/** Counts its runs and the words it was ever given: a whole persistent program. */
record Counter(PLong<Counter> runs, PHashMap<String, Long, Counter> words) {

  static void main(String[] args) {
    try (var pool = Pool.open(Path.of("counter.pool"), Counter.class)) {
      Counter counter = pool.root();
      pool.transaction(j -> {
        counter.runs().add(j, 1);
        for (String word : args) counter.words().merge(j, word, 1L, Long::sum);
      });
      IO.println("run " + counter.runs().get() + " " + counter.words());
    }
  }
}
