package dev.emery.pool;

import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.util.Set;

/**
 * Looks at what the bodies of transactions have captured, and warns once of each body that has got
 * hold of an atomic variable or a builder of a string: the body may be run again, and would change
 * it again. Only the types of captured variables can be seen when a program runs. So this is a hint
 * for programs that were not compiled with the checker, which sees the changes themselves, also
 * those of collections and arrays: bodies capture these mostly to read them.
 *
 * <p>Threading: any thread; two that are the first with one body may both warn.
 */
final class Captures {
  private static final String LOGGER = "dev.emery.txin";
  private static final Set<Class<?>> BUILDERS = Set.of(StringBuilder.class, StringBuffer.class);

  private static final ClassValue<Boolean> SEEN =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> body) {
          warn(body);
          return true;
        }
      };

  private Captures() {}

  /** Looks at a body, unless its class was looked at before. */
  static void look(Object body) {
    SEEN.get(body.getClass());
  }

  private static void warn(Class<?> body) {
    for (Field field : body.getDeclaredFields()) {
      boolean captured = body.isHidden() || field.isSynthetic();
      if (captured && isForChanges(field.getType())) {
        System.getLogger(LOGGER)
            .log(
                Level.WARNING,
                "transaction body captures a variable that it can change outside the pool, and"
                    + " changes again when it is run again; return the result, or compile with"
                    + " -Xplugin:Emery to see where, type={0}, body={1}",
                field.getType().getName(),
                body.getName());
      }
    }
  }

  /** Whether a type is of use only to those who change it. */
  private static boolean isForChanges(Class<?> type) {
    return BUILDERS.contains(type) || type.getPackageName().equals("java.util.concurrent.atomic");
  }
}
