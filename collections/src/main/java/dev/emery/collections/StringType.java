package dev.emery.collections;

import dev.emery.collections.text.PooledText;
import dev.emery.collections.text.TextBody;
import dev.emery.schema.ObjectType;
import dev.emery.schema.OwnedVisitor;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.function.Consumer;

/** The growable texts in one pool. */
final class StringType extends ObjectType<PString<?>> {
  StringType(int tag) {
    super(tag);
  }

  @Override
  public PString<?> open(Memory m, long block, long id, long container) {
    return new PString<>(new TextBody(new Anchor(m, block, id, container)));
  }

  @Override
  public long bytes(PString<?> prototype) {
    return PooledText.objectBytes();
  }

  @Override
  public void fill(Memory m, Journal<?> j, long block, long container, PString<?> prototype) {
    prototype.body().place(m, j, block, container);
  }

  @Override
  public long place(Memory m, PString<?> value) {
    return value.body().anchor().placeIn(m);
  }

  @Override
  public long container(Memory m, PString<?> value) {
    return value.body().anchor().containerIn(m);
  }

  @Override
  public boolean dropSome(Memory m, Journal<?> j, long block, int budget) {
    return PooledText.INSTANCE.dropSome(m, j, block, budget);
  }

  @Override
  public void visit(Memory m, long block, OwnedVisitor visitor) {
    PooledText.INSTANCE.visit(m, block, visitor);
  }

  @Override
  public void check(Memory m, long block, Consumer<String> problems) {
    PooledText.INSTANCE.check(m, block, problems);
  }

  @Override
  public PString<?> detach(PString<?> text) {
    return PString.of(text.toString());
  }

  @Override
  public PString<?> empty() {
    return new PString<>();
  }
}
