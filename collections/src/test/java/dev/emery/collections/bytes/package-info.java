/** Byte arrays from within. */
@NullMarked
package dev.emery.collections.bytes;

import org.jspecify.annotations.NullMarked;
