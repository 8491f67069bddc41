/** Opening, closing and looking after pools: where an application starts. */
@NullMarked
package dev.emery.pool;

import org.jspecify.annotations.NullMarked;
