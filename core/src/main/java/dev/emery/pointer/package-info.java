/**
 * Pointers between objects of a pool: {@link dev.emery.pointer.Pbox} owns its target alone, {@link
 * dev.emery.pointer.Prc} and {@link dev.emery.pointer.Parc} share theirs, and weak pointers find it
 * without keeping it.
 */
@NullMarked
package dev.emery.pointer;

import org.jspecify.annotations.NullMarked;
