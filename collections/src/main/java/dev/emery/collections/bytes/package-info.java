/** The algorithms of growable byte arrays. */
@NullMarked
package dev.emery.collections.bytes;

import org.jspecify.annotations.NullMarked;
