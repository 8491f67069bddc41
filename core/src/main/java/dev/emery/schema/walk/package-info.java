/** The walk over the generic types of a root record, and the shapes that it finds (PSafe). */
@NullMarked
package dev.emery.schema.walk;

import org.jspecify.annotations.NullMarked;
