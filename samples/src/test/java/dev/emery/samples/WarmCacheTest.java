package dev.emery.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.pool.Pool;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The cache, which is started again. */
@Timeout(180)
final class WarmCacheTest {
  private static final Pattern RATES =
      Pattern.compile("in memory: ([0-9.]+) %, in the pool: ([0-9.]+) %, computed: ([0-9.]+) %");

  @TempDir private Path folder;

  private double[] run(boolean cold) throws Exception {
    try (Child child = Child.start(folder, WarmCache.class)) {
      String said = child.toTheEnd();
      assertThat(said.startsWith("entries in the pool: 0\n")).as(said).isEqualTo(cold);
      var rates = RATES.matcher(said);
      assertThat(rates.find()).as(said).isTrue();
      return new double[] {Double.parseDouble(rates.group(2)), Double.parseDouble(rates.group(3))};
    }
  }

  @Test
  void cache_afterARestart_isWarm() throws Exception {
    double[] cold = run(true);
    double[] warm = run(false);
    assertThat(warm[0]).as("found in the pool").isGreaterThan(cold[0]);
    assertThat(warm[1]).as("computed").isLessThan(cold[1] / 2);
    try (var pool = Pool.open(folder.resolve("cache.pool"), WarmCache.class)) {
      assertThat(pool.root().factors()).hasSizeGreaterThan(1_000);
      pool.root()
          .factors()
          .forEach((number, factors) -> assertThat(factors).isEqualTo(WarmCache.factorsOf(number)));
      assertThat(pool.check().problems()).isEmpty();
    }
  }

  @Test
  void cache_killedAtWork_keepsWhatItHasComputed() throws Exception {
    try (Child child = Child.start(folder, WarmCache.class)) {
      child.hear();
      Thread.sleep(300);
      child.kill();
    }
    try (var pool = Pool.open(folder.resolve("cache.pool"), WarmCache.class)) {
      pool.root()
          .factors()
          .forEach((number, factors) -> assertThat(factors).isEqualTo(WarmCache.factorsOf(number)));
      assertThat(pool.check().problems()).isEmpty();
    }
  }

  @Test
  void factorsOf_someNumbers_areTheirs() {
    assertThat(WarmCache.factorsOf(360)).isEqualTo("2 · 2 · 2 · 3 · 3 · 5");
    assertThat(WarmCache.factorsOf(97)).isEqualTo("97");
  }
}
