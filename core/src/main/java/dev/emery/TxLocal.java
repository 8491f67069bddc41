package dev.emery;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A type whose values live no longer than the transaction or read scope that they came from:
 * journals, pointers, guards, and classes of your own that hold such values in their fields.
 *
 * <p>The compile-time checker lets such a value be a local variable, a parameter, a field of a type
 * that is marked as well, or the result of a method that has a scope. It may not be put into
 * another field or container, widened to a type that is not marked, captured by code that runs
 * later, or be the result of a transaction.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface TxLocal {}
