/**
 * Which Java types a pool can hold, and how their values lie in its bytes. {@link
 * dev.emery.schema.Schema} walks a root record and gives every type its {@link
 * dev.emery.schema.Codec} or {@link dev.emery.schema.ObjectType}; a {@link dev.emery.schema.Kind}
 * adds a persistent type that is not a record.
 */
@NullMarked
package dev.emery.schema;

import org.jspecify.annotations.NullMarked;
