/** Threads on one collection, with an invariant that every reader can check. */
@NullMarked
package dev.emery.testsuite.stress;

import org.jspecify.annotations.NullMarked;
