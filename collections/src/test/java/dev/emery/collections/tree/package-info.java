/** B+ trees from within. */
@NullMarked
package dev.emery.collections.tree;

import org.jspecify.annotations.NullMarked;
