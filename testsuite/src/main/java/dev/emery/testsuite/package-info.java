/** A test library for users of Emery. */
@NullMarked
package dev.emery.testsuite;

import org.jspecify.annotations.NullMarked;
