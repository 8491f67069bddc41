/** Pools for tests: they are checked and closed after each test, and can be crashed. */
@NullMarked
package dev.emery.testsuite.pool;

import org.jspecify.annotations.NullMarked;
