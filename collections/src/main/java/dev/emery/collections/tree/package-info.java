/** Sorted maps and sets as B+ trees. */
@NullMarked
package dev.emery.collections.tree;

import org.jspecify.annotations.NullMarked;
