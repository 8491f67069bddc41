/** The algorithms of vectors: slots in chunks, and the views on them. */
@NullMarked
package dev.emery.collections.sequence;

import org.jspecify.annotations.NullMarked;
