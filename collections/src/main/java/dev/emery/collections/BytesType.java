package dev.emery.collections;

import dev.emery.collections.bytes.BytesBody;
import dev.emery.collections.bytes.PooledBytes;
import dev.emery.schema.ObjectType;
import dev.emery.schema.OwnedVisitor;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.function.Consumer;

/** The growable byte arrays in one pool. */
final class BytesType extends ObjectType<PBytes<?>> {
  BytesType(int tag) {
    super(tag);
  }

  @Override
  public PBytes<?> open(Memory m, long block, long id, long container) {
    return new PBytes<>(new BytesBody(new Anchor(m, block, id, container)));
  }

  @Override
  public long bytes(PBytes<?> prototype) {
    return PooledBytes.objectBytes();
  }

  @Override
  public void fill(Memory m, Journal<?> j, long block, long container, PBytes<?> prototype) {
    prototype.body().place(m, j, block, container);
  }

  @Override
  public long place(Memory m, PBytes<?> value) {
    return value.body().anchor().placeIn(m);
  }

  @Override
  public long container(Memory m, PBytes<?> value) {
    return value.body().anchor().containerIn(m);
  }

  @Override
  public boolean dropSome(Memory m, Journal<?> j, long block, int budget) {
    return PooledBytes.INSTANCE.dropSome(m, j, block, budget);
  }

  @Override
  public void visit(Memory m, long block, OwnedVisitor visitor) {
    PooledBytes.INSTANCE.visit(m, block, visitor);
  }

  @Override
  public void check(Memory m, long block, Consumer<String> problems) {
    PooledBytes.INSTANCE.check(m, block, problems);
  }

  @Override
  public PBytes<?> detach(PBytes<?> bytes) {
    return PBytes.of(bytes.toByteArray());
  }

  @Override
  public PBytes<?> empty() {
    return new PBytes<>();
  }
}
