package dev.emery.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.Durability;
import dev.emery.engine.Engine;
import dev.emery.engine.EngineOptions;
import dev.emery.engine.EngineScope;
import dev.emery.engine.MemoryStorage;
import dev.emery.engine.Objects;
import dev.emery.engine.Transaction;
import dev.emery.heap.HeapFormat;
import dev.emery.image.Image;
import dev.emery.image.Mappings;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.lang.foreign.Arena;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A pool in memory with the types of one root, below the layer that opens pools. Closing it checks
 * that what the root reaches is exactly what is allocated.
 */
public final class TestPool<R> implements AutoCloseable {
  private static final int ZONE_SHIFT = 20;
  private static final long SEED = 0x5eed;

  private final Engine engine;
  private final Memory memory;
  private final Schema<R> schema;
  private final long empty;

  public TestPool(Class<R> root, R initial) {
    this(Schema.build(root, TestKinds.ALL, null), initial);
  }

  TestPool(Schema<R> schema, R initial) {
    this.schema = schema;
    long size = HeapFormat.initialEnd(ZONE_SHIFT);
    Arena arena = Arena.ofShared();
    Mappings mappings = Mappings.inMemory(1 << 22, arena);
    Image image = Image.of(mappings, size);
    HeapFormat.format(ZONE_SHIFT, image::setLong);
    EngineOptions options =
        new EngineOptions(
            "test",
            Durability.RELAXED,
            5_000_000_000L,
            10,
            Long.MAX_VALUE,
            Long.MAX_VALUE,
            false,
            false);
    engine = new Engine(image, new MemoryStorage(1 << 22), options, ZONE_SHIFT, SEED, 42);
    memory = new Memory(engine);
    engine.objects(new Types());
    engine.upkeep().take(mappings, arena);
    engine.upkeep().begin();
    empty = engine.heap().statistics().usedBlocks();
    ObjectType<R> type = schema.root();
    run(j -> {
      long block = memory.allocate(j, type.tag(), type.bytes(initial));
      type.fill(memory, j, block, 0, initial);
      Transaction t = j.on(engine);
      t.own(block, HeapFormat.HEADER_PAGE, HeapFormat.ROOT);
      t.setHeaderWord(HeapFormat.ROOT, block);
    });
  }

  public Memory memory() {
    return memory;
  }

  Schema<R> schema() {
    return schema;
  }

  /** Loads the root anew. */
  public R root() {
    long block = rootBlock();
    return schema.root().open(memory, block, memory.id(block), 0);
  }

  public long rootBlock() {
    return memory.getLong(HeapFormat.ROOT);
  }

  public void run(Consumer<Journal<R>> body) {
    compute(j -> {
      body.accept(j);
      return true;
    });
  }

  public <T> T compute(Function<Journal<R>, T> body) {
    return engine.transactions().run(Durability.RELAXED, t -> body.apply(new Journal<>(t)));
  }

  /** The objects and parts that the root reaches, checked on the way. */
  Map<Long, Integer> reach() {
    Map<Long, Integer> references = new HashMap<>();
    Set<Long> parts = new HashSet<>();
    List<String> problems = new ArrayList<>();
    Deque<Long> open = new ArrayDeque<>();
    OwnedVisitor visitor =
        new OwnedVisitor() {
          @Override
          public boolean part(long block, long bytes) {
            assertThat(parts.add(block)).as("owned once").isTrue();
            assertThat(memory.capacity(block)).isGreaterThanOrEqualTo(bytes);
            return true;
          }

          @Override
          public void object(long target, long block, long at) {
            if (references.merge(target, 1, Integer::sum) == 1) {
              open.add(target);
            }
          }
        };
    visitor.object(rootBlock(), 0, HeapFormat.ROOT);
    while (!open.isEmpty()) {
      long block = open.remove();
      ObjectType<?> type = schema.object(memory.tag(block));
      type.check(memory, block, problems::add);
      type.visit(memory, block, visitor);
    }
    assertThat(problems).isEmpty();
    references.forEach(
        (block, count) -> assertThat(engine.image().getInt(block + 4)).isEqualTo(count));
    parts.forEach(part -> references.put(part, 0));
    return references;
  }

  @Override
  public void close() {
    for (int i = 0;
        i < 100 && engine.heap().statistics().usedBlocks() - empty > reach().size();
        i++) {
      run(j -> {}); // each commit takes dropped objects apart
      pause();
    }
    long queue = memory.getLong(HeapFormat.DROP_QUEUE) == 0 ? 0 : 1;
    assertThat(engine.heap().statistics().usedBlocks() - empty - queue)
        .as("allocated blocks")
        .isEqualTo(reach().size());
    engine.upkeep().close();
  }

  private static void pause() {
    try {
      Thread.sleep(2);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Types implements Objects {
    @Override
    public boolean dropSome(Transaction t, long block, int budget) {
      return schema.object(memory.tag(block)).dropSome(memory, new Journal<>(t), block, budget);
    }

    @Override
    public boolean ownsNothing(long block) {
      return schema.object(memory.tag(block)).ownsNothing();
    }

    @Override
    public void references(long block, ReferenceVisitor visitor) {
      schema
          .object(memory.tag(block))
          .visit(
              memory,
              block,
              new OwnedVisitor() {
                @Override
                public boolean part(long part, long bytes) {
                  return true;
                }

                @Override
                public void object(long target, long holder, long at) {
                  visitor.reference(holder, at, target, false);
                }

                @Override
                public void shared(long target, long holder, long at) {
                  visitor.reference(holder, at, target, true);
                }
              });
    }

    @Override
    public long footprint(EngineScope scope, long block) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String describe(long block) {
      return schema.name(memory.tag(block));
    }
  }
}
