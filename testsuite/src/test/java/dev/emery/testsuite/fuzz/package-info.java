/** Damaged and hostile files: each ends in a result or a typed exception. */
@org.jspecify.annotations.NullMarked
package dev.emery.testsuite.fuzz;
