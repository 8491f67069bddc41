package dev.emery.tool;

import dev.emery.PoolException;
import dev.emery.cell.LazyCell;
import dev.emery.cell.PBool;
import dev.emery.cell.PCell;
import dev.emery.cell.PDouble;
import dev.emery.cell.PInt;
import dev.emery.cell.PLong;
import dev.emery.cell.PRefCell;
import dev.emery.cell.TCell;
import dev.emery.cell.VCell;
import dev.emery.pointer.Parc;
import dev.emery.pointer.Pbox;
import dev.emery.pointer.Prc;
import dev.emery.sync.PMutex;
import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The least value of a type, in the place of one that is lost: zero, an empty text, nothing. */
final class EmptyValue {
  private EmptyValue() {}

  static Object of(Type type) {
    if (type instanceof ParameterizedType generic) {
      return of((Class<?>) generic.getRawType(), generic.getActualTypeArguments()[0]);
    }
    return of((Class<?>) type, Object.class);
  }

  private static Object of(Class<?> type, Type argument) {
    if (type.isPrimitive()) {
      return Array.get(Array.newInstance(type, 1), 0);
    }
    if (type.isRecord()) {
      return record(type);
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    if (type.isSealed() && type.isInterface()) {
      return record(type.getPermittedSubclasses()[0]);
    }
    return switch (type.getSimpleName()) {
      case "String" -> "";
      case "Optional" -> Optional.empty();
      case "PLong" -> PLong.of(0);
      case "PInt" -> PInt.of(0);
      case "PDouble" -> PDouble.of(0);
      case "PBool" -> PBool.of(false);
      case "VCell" -> VCell.empty();
      case "TCell" -> new TCell<>();
      case "LazyCell" -> new LazyCell<>();
      case "PCell" -> PCell.of(of(argument));
      case "PRefCell" -> PRefCell.of(of(argument));
      case "PMutex" -> PMutex.of(of(argument));
      case "Pbox" -> Pbox.of(of(argument));
      case "Prc" -> Prc.of(of(argument));
      case "Parc" -> Parc.of(of(argument));
      case "PWeak" ->
          type.getEnclosingClass() == Prc.class ? Prc.PWeak.empty() : Parc.PWeak.empty();
      default -> made(type);
    };
  }

  /** A collection: each has a constructor for an empty one. */
  private static Object made(Class<?> type) {
    try {
      return type.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new PoolException("no empty value for what is lost, type=" + type.getSimpleName(), e);
    }
  }

  private static Record record(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    @Nullable Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = of(components[i].getGenericType());
    }
    return Salvage.make(type, values);
  }
}
