/** Sequences from within. */
@NullMarked
package dev.emery.collections.sequence;

import org.jspecify.annotations.NullMarked;
