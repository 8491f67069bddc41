package dev.emery.testsuite.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.pool.Pool;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The word count with consumers that wait for the producer. */
@Timeout(60)
class WordCountTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void words_ofAllConsumers_areThoseOfTheTexts(int consumers) throws Exception {
    List<String> texts =
        IntStream.range(0, 200)
            .mapToObj(i -> "to be or not to be, that is question number " + i % 7)
            .toList();
    Map<String, Long> expected = new TreeMap<>();
    for (String text : texts) {
      for (String word : text.split("\\W+")) expected.merge(word, 1L, Long::sum);
    }
    try (var pool = Pool.inMemory(WordCount.class, () -> WordCount.of(consumers))) {
      List<Thread> threads = WordCount.consume(pool);
      WordCount.produce(pool, texts);
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(pool.root().total()).isEqualTo(expected);
      assertThat(pool.root().stack().get().peek()).isEmpty();
      assertThat(pool.check().problems()).isEmpty();
    }
  }
}
