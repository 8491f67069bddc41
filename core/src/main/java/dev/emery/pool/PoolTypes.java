package dev.emery.pool;

import dev.emery.engine.Engine;
import dev.emery.engine.EngineScope;
import dev.emery.engine.Objects;
import dev.emery.engine.Transaction;
import dev.emery.schema.ObjectType;
import dev.emery.schema.OwnedVisitor;
import dev.emery.schema.Schema;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.HashSet;
import java.util.NavigableSet;
import java.util.Set;

/**
 * Tells the engine what it has to know of a pool's types: how objects are taken apart, and what
 * they refer to.
 */
final class PoolTypes implements Objects {
  private final Engine engine;
  private final Memory memory;
  private final Schema<?> schema;

  PoolTypes(Engine engine, Memory memory, Schema<?> schema) {
    this.engine = engine;
    this.memory = memory;
    this.schema = schema;
  }

  Schema<?> schema() {
    return schema;
  }

  @Override
  public boolean dropSome(Transaction transaction, long block, int budget) {
    ObjectType<?> type = schema.object(memory.tag(block));
    return type.dropSome(memory, new Journal<>(transaction), block, budget);
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
              private final Set<Long> parts = new HashSet<>(); // a damaged pool may lead in circles

              @Override
              public boolean part(long part, long bytes) {
                return parts.add(part);
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
    return new Footprint(engine, memory, this, scope).of(block);
  }

  /** The numbers of the pages that an object lies in, with all that it owns. */
  NavigableSet<Long> pages(EngineScope scope, long block) {
    return new Footprint(engine, memory, this, scope).pagesOf(block);
  }

  @Override
  public String describe(long block) {
    int tag = memory.tag(block);
    return schema.name(tag) + "@0x" + Long.toHexString(block);
  }
}
