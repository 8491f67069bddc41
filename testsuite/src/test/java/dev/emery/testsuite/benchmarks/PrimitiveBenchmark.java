package dev.emery.testsuite.benchmarks;

import dev.emery.Durability;
import dev.emery.collections.PLongLongMap;
import dev.emery.collections.PLongVec;
import dev.emery.pool.Pool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Collections of primitives with a million numbers beside {@code long[]}, {@code ArrayList<Long>}
 * and {@code HashMap<Long, Long>}. What begins with {@code get} reads one number at random, outside
 * any transaction; {@code sum}, {@code copy} and {@code load} are of all numbers. {@code -prof gc}
 * shows what is allocated.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PrimitiveBenchmark {
  private static final int LOOKUPS = 1 << 20;

  /** The root. */
  record Root(PLongVec<Root> vec, PLongVec<Root> loaded, PLongLongMap<Root> map) {}

  private Scratch scratch;
  private Pool<Root> pool;
  private PLongVec<Root> vec;
  private PLongLongMap<Root> map;
  private long[] array;
  private final List<Long> arrayList = new ArrayList<>();
  private final Map<Long, Long> hashMap = new HashMap<>();
  private long[] keys;
  private final int[] indexes = new int[LOOKUPS];
  private int next;

  @Setup
  public void open() throws IOException {
    scratch = new Scratch();
    pool = Pool.open(scratch.resolve("primitives.pool"), Root.class);
    vec = pool.root().vec();
    map = pool.root().map();
    array = LongStream.range(0, Numbers.MILLION).map(Numbers::key).toArray();
    pool.transaction(j -> {
      vec.addAll(j, array);
      for (int i = 0; i < Numbers.MILLION; i++) {
        map.put(j, Numbers.key(i), i);
      }
    });
    for (int i = 0; i < Numbers.MILLION; i++) {
      arrayList.add(array[i]);
      hashMap.put(array[i], (long) i);
    }
    keys = Numbers.keys(Numbers.MILLION, LOOKUPS);
    var random = new SplittableRandom(2);
    Arrays.setAll(indexes, _ -> random.nextInt(Numbers.MILLION));
  }

  @TearDown
  public void close() throws IOException {
    pool.close();
    scratch.close();
  }

  @Benchmark
  public long getVec() {
    return vec.getLong(indexes[next++ & LOOKUPS - 1]);
  }

  @Benchmark
  public long getVecBoxed() {
    return vec.get(indexes[next++ & LOOKUPS - 1]);
  }

  @Benchmark
  public long getArray() {
    return array[indexes[next++ & LOOKUPS - 1]];
  }

  @Benchmark
  public long getArrayList() {
    return arrayList.get(indexes[next++ & LOOKUPS - 1]);
  }

  @Benchmark
  public long getMap() {
    return map.getOrDefault(keys[next++ & LOOKUPS - 1], -1);
  }

  @Benchmark
  public long getMapBoxed() {
    return map.get((Object) keys[next++ & LOOKUPS - 1]);
  }

  @Benchmark
  public long getHashMap() {
    return hashMap.get(keys[next++ & LOOKUPS - 1]);
  }

  @Benchmark
  public long addToMap() {
    return pool.compute(Durability.RELAXED, j -> map.addTo(j, keys[next++ & LOOKUPS - 1], 1));
  }

  @Benchmark
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  public long sumVec() {
    return vec.sum();
  }

  @Benchmark
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  public long sumArray() {
    return Arrays.stream(array).sum();
  }

  @Benchmark
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  public long sumArrayList() {
    long sum = 0;
    for (long each : arrayList) {
      sum += each;
    }
    return sum;
  }

  @Benchmark
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  public long[] copyVec() {
    return vec.toLongArray();
  }

  @Benchmark
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  public long[] copyArray() {
    return array.clone();
  }

  @Benchmark
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  public void loadVec() {
    pool.transaction(
        Durability.RELAXED,
        j -> {
          pool.root().loaded().clear(j);
          pool.root().loaded().addAll(j, array);
        });
  }
}
