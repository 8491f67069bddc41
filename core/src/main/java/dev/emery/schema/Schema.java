package dev.emery.schema;

import dev.emery.CorruptPoolException;
import dev.emery.PoolException;
import dev.emery.schema.description.Numbering;
import dev.emery.schema.record.EntityType;
import dev.emery.schema.record.TypeCodecs;
import dev.emery.schema.walk.BoxShape;
import dev.emery.schema.walk.EnumShape;
import dev.emery.schema.walk.KindShape;
import dev.emery.schema.walk.OptionalShape;
import dev.emery.schema.walk.Reachable;
import dev.emery.schema.walk.RecordShape;
import dev.emery.schema.walk.Scalar;
import dev.emery.schema.walk.SealedShape;
import dev.emery.schema.walk.Shape;
import dev.emery.schema.walk.TypeWalk;
import dev.emery.transaction.Memory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The persistent types of one pool: those that can be reached from its root record, each with its
 * codec or object type and the numbers under which the pool stores it. A pool is opened with its
 * schema or not at all.
 *
 * {@snippet :
 * Schema<Bank> schema = Schema.build(Bank.class, Kinds.installed(Bank.class), storedDescription);
 * if (!schema.description().equals(storedDescription)) {
 *   store(schema.description()); // the pool is new, or a constant or variant was added
 * }
 * }
 *
 * <p>A schema is immutable, may be used from any thread, and serves all pools of the same types.
 *
 * @param <R> the root record
 */
public final class Schema<R> {
  private final Class<R> type;
  private final ObjectType<R> root;
  private final @Nullable ObjectType<?>[] objects; // by tag
  private final Map<Integer, String> names = new HashMap<>();
  private final Map<Class<?>, List<ObjectType<?>>> handles = new HashMap<>();
  private final String description;

  /*
   * Making the hidden classes of a schema takes some milliseconds. Programs that open many pools of
   * one root, such as tests, share what was made: the last few schemas are kept beside the root class,
   * and go with it.
   */
  private static final ClassValue<Map<Key, Schema<?>>> KNOWN =
      new ClassValue<>() {
        @Override
        protected Map<Key, Schema<?>> computeValue(Class<?> root) {
          return new Recent();
        }
      };

  private static final int MOST_KNOWN = 8;

  private record Key(Kinds kinds, @Nullable String stored) {}

  private static final class Recent extends LinkedHashMap<Key, Schema<?>> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Key, Schema<?>> eldest) {
      return size() > MOST_KNOWN;
    }
  }

  private Schema(Class<R> type, Kinds kinds, @Nullable String stored) {
    this.type = type;
    RecordShape shape = TypeWalk.of(type, kinds);
    Numbering numbering = Numbering.of(shape, stored);
    this.description = numbering.text();
    Set<Shape> shapes = Reachable.from(shape);
    Map<Shape, ObjectType<?>> types = TypeCodecs.of(shapes, numbering);
    int tags = types.values().stream().mapToInt(ObjectType::tag).max().orElse(0) + 1;
    this.objects = new ObjectType<?>[tags];
    types.forEach((object, objectType) -> {
      objects[objectType.tag()] = objectType;
      names.put(objectType.tag(), numbering.show(object));
      Class<?> handle = handle(object);
      if (handle != null) {
        handles.computeIfAbsent(handle, _ -> new ArrayList<>()).add(objectType);
      }
    });
    @SuppressWarnings("unchecked") // the entities of the root record
    ObjectType<R> entities = (ObjectType<R>) Objects.requireNonNull(types.get(shape));
    this.root = entities;
  }

  /** The class of the objects that a program has in its hands; null where it has none of them. */
  private static @Nullable Class<?> handle(Shape object) {
    return switch (object) {
      case RecordShape record -> record.type();
      case KindShape kind -> kind.kind().type();
      case BoxShape _, Scalar _, EnumShape _, OptionalShape _, SealedShape _ -> null;
    };
  }

  /**
   * Finds out whether a pool can have this root, before a byte of it is touched.
   *
   * @throws dev.emery.NotPersistentSafeException if a type cannot be stored, with the path to it
   */
  public static void walk(Class<?> root, Kinds kinds) {
    if (!isKnown(root, kinds)) {
      TypeWalk.of(root, kinds);
    }
  }

  /** Whether a schema of this root is known, for which it was walked. */
  private static boolean isKnown(Class<?> root, Kinds kinds) {
    Map<Key, Schema<?>> known = KNOWN.get(root);
    synchronized (known) {
      for (Key key : known.keySet()) {
        if (key.kinds.equals(kinds)) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * The schema of a pool.
   *
   * @param kinds the kinds that the pool knows, as a rule {@link Kinds#installed}
   * @param stored the description that the pool keeps, or null where it is new
   * @throws dev.emery.NotPersistentSafeException if a type cannot be stored, with the path to it
   * @throws dev.emery.IncompatibleSchemaException if the pool holds other types, with a line per
   *     difference
   * @throws CorruptPoolException if the description is damaged
   */
  public static <R> Schema<R> build(Class<R> root, Kinds kinds, @Nullable String stored) {
    Map<Key, Schema<?>> known = KNOWN.get(root);
    synchronized (known) {
      @SuppressWarnings("unchecked") // the class value of this class
      Schema<R> schema = (Schema<R>) known.get(new Key(kinds, stored));
      if (schema == null) {
        schema = new Schema<>(root, kinds, stored);
        known.put(new Key(kinds, stored), schema);
        known.put(new Key(kinds, schema.description), schema);
      }
      return schema;
    }
  }

  /** The root record. */
  public Class<R> type() {
    return type;
  }

  /** The text for the pool to keep: the types with their numbers, one a line. */
  public String description() {
    return description;
  }

  /** The type of the root. */
  public ObjectType<R> root() {
    return root;
  }

  /**
   * The type of the objects with a tag.
   *
   * @throws CorruptPoolException if there is none
   */
  public ObjectType<?> object(int tag) {
    ObjectType<?> found = tag < objects.length ? objects[tag] : null;
    if (found == null) {
      throw new CorruptPoolException("block of an unknown type, tag=" + tag);
    }
    return found;
  }

  /** How messages name the type of the objects with a tag, such as {@code PVec<String>}. */
  public String name(int tag) {
    return Objects.requireNonNullElse(names.get(tag), "block with tag=" + tag);
  }

  /**
   * The block of an entity or collection, 0 where it is a prototype.
   *
   * @throws IllegalArgumentException if the pool has no objects of this class
   * @throws dev.emery.WrongPoolException if it is in another pool
   * @throws dev.emery.StaleReferenceException if it was freed
   */
  public long place(Memory m, Object value) {
    List<ObjectType<?>> types = handles.getOrDefault(value.getClass(), List.of());
    if (types.isEmpty()) {
      throw new IllegalArgumentException(
          "neither an entity nor a collection of this pool, class=" + value.getClass().getName());
    }
    for (ObjectType<?> each : types) {
      @SuppressWarnings("unchecked") // the class of its handles
      ObjectType<Object> candidate = (ObjectType<Object>) each;
      long block = candidate.place(m, value);
      if (block != 0) {
        return block;
      }
    }
    return 0;
  }

  /**
   * A root for a new pool where the user gives none: empty collections, zero in cells of numbers,
   * and empty in those of {@code Optional}.
   *
   * @throws PoolException if a component has no such value
   */
  public R defaultRoot() {
    R empty = root.empty();
    if (empty == null) {
      String component = root instanceof EntityType entity ? "." + entity.notEmpty() : "";
      throw new PoolException(
          "no value to start with for %s%s; give an initial root, as in open(path, %1$s.class, () -> new %1$s(…))"
              .formatted(type.getSimpleName(), component));
    }
    return empty;
  }
}
