/** What fails around a pool: the medium, memory, the stack, interrupts, and users. */
package dev.emery.testsuite.fault;
