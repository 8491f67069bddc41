package dev.emery.schema.record;

import dev.emery.schema.Codec;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * A copy of a codec's class for one codec alone. The compiler trusts the final fields of hidden
 * classes, and what it learns about the calls in one copy stays apart from the others: a nested
 * codec is inlined where the shared class would make a virtual call (2.75 ns and nothing allocated
 * against 5.6 ns and 56 bytes).
 */
final class HiddenCopy {
  private static final ClassValue<byte[]> BYTES =
      new ClassValue<>() {
        @Override
        protected byte[] computeValue(Class<?> type) {
          try (InputStream bytes = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            return bytes == null ? new byte[0] : bytes.readAllBytes();
          } catch (IOException e) {
            return new byte[0];
          }
        }
      };

  private HiddenCopy() {}

  /** A codec of a copy of {@code template}, whose constructor takes one other codec. */
  static Codec<?> of(Class<?> template, Codec<?> argument) {
    byte[] bytes = BYTES.get(template);
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    try {
      Class<?> type =
          bytes.length == 0 ? template : lookup.defineHiddenClass(bytes, true).lookupClass();
      return (Codec<?>)
          lookup
              .findConstructor(type, MethodType.methodType(void.class, Codec.class))
              .invoke(argument);
    } catch (Throwable e) {
      throw new IllegalStateException("cannot copy " + template.getName(), e);
    }
  }
}
