/** The algorithms of growable texts. */
@NullMarked
package dev.emery.collections.text;

import org.jspecify.annotations.NullMarked;
