/** Processes that are killed while they change a pool. */
package dev.emery.testsuite.kill;
