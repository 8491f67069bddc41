/**
 * What authors of persistent structures build on, Emery's own collections included: the {@link
 * dev.emery.structure.Anchor} that ties a handle to its place in a pool, and the {@link
 * dev.emery.structure.CellPlace} of a part of an entity.
 */
@NullMarked
package dev.emery.structure;

import org.jspecify.annotations.NullMarked;
