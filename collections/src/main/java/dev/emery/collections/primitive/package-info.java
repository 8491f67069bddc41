/** Primitive types as slots and arrays hold them, so that structures need no boxes. */
@NullMarked
package dev.emery.collections.primitive;

import org.jspecify.annotations.NullMarked;
