package dev.emery.testsuite.benchmarks;

import dev.emery.Durability;
import dev.emery.cell.PCell;
import dev.emery.collections.PVec;
import dev.emery.pointer.Parc;
import dev.emery.pointer.Pbox;
import dev.emery.pointer.Prc;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.testsuite.benchmarks.BasicOperationsBenchmark.Block;
import dev.emery.testsuite.benchmarks.BasicOperationsBenchmark.Blocks;
import dev.emery.transaction.Journal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A pointer is made and stored, or dropped and its object freed, each in a {@code RELAXED}
 * transaction of its own, on a pool in tmpfs where there is one. An invocation does so at a
 * thousand places; what makes room before it, or empties them after it, is not measured.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AllocationBenchmark {
  private static final int PLACES = 1024;

  /** 4096 bytes, which lie in a part of their own: the box is two blocks. */
  public record Page(
      Blocks a,
      Blocks b,
      Blocks c,
      Blocks d,
      Blocks e,
      Blocks f,
      Blocks g,
      Blocks h,
      Blocks i,
      Blocks j,
      Blocks k,
      Blocks l,
      Blocks m,
      Blocks n,
      Blocks o,
      Blocks p) {
    static final Page ZERO = of(Blocks.ZERO);

    private static Page of(Blocks x) {
      return new Page(x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x);
    }
  }

  /** A place of a pointer. */
  public record Place<P>(PCell<Optional<P>, Root> cell) {}

  /** Places of pointers to values of each size. */
  public record Root(
      PVec<Place<Pbox<Long, Root>>, Root> box8,
      PVec<Place<Pbox<Block, Root>>, Root> box64,
      PVec<Place<Pbox<Blocks, Root>>, Root> box256,
      PVec<Place<Pbox<Page, Root>>, Root> box4096,
      PVec<Place<Prc<Long, Root>>, Root> prc8,
      PVec<Place<Prc<Block, Root>>, Root> prc64,
      PVec<Place<Prc<Blocks, Root>>, Root> prc256,
      PVec<Place<Prc<Page, Root>>, Root> prc4096,
      PVec<Place<Parc<Long, Root>>, Root> parc8,
      PVec<Place<Parc<Block, Root>>, Root> parc64,
      PVec<Place<Parc<Blocks, Root>>, Root> parc256,
      PVec<Place<Parc<Page, Root>>, Root> parc4096) {}

  /** The places of one sort, and what makes pointers for them. */
  private static final class Places<P> {
    private final List<PCell<Optional<P>, Root>> cells = new ArrayList<>();
    private final Supplier<P> maker;

    Places(Pool<Root> pool, PVec<Place<P>, Root> vec, Supplier<P> maker) {
      this.maker = maker;
      pool.transaction(j -> {
        for (int i = 0; i < PLACES; i++) {
          vec.add(j, new Place<>(PCell.of(Optional.empty())));
        }
      });
      vec.forEach(place -> cells.add(place.cell()));
    }

    void allocate(Journal<Root> j, int index) {
      cells.get(index).set(j, Optional.of(maker.get()));
    }

    void free(Journal<Root> j, int index) {
      cells.get(index).set(j, Optional.empty());
    }
  }

  @Param({"Pbox", "Prc", "Parc"})
  private String pointer;

  @Param({"8", "64", "256", "4096"})
  private int bytes;

  private Scratch scratch;
  private Pool<Root> pool;
  private Places<?> places;

  /** Opens the pool. */
  @Setup
  public void open() throws IOException {
    scratch = Scratch.inMemory();
    pool =
        Pool.open(
            scratch.resolve("allocation.pool"),
            Root.class,
            PoolOptions.defaults().durability(Durability.RELAXED));
    places = places(pool.root());
  }

  private Places<?> places(Root root) {
    return switch (pointer + bytes) {
      case "Pbox8" -> new Places<>(pool, root.box8(), () -> Pbox.of(7L));
      case "Pbox64" -> new Places<>(pool, root.box64(), () -> Pbox.of(Block.ZERO));
      case "Pbox256" -> new Places<>(pool, root.box256(), () -> Pbox.of(Blocks.ZERO));
      case "Pbox4096" -> new Places<>(pool, root.box4096(), () -> Pbox.of(Page.ZERO));
      case "Prc8" -> new Places<>(pool, root.prc8(), () -> Prc.of(7L));
      case "Prc64" -> new Places<>(pool, root.prc64(), () -> Prc.of(Block.ZERO));
      case "Prc256" -> new Places<>(pool, root.prc256(), () -> Prc.of(Blocks.ZERO));
      case "Prc4096" -> new Places<>(pool, root.prc4096(), () -> Prc.of(Page.ZERO));
      case "Parc8" -> new Places<>(pool, root.parc8(), () -> Parc.of(7L));
      case "Parc64" -> new Places<>(pool, root.parc64(), () -> Parc.of(Block.ZERO));
      case "Parc256" -> new Places<>(pool, root.parc256(), () -> Parc.of(Blocks.ZERO));
      case "Parc4096" -> new Places<>(pool, root.parc4096(), () -> Parc.of(Page.ZERO));
      default -> throw new IllegalArgumentException(pointer + " of " + bytes + " bytes");
    };
  }

  /** Closes the pool, after a look at what the transactions left. */
  @TearDown
  public void close() throws IOException {
    if (!pool.check().problems().isEmpty()) {
      throw new IllegalStateException(pool.check().toString());
    }
    pool.close();
    scratch.close();
  }

  /** Finds the places empty. */
  @State(Scope.Benchmark)
  public static class Empty {
    /** Empties them. */
    @TearDown(Level.Invocation)
    public void empty(AllocationBenchmark benchmark) {
      benchmark.freeAll();
    }
  }

  /** Finds the places full. */
  @State(Scope.Benchmark)
  public static class Full {
    /** Fills them. */
    @Setup(Level.Invocation)
    public void fill(AllocationBenchmark benchmark) {
      benchmark.allocateAll();
    }
  }

  @Benchmark
  @OperationsPerInvocation(PLACES)
  public void allocate(Empty places) {
    allocateAll();
  }

  @Benchmark
  @OperationsPerInvocation(PLACES)
  public void free(Full places) {
    freeAll();
  }

  private void allocateAll() {
    for (int i = 0; i < PLACES; i++) {
      int index = i;
      pool.transaction(j -> places.allocate(j, index));
    }
  }

  private void freeAll() {
    for (int i = 0; i < PLACES; i++) {
      int index = i;
      pool.transaction(j -> places.free(j, index));
    }
  }
}
