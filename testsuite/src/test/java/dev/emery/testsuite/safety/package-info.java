/**
 * What happens when a program runs that the compile-time checker would have refused: raw types,
 * unchecked casts and other threads get past it, and past javac. Each misuse ends in an exception
 * with a name, and the pool is as it was.
 */
package dev.emery.testsuite.safety;
