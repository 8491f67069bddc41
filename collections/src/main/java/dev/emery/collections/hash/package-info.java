/** The algorithms of hash maps: linear hashing by segments, and the views on them. */
@NullMarked
package dev.emery.collections.hash;

import org.jspecify.annotations.NullMarked;
