/**
 * Conformance: a persistent collection is described once, and runs through the suites of Guava's
 * test library and some of our own, through each of its doors, in pools that are fresh, reopened
 * and recovered from a crash.
 *
 * <p>{@link dev.emery.testsuite.conformance.Conformance} is where to begin.
 */
@NullMarked
package dev.emery.testsuite.conformance;

import org.jspecify.annotations.NullMarked;
