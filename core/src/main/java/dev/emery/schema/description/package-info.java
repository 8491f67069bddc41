/** The description of a schema that a pool keeps: its text, and how two of them differ. */
@NullMarked
package dev.emery.schema.description;

import org.jspecify.annotations.NullMarked;
