/** Pools between processes: locks, copies and full disks. */
package dev.emery.testsuite.process;
