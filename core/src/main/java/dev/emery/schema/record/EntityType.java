package dev.emery.schema.record;

import dev.emery.AlreadyOwnedException;
import dev.emery.schema.Codec;
import dev.emery.schema.Kind;
import dev.emery.schema.ObjectType;
import dev.emery.schema.OwnedVisitor;
import dev.emery.schema.walk.KindShape;
import dev.emery.schema.walk.RecordShape;
import dev.emery.schema.walk.Shape;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The entities of one record: the components lie in the block as in the slot of a value. */
public final class EntityType extends ObjectType<Object> {
  private final RecordShape shape;
  private final int[] cells;
  private final int[] locating;
  private @Nullable RecordCodec record;

  EntityType(int tag, RecordShape shape) {
    super(tag);
    this.shape = shape;
    this.cells = components(shape, Kind.Form.CELL);
    this.locating =
        IntStream.concat(IntStream.of(cells), IntStream.of(components(shape, Kind.Form.OBJECT)))
            .toArray();
  }

  private static int[] components(RecordShape shape, Kind.Form form) {
    return IntStream.range(0, shape.components().size())
        .filter(i -> {
          Shape component = shape.components().get(i).shape();
          return component instanceof KindShape kind && kind.kind().form() == form;
        })
        .toArray();
  }

  void resolve(RecordCodec codec) {
    record = codec;
  }

  private RecordCodec record() {
    return Objects.requireNonNull(record, "type is under construction");
  }

  @Override
  public boolean pure() {
    return shape.isPure();
  }

  @Override
  public Object open(Memory m, long block, long id, long container) {
    Object value = record().load(m, block, Memory.payload(block));
    if (locating.length == 0) {
      Placements.remember(m, block, id, value);
    }
    return value;
  }

  @Override
  public long bytes(Object prototype) {
    return record().width();
  }

  @Override
  public void fill(Memory m, Journal<?> j, long block, long container, Object prototype) {
    requireFreeCells(m, prototype);
    record().store(m, j, block, Memory.payload(block), prototype);
    if (locate(m, prototype) != block) {
      Placements.remember(m, j, block, prototype);
    }
  }

  /** Refuses a prototype with a cell that lies in another entity and cannot leave it (E20a). */
  private void requireFreeCells(Memory m, Object prototype) {
    for (int i : cells) {
      if (record().codec(i).container(m, component(prototype, i)) != 0) {
        RecordShape.Component component = shape.components().get(i);
        throw new AlreadyOwnedException(
            "record %s: cell %s belongs to another entity; use %s.of(old.%s().get())"
                .formatted(
                    shape, component.name(), component.type().getSimpleName(), component.name()));
      }
    }
  }

  @Override
  public long place(Memory m, Object value) {
    long block = locate(m, value);
    return block != 0 ? block : Placements.find(m, value);
  }

  @Override
  protected long partOf(Memory m, Object value) {
    for (int i : locating) {
      long block = record().codec(i).container(m, component(value, i));
      if (block != 0) {
        return block;
      }
    }
    return 0;
  }

  /**
   * The block whose cells and collections are the components of a record, if it holds the others
   * too: a new record around the cells of an entity is not that entity.
   */
  private long locate(Memory m, Object value) {
    long other = 0;
    for (int i : locating) {
      long block = record().codec(i).container(m, component(value, i));
      if (block != 0 && block != other) {
        if (m.tag(block) == tag()
            && record().equalsStored(m, block, Memory.payload(block), value)) {
          return block;
        }
        other = block;
      }
    }
    return 0;
  }

  private Object component(Object value, int index) {
    return record().component(value, index);
  }

  @Override
  public boolean dropSome(Memory m, Journal<?> j, long block, int budget) {
    int left = budget;
    for (int i : record().owning()) {
      Codec<Object> codec = record().codec(i);
      long at = Memory.payload(block) + record().offset(i);
      if (isZero(m, at, codec.width())) {
        continue;
      }
      if (left-- <= 0) {
        return false;
      }
      codec.drop(m, j, block, at);
      m.clear(j, block, at, codec.width()); // done, should the next step never come
    }
    return true;
  }

  @Override
  public boolean ownsNothing() {
    return !record().owns();
  }

  private static boolean isZero(Memory m, long at, int width) {
    for (int i = 0; i < width; i++) {
      if (m.getByte(at + i) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void visit(Memory m, long block, OwnedVisitor visitor) {
    record().visit(m, block, Memory.payload(block), visitor);
  }

  @Override
  public void check(Memory m, long block, Consumer<String> problems) {
    if (m.capacity(block) < record().width()) {
      problems.accept("block of %s is too small, bytes=%d".formatted(shape, m.capacity(block)));
    } else {
      record().check(m, block, Memory.payload(block), problems);
    }
  }

  @Override
  public Object detach(Object value) {
    return record().detach(value);
  }

  @Override
  public @Nullable Object empty() {
    return record().empty();
  }

  /** The first component that has no value to start with, or null where {@link #empty} has one. */
  public @Nullable String notEmpty() {
    for (int i = 0; i < shape.components().size(); i++) {
      if (record().codec(i).empty() == null) {
        return shape.components().get(i).name();
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return shape.toString();
  }
}
