/**
 * The third door of a collection: mutable views, each call of which is a transaction of its own.
 */
@NullMarked
package dev.emery.collections.auto;

import org.jspecify.annotations.NullMarked;
