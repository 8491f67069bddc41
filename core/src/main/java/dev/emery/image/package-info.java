/** The image of a pool in memory: typed loads and stores at the offsets of the file. */
@NullMarked
package dev.emery.image;

import org.jspecify.annotations.NullMarked;
