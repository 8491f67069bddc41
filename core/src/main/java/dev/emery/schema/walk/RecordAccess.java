package dev.emery.schema.walk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/**
 * The constructor and fields of a record, whatever its visibility. A record in a named module has
 * to be in a package that is open to Emery.
 */
public final class RecordAccess {
  private final Class<?> type;
  private final MethodHandles.Lookup lookup;

  private RecordAccess(Class<?> type, MethodHandles.Lookup lookup) {
    this.type = type;
    this.lookup = lookup;
  }

  /** Gets access to a record that the walk has passed. */
  public static RecordAccess of(Class<?> type) {
    try {
      return new RecordAccess(type, open(type));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("record was open when it was walked: " + type, e);
    }
  }

  static void requireOpen(Class<?> type, Path path) {
    try {
      new RecordAccess(type, open(type)).constructor();
    } catch (IllegalArgumentException e) {
      throw path.refuse(type.getTypeName(), "more components than a method handle can take");
    } catch (IllegalAccessException e) {
      Module emery = RecordAccess.class.getModule();
      String to = emery.isNamed() ? " to " + emery.getName() : "";
      throw path.refuse(
          type.getTypeName(),
          "its package is closed; add to module-info of %s: opens %s%s;"
              .formatted(type.getModule().getName(), type.getPackageName(), to));
    }
  }

  private static MethodHandles.Lookup open(Class<?> type) throws IllegalAccessException {
    RecordAccess.class.getModule().addReads(type.getModule());
    return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
  }

  /**
   * The canonical constructor, as a handle that takes and returns {@code Object} for all
   * references.
   */
  public MethodHandle constructor() {
    Class<?>[] parameters =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      MethodHandle constructor =
          lookup.findConstructor(type, MethodType.methodType(void.class, parameters));
      return constructor.asType(constructor.type().erase());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("record has no canonical constructor: " + type, e);
    }
  }

  /** Whether the canonical constructor has code of the user's. */
  public boolean runsUserCode() {
    return !PlainConstructor.isThatOf(type);
  }

  /**
   * The field of a component, as a handle from {@code Object}. Not its accessor, which may have a
   * body, and would run in the middle of an operation.
   */
  public MethodHandle field(int component) {
    RecordComponent of = type.getRecordComponents()[component];
    try {
      MethodHandle field = lookup.findGetter(type, of.getName(), of.getType());
      return field.asType(field.type().erase());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("record has no field for " + of, e);
    }
  }
}
