package dev.emery.testsuite.benchmarks;

import dev.emery.collections.PHashMap;
import dev.emery.collections.PVec;
import dev.emery.pool.Pool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Reads numbers at random from a million entries, outside any transaction, beside the ordinary
 * collections. Each method looks at the number itself, as a program does: handing on the {@code
 * Long} of an {@code ArrayList} unseen would measure no more than half of a read. {@code -prof gc}
 * shows that nothing but the result is allocated, and the key that the caller boxes.
 *
 * <p>The vector is also read with numbers of both signs at random. {@code Long.valueOf}, which
 * boxes the result, compares them with both ends of its cache, and no processor can foretell the
 * first comparison.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GetBenchmark {
  private static final int LOOKUPS = 1 << 20;

  private Scratch scratch;
  private Pool<Numbers> pool;
  private PHashMap<Long, Long, Numbers> map;
  private PVec<Long, Numbers> vec;
  private PVec<Long, Numbers> signedVec;
  private final Map<Long, Long> hashMap = new HashMap<>();
  private final List<Long> arrayList = new ArrayList<>();
  private final List<Long> signedList = new ArrayList<>();
  private long[] keys;
  private final int[] indexes = new int[LOOKUPS];
  private int next;

  @Setup
  public void open() throws IOException {
    scratch = new Scratch();
    pool = Pool.open(scratch.resolve("numbers.pool"), Numbers.class);
    Numbers.load(pool, Numbers.MILLION);
    map = pool.root().map();
    vec = pool.root().vec();
    signedVec = pool.root().signedVec();
    for (int i = 0; i < Numbers.MILLION; i++) {
      hashMap.put(Numbers.key(i), (long) i);
      arrayList.add((long) i);
      signedList.add(Numbers.key(i));
    }
    pool.transaction(j -> {
      vec.addAll(j, arrayList);
      signedVec.addAll(j, signedList);
    });
    keys = Numbers.keys(Numbers.MILLION, LOOKUPS);
    var random = new SplittableRandom(2);
    for (int i = 0; i < LOOKUPS; i++) {
      indexes[i] = random.nextInt(Numbers.MILLION);
    }
  }

  @TearDown
  public void close() throws IOException {
    pool.close();
    scratch.close();
  }

  @Benchmark
  public long map() {
    return map.get(keys[next++ & LOOKUPS - 1]);
  }

  @Benchmark
  public long hashMap() {
    return hashMap.get(keys[next++ & LOOKUPS - 1]);
  }

  @Benchmark
  public long vec() {
    return vec.get(indexes[next++ & LOOKUPS - 1]);
  }

  @Benchmark
  public long arrayList() {
    return arrayList.get(indexes[next++ & LOOKUPS - 1]);
  }

  @Benchmark
  public long signedVec() {
    return signedVec.get(indexes[next++ & LOOKUPS - 1]);
  }

  @Benchmark
  public long signedList() {
    return signedList.get(indexes[next++ & LOOKUPS - 1]);
  }
}
