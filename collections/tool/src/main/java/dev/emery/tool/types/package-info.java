/** Classes for the types of a pool, made from the description in it. */
@NullMarked
package dev.emery.tool.types;

import org.jspecify.annotations.NullMarked;
