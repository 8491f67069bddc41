package dev.emery.testsuite.benchmarks;

import dev.emery.Durability;
import dev.emery.cell.PCell;
import dev.emery.cell.PLong;
import dev.emery.collections.PString;
import dev.emery.collections.PVec;
import dev.emery.pointer.Parc;
import dev.emery.pointer.Pbox;
import dev.emery.pointer.Prc;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import java.io.IOException;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The basic operations that Corundum measures, each a {@code RELAXED} transaction of its own unless
 * the name says otherwise, on a pool in tmpfs where there is one. Nanoseconds an operation.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BasicOperationsBenchmark {
  private static final int NUMBERS = 1_000_000;
  private static final int SETS = 1000;

  /** 64 bytes. */
  public record Block(long a, long b, long c, long d, long e, long f, long g, long h) {
    static final Block ZERO = new Block(0, 0, 0, 0, 0, 0, 0, 0);
  }

  /** 256 bytes. */
  public record Blocks(Block a, Block b, Block c, Block d) {
    static final Blocks ZERO = new Blocks(Block.ZERO, Block.ZERO, Block.ZERO, Block.ZERO);
  }

  /** An entity of one number. */
  public record Counter(PLong<Root> number) {}

  /** The places that the operations change. */
  public record Root(
      PLong<Root> number,
      PVec<Long, Root> numbers,
      PVec<Long, Root> pushed,
      PString<Root> text,
      PCell<Optional<Pbox<Long, Root>>, Root> box8,
      PCell<Optional<Pbox<Block, Root>>, Root> box64,
      PCell<Optional<Pbox<Blocks, Root>>, Root> box256,
      PCell<Optional<Prc<Block, Root>>, Root> prc64,
      PCell<Optional<Parc<Block, Root>>, Root> parc64,
      PCell<Optional<Parc<Counter, Root>>, Root> counter,
      PCell<Optional<Parc<Counter, Root>>, Root> other,
      PCell<Parc.PWeak<Counter, Root>, Root> weak) {}

  private Scratch scratch;
  private Pool<Root> pool;
  private Root root;
  private Parc<Counter, Root> counter;
  private Parc.VWeak<Counter, Root> outside;
  private Pbox<Long, Root> kept;
  private final int[] indexes = new int[1 << 16];
  private final String[] texts = new String[4097];
  private int next;

  @Setup
  public void open() throws IOException {
    scratch = Scratch.inMemory();
    pool =
        Pool.open(
            scratch.resolve("basic.pool"),
            Root.class,
            PoolOptions.defaults().durability(Durability.RELAXED));
    root = pool.root();
    pool.transaction(j -> {
      for (long i = 0; i < NUMBERS; i++) {
        root.numbers().add(j, i);
      }
      counter = Parc.of(new Counter(PLong.of(0)));
      root.counter().set(j, Optional.of(counter));
      root.weak().set(j, counter.downgrade());
      kept = Pbox.of(7L);
      root.box8().set(j, Optional.of(kept));
    });
    outside = counter.demote();
    var random = new SplittableRandom(1);
    for (int i = 0; i < indexes.length; i++) {
      indexes[i] = random.nextInt(NUMBERS);
    }
    for (int bytes : new int[] {8, 64, 512, 4096}) {
      texts[bytes] = "x".repeat(bytes);
    }
  }

  @TearDown
  public void close() throws IOException {
    pool.close();
    scratch.close();
  }

  @Benchmark
  public void emptyTransaction() {
    pool.transaction(_ -> {});
  }

  @Benchmark
  public void set8() {
    pool.transaction(j -> root.number().set(j, next++));
  }

  @Benchmark
  public void set8AtRandom() {
    pool.transaction(j -> root.numbers().set(j, indexes[next++ & 0xFFFF], (long) next));
  }

  /** The first change of a cell in a transaction keeps its old value, later ones do not. */
  @Benchmark
  @OperationsPerInvocation(SETS)
  public void set8ThousandTimesInOneTransaction() {
    pool.transaction(j -> {
      for (int i = 0; i < SETS; i++) {
        root.number().set(j, next++);
      }
    });
  }

  @Benchmark
  @OperationsPerInvocation(SETS)
  public void set8OfThousandNumbersInOneTransaction() {
    pool.transaction(j -> {
      for (int i = 0; i < SETS; i++) {
        root.numbers().set(j, indexes[next++ & 0xFFFF], (long) next);
      }
    });
  }

  // ---- a pointer is stored in one invocation and dropped in the next: the mean of both

  @Benchmark
  public void pbox8AllocateOrFree() {
    var value = (next++ & 1) == 0 ? Optional.of(Pbox.<Long, Root>of(7L)) : none8();
    pool.transaction(j -> root.box8().set(j, value));
  }

  private static Optional<Pbox<Long, Root>> none8() {
    return Optional.empty();
  }

  @Benchmark
  public void pbox64AllocateOrFree() {
    boolean free = (next++ & 1) == 0;
    pool.transaction(
        j -> root.box64().set(j, free ? Optional.empty() : Optional.of(Pbox.of(Block.ZERO))));
  }

  @Benchmark
  public void pbox256AllocateOrFree() {
    boolean free = (next++ & 1) == 0;
    pool.transaction(
        j -> root.box256().set(j, free ? Optional.empty() : Optional.of(Pbox.of(Blocks.ZERO))));
  }

  @Benchmark
  public void prc64AllocateOrFree() {
    boolean free = (next++ & 1) == 0;
    pool.transaction(
        j -> root.prc64().set(j, free ? Optional.empty() : Optional.of(Prc.of(Block.ZERO))));
  }

  @Benchmark
  public void parc64AllocateOrFree() {
    boolean free = (next++ & 1) == 0;
    pool.transaction(
        j -> root.parc64().set(j, free ? Optional.empty() : Optional.of(Parc.of(Block.ZERO))));
  }

  @Benchmark
  public void parcCloneOrDrop() {
    boolean drop = (next++ & 1) == 0;
    pool.transaction(j -> root.other().set(j, drop ? Optional.empty() : Optional.of(counter)));
  }

  @Benchmark
  public void parcDowngrade() {
    pool.transaction(j -> root.weak().set(j, counter.downgrade()));
  }

  @Benchmark
  public Object parcUpgrade() {
    return pool.compute(j -> root.weak().get().upgrade(j));
  }

  @Benchmark
  public Object parcDemote() {
    return counter.demote();
  }

  @Benchmark
  public Object parcPromote() {
    return pool.compute(j -> outside.promote(j));
  }

  // ---- reads, outside transactions

  @Benchmark
  public long deref() {
    return kept.get();
  }

  @Benchmark
  public long derefOfAnEntity() {
    return counter.get().number().get();
  }

  @Benchmark
  public long randomRead() {
    return root.numbers().get(indexes[next++ & 0xFFFF]);
  }

  // ---- bytes

  @Benchmark
  public void vectorPush() {
    pool.transaction(j -> {
      if (root.pushed().size() == NUMBERS) {
        root.pushed().clear(j);
      }
      root.pushed().add(j, 7L);
    });
  }

  @Benchmark
  public void text8() {
    text(8);
  }

  @Benchmark
  public void text64() {
    text(64);
  }

  @Benchmark
  public void text512() {
    text(512);
  }

  @Benchmark
  public void text4096() {
    text(4096);
  }

  private void text(int bytes) {
    pool.transaction(j -> root.text().set(j, texts[bytes]));
  }
}
