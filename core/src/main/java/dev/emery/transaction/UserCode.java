package dev.emery.transaction;

import dev.emery.engine.EngineScope;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Code of the user that an operation calls while it is half done: the constructor of a record that
 * is loaded. It may look at the pool, but a change of the very collection that is being changed
 * would tear it.
 */
public final class UserCode {
  private static final MethodHandle BEGIN =
      find(EngineScope.class, "beginUserCode", MethodType.methodType(void.class));
  private static final MethodHandle END =
      find(
          UserCode.class,
          "end",
          MethodType.methodType(Object.class, Throwable.class, Object.class));

  /** A method handle takes 255 parameters, and the handles around it some of their own. */
  private static final int MOST_PARAMETERS = 240;

  private UserCode() {}

  /**
   * A handle that does what {@code code} does, but throws {@link dev.emery.PoolException} where it
   * changes a pool that the operation around it belongs to.
   *
   * @param code returns {@code Object}
   */
  public static MethodHandle guard(MethodHandle code) {
    int parameters = code.type().parameterCount();
    if (parameters <= MOST_PARAMETERS) {
      return MethodHandles.foldArguments(MethodHandles.tryFinally(code, END), BEGIN);
    }
    MethodHandle spread = code.asSpreader(Object[].class, parameters);
    return guard(spread).asCollector(Object[].class, parameters).asType(code.type());
  }

  private static MethodHandle find(Class<?> owner, String name, MethodType type) {
    try {
      return MethodHandles.lookup().findStatic(owner, name, type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The clean-up of {@link MethodHandles#tryFinally}, whose form it has. */
  static @Nullable Object end(@Nullable Throwable failure, @Nullable Object result) {
    EngineScope.endUserCode();
    return result;
  }
}
