package dev.emery.schema;

import dev.emery.CorruptPoolException;
import dev.emery.PoolException;
import dev.emery.schema.description.Numbering;
import dev.emery.schema.record.EntityType;
import dev.emery.schema.record.TypeCodecs;
import dev.emery.schema.walk.Reachable;
import dev.emery.schema.walk.RecordShape;
import dev.emery.schema.walk.Shape;
import dev.emery.schema.walk.TypeWalk;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
 * Schema<Bank> schema = Schema.of(Bank.class, storedDescription);
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
  private final Map<Integer, ObjectType<?>> objects = new HashMap<>();
  private final Map<Integer, String> names = new HashMap<>();
  private final String description;

  /*
   * Making the hidden classes of a schema takes some milliseconds. Programs that open many pools of one
   * root, such as tests, share what was made: the last few schemas are kept beside the root class, and go
   * with it.
   */
  private static final ClassValue<Known> KNOWN =
      new ClassValue<>() {
        @Override
        protected Known computeValue(Class<?> root) {
          return new Known(Kinds.installed(root));
        }
      };

  private static final int MOST_KNOWN = 8;

  private static final class Known {
    private final Kinds kinds;
    private final Map<String, Schema<?>> schemas =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Schema<?>> eldest) {
            return size() > MOST_KNOWN;
          }
        };

    Known(Kinds kinds) {
      this.kinds = kinds;
    }
  }

  private Schema(Class<R> type, Kinds kinds, @Nullable String stored) {
    this.type = type;
    RecordShape shape = TypeWalk.of(type, kinds);
    Numbering numbering = Numbering.of(shape, stored);
    this.description = numbering.text();
    Set<Shape> shapes = Reachable.from(shape);
    Map<Shape, ObjectType<?>> types = TypeCodecs.of(shapes, numbering);
    types.forEach((object, objectType) -> {
      objects.put(objectType.tag(), objectType);
      names.put(objectType.tag(), numbering.show(object));
    });
    @SuppressWarnings("unchecked") // the entities of the root record
    ObjectType<R> entities = (ObjectType<R>) Objects.requireNonNull(types.get(shape));
    this.root = entities;
  }

  /**
   * The schema of a root record with the kinds that are installed.
   *
   * @param stored the description that the pool keeps, or null where it is new
   * @throws dev.emery.NotPersistentSafeException if a type cannot be stored, with the path to it
   * @throws dev.emery.IncompatibleSchemaException if the pool holds other types, with a line per
   *     difference
   * @throws CorruptPoolException if the description is damaged
   */
  public static <R> Schema<R> of(Class<R> root, @Nullable String stored) {
    Known known = KNOWN.get(root);
    synchronized (known.schemas) {
      @SuppressWarnings("unchecked") // the class value of this class
      Schema<R> schema = (Schema<R>) known.schemas.get(Objects.requireNonNullElse(stored, ""));
      if (schema == null) {
        schema = new Schema<>(root, known.kinds, stored);
        known.schemas.put(Objects.requireNonNullElse(stored, ""), schema);
        known.schemas.put(schema.description, schema);
      }
      return schema;
    }
  }

  /** As {@link #of(Class, String)}, with the given kinds. */
  public static <R> Schema<R> of(Class<R> root, Kinds kinds, @Nullable String stored) {
    return new Schema<>(root, kinds, stored);
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
    ObjectType<?> found = objects.get(tag);
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
