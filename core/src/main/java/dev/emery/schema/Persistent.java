package dev.emery.schema;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the compile-time checker has to know of a persistent type that is not a record: the same as
 * its {@link Kind} says when the program runs. The last type parameter is the brand.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Persistent {
  /** The roles of the type parameters before the brand, as in {@link Kind#arguments}. */
  Kind.Role[] value() default {};

  /** As {@link Kind#isShareable}. */
  boolean isShareable() default true;
}
