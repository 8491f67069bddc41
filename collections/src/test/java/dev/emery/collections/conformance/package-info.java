/** What {@code java.util} promises, as Guava's test library spells it out. */
@NullMarked
package dev.emery.collections.conformance;

import org.jspecify.annotations.NullMarked;
