/** Persistent collections. */
@NullMarked
package dev.emery.collections;

import org.jspecify.annotations.NullMarked;
