package dev.emery.pool;

import dev.emery.CorruptPoolException;
import dev.emery.Durability;
import dev.emery.RecoveryNeededException;
import dev.emery.engine.CycleCollector;
import dev.emery.engine.Engine;
import dev.emery.engine.EngineScope;
import dev.emery.engine.PageSumBlocks;
import dev.emery.engine.Transaction;
import dev.emery.heap.HeapFormat;
import dev.emery.heap.HeapStatistics;
import dev.emery.schema.ObjectType;
import dev.emery.schema.Schema;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An open pool: its engine with the types and the root on top. */
final class OpenPool<P> {
  private final Engine engine;
  private final Memory memory;
  private final PoolTypes types;
  private final P root;

  private OpenPool(Engine engine, Memory memory, PoolTypes types, P root) {
    this.engine = engine;
    this.memory = memory;
    this.types = types;
    this.root = root;
  }

  /** Puts the types over an engine, and makes the root where there is none. */
  static <R extends Record> OpenPool<R> over(
      Engine engine,
      Memory memory,
      Schema<R> schema,
      @Nullable Supplier<? extends R> initial,
      Map<String, Comparator<?>> comparators) {
    PoolTypes types = new PoolTypes(engine, memory, schema);
    engine.objects(types);
    PageSumBlocks.cover(engine);
    SchemaText.store(engine, memory, schema.description());
    ComparatorNames.register(engine, memory, comparators);
    if (engine.rootBlock() == 0) {
      makeRoot(engine, memory, schema, initial);
    }
    long block = engine.rootBlock();
    R root = schema.root().open(memory, block, memory.id(block), 0);
    engine.outcomes().forget(); // those of the opening itself
    return new OpenPool<>(engine, memory, types, root);
  }

  private static <R extends Record> void makeRoot(
      Engine engine, Memory memory, Schema<R> schema, @Nullable Supplier<? extends R> initial) {
    if (engine.options().readOnly()) {
      throw new RecoveryNeededException("pool has no root yet; open it for writing once");
    }
    R prototype = initial == null ? schema.defaultRoot() : initial.get();
    engine
        .transactions()
        .<@Nullable Void, RuntimeException>run(
            Durability.SYNC,
            t -> {
              engine.prepareDrops();
              placeRoot(t, memory, schema.root(), prototype);
              return null;
            });
  }

  private static <R> void placeRoot(Transaction t, Memory memory, ObjectType<R> type, R prototype) {
    Journal<?> j = new Journal<>(t);
    long block = memory.allocate(j, type.tag(), type.bytes(prototype));
    type.fill(memory, j, block, 0, prototype);
    t.own(block, HeapFormat.HEADER_PAGE, HeapFormat.ROOT);
    t.setHeaderWord(HeapFormat.ROOT, block);
  }

  Engine engine() {
    return engine;
  }

  P root() {
    engine.requireUsable();
    return root;
  }

  CheckReport check(Progress progress) {
    return engine.upkeep().quiet(() -> new PoolCheck(engine, memory, types, progress).run());
  }

  CycleReport collectCycles(CycleCollector.Progress progress) {
    long[] counts = engine.collectCycles(progress);
    return new CycleReport(counts[0], counts[1] - counts[0]);
  }

  long footprint(Object object) {
    return at(object, types::footprint, 0L);
  }

  void verify(Object object) {
    if (!engine.keepsPageSums()) {
      throw new IllegalStateException(
          "pool keeps no checksums; open it with PoolOptions.checksums(FULL)");
    }
    NavigableSet<Long> pages = at(object, types::pages, new TreeSet<>());
    List<String> damaged = new ArrayList<>();
    engine.checkPages(pages, page -> damaged.add("0x%x".formatted(page << 12)));
    if (!damaged.isEmpty()) {
      throw new CorruptPoolException(
          "pages differ from their checksums, offsets=%s; restore a backup, or copy what can be"
                  .formatted(damaged)
              + " read with `emery salvage`");
    }
  }

  /** What is said about the block of an object, which is locked shared; of a prototype none. */
  private <T> T at(Object object, BiFunction<EngineScope, Long, T> look, T none) {
    return engine
        .transactions()
        .<T, RuntimeException>read(scope -> {
          long block = types.schema().place(memory, object);
          if (block == 0) {
            return none;
          }
          scope.lockShared(block);
          return types.schema().place(memory, object) == block ? look.apply(scope, block) : none;
        });
  }

  <T> T pclone(T object) {
    return engine
        .transactions()
        .<T, RuntimeException>read(scope -> {
          long block = types.schema().place(memory, object);
          if (block == 0) {
            throw new IllegalArgumentException(
                "object is not in this pool, so there is nothing to copy: store it, or make another");
          }
          scope.lockShared(block);
          @SuppressWarnings("unchecked") // the type of the object's block
          ObjectType<T> type = (ObjectType<T>) types.schema().object(memory.tag(block));
          return type.detach(object);
        });
  }

  Census census() {
    return engine.upkeep().quiet(() -> new PoolCheck(engine, memory, types, (_, _) -> {}).census());
  }

  PoolStatistics statistics() {
    return engine.transactions().besideSwaps(this::count);
  }

  private PoolStatistics count() {
    HeapStatistics heap = engine.heap().statistics();
    long limit = engine.image().limit();
    return new PoolStatistics(
        limit,
        engine.maximumBytes(),
        heap.used(),
        heap.reserved(),
        heap.overhead(),
        heap.free() + limit - heap.end(),
        heap.usedBlocks(),
        engine.queuedObjects(),
        engine.journalBytes(),
        engine.image().dirtyBytes(),
        engine.log().lastSequence(),
        engine.outcomes().committed(),
        engine.outcomes().rolledBack(),
        engine.outcomes().rerun());
  }

  void close() {
    engine.upkeep().close();
  }
}
