package dev.emery.samples;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.emery.Durability;
import dev.emery.collections.PHashMap;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.concurrent.atomic.LongAdder;

/**
 * A Caffeine cache whose second level is a map in a pool: what it does not find in memory it looks
 * up there, and computes only what is in neither. After a restart it is warm.
 */
record WarmCache(PHashMap<Long, String, WarmCache> factors) {
  private static final int QUESTIONS = 20_000;
  private static final int NUMBERS = 4_000;
  private static final int IN_MEMORY = 1_000;

  static void main() {
    // What is lost in a power cut can be computed again: no commit has to wait for the disk.
    var options = PoolOptions.defaults().durability(Durability.RELAXED);
    try (var pool = Pool.open(Path.of("cache.pool"), WarmCache.class, options)) {
      Map<Long, String> secondLevel = pool.root().factors().autoCommit();
      var computed = new LongAdder();
      LoadingCache<Long, String> cache =
          Caffeine.newBuilder()
              .maximumSize(IN_MEMORY)
              .recordStats()
              .build(number -> {
                String known = secondLevel.get(number);
                if (known == null) {
                  known = factorsOf(number); // not inside of computeIfAbsent, which locks the map
                  secondLevel.put(number, known);
                  computed.increment();
                }
                return known;
              });
      IO.println("entries in the pool: " + secondLevel.size());
      ask(cache);
      double inMemory = cache.stats().hitRate();
      double neither = computed.doubleValue() / QUESTIONS;
      IO.println(
          String.format(
              Locale.ROOT,
              "found in memory: %.1f %%, in the pool: %.1f %%, computed: %.1f %%",
              100 * inMemory,
              100 * (1 - inMemory - neither),
              100 * neither));
    }
  }

  /** Asks for few numbers often and for many rarely. */
  private static void ask(LoadingCache<Long, String> cache) {
    var random = new Random();
    for (int i = 0; i < QUESTIONS; i++) {
      double skewed = Math.pow(random.nextDouble(), 3);
      long number = 10_000_000_000L + (long) (NUMBERS * skewed);
      if (cache.get(number).isEmpty()) {
        throw new IllegalStateException("no factors, number=" + number);
      }
    }
  }

  /** The prime factors, by trial: slow enough to be worth remembering. */
  static String factorsOf(long number) {
    var factors = new StringJoiner(" · ");
    long rest = number;
    for (long divisor = 2; divisor * divisor <= rest; divisor++) {
      for (; rest % divisor == 0; rest /= divisor) {
        factors.add(Long.toString(divisor));
      }
    }
    if (rest > 1) {
      factors.add(Long.toString(rest));
    }
    return factors.toString();
  }
}
