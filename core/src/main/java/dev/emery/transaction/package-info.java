/**
 * What runs inside a pool: the {@link dev.emery.transaction.Journal} that permits changes, the
 * {@link dev.emery.transaction.ReadScope} that holds a consistent view, and {@link
 * dev.emery.transaction.Memory}, through which authors of persistent structures read and write.
 */
@NullMarked
package dev.emery.transaction;

import org.jspecify.annotations.NullMarked;
