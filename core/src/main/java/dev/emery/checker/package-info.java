/**
 * The compile-time checker: a plugin of javac that refuses programs with the bugs that persistent
 * memory invites. It sees the typed trees of each class after the compiler's own checks, by the
 * public {@code com.sun.source} API.
 *
 * <p>{@link dev.emery.checker.EmeryPlugin} gives each class to the rules. Most of them are about
 * {@link dev.emery.checker.Confinement}: which types stay inside of a transaction. {@link
 * dev.emery.checker.Conversions} finds each place in a program where a value gets another type.
 */
@NullMarked
package dev.emery.checker;

import org.jspecify.annotations.NullMarked;
