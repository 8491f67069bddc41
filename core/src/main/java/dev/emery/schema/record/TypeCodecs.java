package dev.emery.schema.record;

import dev.emery.schema.Codec;
import dev.emery.schema.Kind;
import dev.emery.schema.ObjectType;
import dev.emery.schema.walk.BoxShape;
import dev.emery.schema.walk.EnumShape;
import dev.emery.schema.walk.KindShape;
import dev.emery.schema.walk.OptionalShape;
import dev.emery.schema.walk.RecordShape;
import dev.emery.schema.walk.Scalar;
import dev.emery.schema.walk.SealedShape;
import dev.emery.schema.walk.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the codecs and object types of all shapes of a schema, one for each. Where types are
 * recursive, a codec is handed out before it is complete, and completed before {@link #of} returns.
 */
public final class TypeCodecs {
  /** A record that is wider lies in a box. */
  private static final int WIDEST_INLINE = 256;

  private final Numbers numbers;
  private final Map<Shape, Codec<?>> slots = new HashMap<>();
  private final Map<Shape, Codec<?>> cells = new HashMap<>();
  private final Map<Shape, ObjectType<?>> objects = new HashMap<>();
  private final Deque<Runnable> unfinished = new ArrayDeque<>();

  /** The numbers that the schema of a pool gives. */
  public interface Numbers {
    /** The tag of an object type. */
    int tag(Shape object);

    /** The numbers of an enum's constants or a sealed interface's variants: 1 to their count. */
    Map<String, Integer> dictionary(Shape shape);
  }

  private TypeCodecs(Numbers numbers) {
    this.numbers = numbers;
  }

  /** Makes the types of all objects, by their shapes. */
  public static Map<Shape, ObjectType<?>> of(Iterable<? extends Shape> shapes, Numbers numbers) {
    TypeCodecs codecs = new TypeCodecs(numbers);
    for (Shape shape : shapes) {
      if (shape.isObject()) {
        codecs.object(shape);
      }
      while (!codecs.unfinished.isEmpty()) {
        codecs.unfinished.removeFirst().run();
      }
    }
    return codecs.objects;
  }

  private Codec<?> slot(Shape shape) {
    Codec<?> known = slots.get(shape);
    if (known != null) {
      return known;
    }
    Codec<?> codec = newSlot(shape);
    slots.putIfAbsent(shape, codec);
    return slots.get(shape);
  }

  private Codec<?> newSlot(Shape shape) {
    return switch (shape) {
      case Scalar scalar -> ScalarCodec.of(scalar);
      case EnumShape constants -> enumCodec(constants);
      case OptionalShape optional -> HiddenCopy.of(OptionalCodec.class, slot(optional.content()));
      case SealedShape union -> sealedCodec(union);
      case BoxShape _ -> owned(shape, false);
      case KindShape kind -> shape.isObject() ? owned(shape, false) : kindCodec(kind);
      case RecordShape record ->
          record.isEntity() ? owned(shape, record.isRecursive()) : value(record);
    };
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // an enum shape has an enum class
  private Codec<?> enumCodec(EnumShape shape) {
    return new EnumCodec(shape.type(), numbers.dictionary(shape));
  }

  private <T> Codec<T> owned(Shape shape, boolean recursive) {
    @SuppressWarnings("unchecked") // whatever its type is
    ObjectType<T> type = (ObjectType<T>) object(shape);
    return new OwnedCodec<>(type, recursive);
  }

  private Codec<?> kindCodec(KindShape shape) {
    return shape.kind().codec(arguments(shape));
  }

  private List<Codec<?>> arguments(KindShape shape) {
    List<Codec<?>> codecs = new ArrayList<>();
    for (Shape argument : shape.slots()) {
      codecs.add(slot(argument));
    }
    return List.copyOf(codecs);
  }

  private Codec<?> value(RecordShape record) {
    if (!record.isBoxed()) {
      RecordCodec codec = recordCodec(record);
      return codec.width() <= WIDEST_INLINE ? codec : new BoxedCodec<>(codec);
    }
    BoxedCodec<Object> box = new BoxedCodec<>(record.isPure(), record.isRecursive());
    slots.put(record, box);
    unfinished.add(() -> box.resolve(recordCodec(record)));
    return box;
  }

  private RecordCodec recordCodec(RecordShape record) {
    List<Codec<?>> codecs = new ArrayList<>();
    for (RecordShape.Component component : record.components()) {
      codecs.add(component(component.shape()));
    }
    return RecordCodecWriter.write(RecordLayout.of(record, codecs));
  }

  /** Only as the component of a record a cell lies where it is declared. */
  private Codec<?> component(Shape shape) {
    boolean cell = shape instanceof KindShape kind && kind.kind().form() == Kind.Form.CELL;
    return cell ? cell((KindShape) shape) : slot(shape);
  }

  private Codec<?> cell(KindShape shape) {
    Codec<?> known = cells.get(shape);
    if (known == null) {
      known = kindCodec(shape);
      cells.put(shape, known);
    }
    return known;
  }

  private Codec<?> sealedCodec(SealedShape union) {
    SealedCodec<Object> codec =
        new SealedCodec<>(union.type(), union.isPure(), !union.holdsPlaces());
    slots.put(union, codec);
    unfinished.add(() -> resolve(codec, union));
    return codec;
  }

  private void resolve(SealedCodec<Object> codec, SealedShape union) {
    Map<Integer, RecordShape> byNumber = new TreeMap<>();
    Map<String, Integer> dictionary = numbers.dictionary(union);
    for (RecordShape variant : union.variants()) {
      byNumber.put(dictionary.get(variant.type().getSimpleName()), variant);
    }
    List<Codec<Object>> codecs = new ArrayList<>();
    for (RecordShape variant : byNumber.values()) {
      codecs.add(variant(variant));
    }
    codec.resolve(byNumber.values().stream().map(RecordShape::type).toList(), codecs);
  }

  private Codec<Object> variant(RecordShape variant) {
    @SuppressWarnings("unchecked") // the codec of a variant gets values of its record only
    Codec<Object> codec = (Codec<Object>) slot(variant);
    if (SealedCodec.fits(codec)) {
      return codec;
    }
    BoxedCodec<Object> box = new BoxedCodec<>(variant.isPure(), variant.isRecursive());
    box.resolve(codec);
    return box;
  }

  private ObjectType<?> object(Shape shape) {
    ObjectType<?> known = objects.get(shape);
    if (known != null) {
      return known;
    }
    ObjectType<?> type = newObject(shape, numbers.tag(shape));
    objects.putIfAbsent(shape, type);
    return objects.get(shape);
  }

  private ObjectType<?> newObject(Shape shape, int tag) {
    return switch (shape) {
      case RecordShape record -> {
        EntityType type = new EntityType(tag, record);
        objects.put(shape, type);
        unfinished.add(() -> type.resolve(recordCodec(record)));
        yield type;
      }
      case KindShape kind -> kind.kind().object(tag, arguments(kind));
      case BoxShape box -> new BoxType<>(tag, component(box.content()));
      case Scalar _, EnumShape _, OptionalShape _, SealedShape _ ->
          throw new IllegalArgumentException("not an object: " + shape);
    };
  }
}
