package dev.emery;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A function that is called before the method it is handed to returns, on the same thread, and is
 * kept nowhere. A lambda for it may use the journal and the pointers around it.
 *
 * <p>On a functional interface it says so of every parameter of that type. The compile-time checker
 * holds a method to it: what it takes as scoped it may call, or hand on as scoped, and nothing
 * else.
 */
@Documented
@Target({ElementType.PARAMETER, ElementType.TYPE})
@Retention(RetentionPolicy.CLASS)
public @interface TxScoped {}
