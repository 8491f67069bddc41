/**
 * What authors of persistent structures build on, Emery's own collections included: the {@link
 * dev.emery.structure.Anchor} that ties a handle to its place in a pool.
 */
@NullMarked
package dev.emery.structure;

import org.jspecify.annotations.NullMarked;
