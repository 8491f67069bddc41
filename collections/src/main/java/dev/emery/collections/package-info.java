/**
 * Persistent collections: ordinary {@code java.util} collections to a reader, changed only with the
 * {@link dev.emery.transaction.Journal} of a transaction.
 */
@NullMarked
package dev.emery.collections;

import org.jspecify.annotations.NullMarked;
