package dev.emery.schema.record;

import dev.emery.schema.Codec;
import dev.emery.schema.OwnedVisitor;
import dev.emery.schema.walk.RecordShape;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A record with its components inline. What is called often is generated for each record by {@link
 * RecordCodecWriter}; what goes through the components one by one is here.
 */
abstract class RecordCodec extends Codec<Object> {
  private final RecordShape shape;
  private final List<Codec<Object>> codecs;
  private final int[] offsets;
  private final int[] owning;
  private final int numbers;

  RecordCodec(RecordLayout layout) {
    super(layout.width(), layout.alignment());
    this.shape = layout.shape();
    this.codecs = layout.codecs();
    this.offsets = layout.offsets().stream().mapToInt(Integer::intValue).toArray();
    this.numbers = layout.numbers();
    this.owning = IntStream.range(0, offsets.length).filter(i -> codecs.get(i).owns()).toArray();
  }

  /** The component of a record, which is not null. */
  abstract Object component(Object value, int index);

  /** A new record of these components. */
  abstract Object make(Object[] components);

  /** Puts a record of numbers alone, which is not null, into an array; generated for those. */
  void encode(byte[] bytes, int at, Object value) {
    throw new UnsupportedOperationException("not of numbers alone, record=" + shape);
  }

  /** See {@link RecordLayout#numbers}. */
  final int numbers() {
    return numbers;
  }

  /** Called by generated code: stores a record of numbers alone, as a whole. */
  final void storeWhole(Memory m, Journal<?> j, long block, long at, Object value) {
    byte[] bytes = new byte[width()];
    encode(bytes, 0, value);
    m.copyIn(j, block, at, bytes, 0, bytes.length);
  }

  final RecordShape shape() {
    return shape;
  }

  final Codec<Object> codec(int index) {
    return codecs.get(index);
  }

  /** The components that may own something. */
  final int[] owning() {
    return owning;
  }

  final int offset(int index) {
    return offsets[index];
  }

  /** Called by generated code with each component. */
  static Object present(@Nullable Object component, RecordCodec codec, int index) {
    if (component == null) {
      throw new NullPointerException(
          "record %s: component %s is null; use Optional"
              .formatted(codec.shape, codec.shape.components().get(index).name()));
    }
    return component;
  }

  /** Called by generated code with each record. */
  final void requirePresent(@Nullable Object value) {
    if (value == null) {
      throw new NullPointerException("record " + shape + " is null; use Optional");
    }
  }

  @Override
  public final boolean pure() {
    return shape.isPure();
  }

  @Override
  public final boolean owns() {
    return owning.length > 0;
  }

  @Override
  public final boolean isKey() {
    return !shape.holdsPlaces();
  }

  @Override
  public final void drop(Memory m, Journal<?> j, long block, long at) {
    for (int i : owning) {
      codecs.get(i).drop(m, j, block, at + offsets[i]);
    }
  }

  @Override
  public final void visit(Memory m, long block, long at, OwnedVisitor visitor) {
    for (int i : owning) {
      codecs.get(i).visit(m, block, at + offsets[i], visitor);
    }
  }

  @Override
  public final void check(Memory m, long block, long at, Consumer<String> problems) {
    for (int i = 0; i < offsets.length; i++) {
      String path = shape + "." + shape.components().get(i).name() + ": ";
      codecs.get(i).check(m, block, at + offsets[i], problem -> problems.accept(path + problem));
    }
  }

  @Override
  public final Object detach(Object value) {
    if (!shape.holdsPlaces()) {
      return value;
    }
    Object[] components = new Object[offsets.length];
    for (int i = 0; i < offsets.length; i++) {
      components[i] = codecs.get(i).detach(component(value, i));
    }
    return make(components);
  }

  @Override
  public final @Nullable Object empty() {
    if (Nesting.isDeepest()) {
      return null; // such as a record with a PCell of its own type
    }
    Nesting.enter(true);
    try {
      Object[] components = new Object[offsets.length];
      for (int i = 0; i < offsets.length; i++) {
        Object component = codecs.get(i).empty();
        if (component == null) {
          return null;
        }
        components[i] = component;
      }
      return make(components);
    } finally {
      Nesting.leave(true);
    }
  }
}
