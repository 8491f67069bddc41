/**
 * Who may touch which object when: locks per object, versions for reading without locks, deadlock
 * detection, and the gate that keeps transactions away while a pool is rearranged.
 *
 * <p>Knows nothing about pools, files or journals; an object is the offset of its block. Order in
 * which the mutual exclusions here are taken: the graph of {@link dev.emery.isolation.WaitsFor},
 * then the monitor of a {@link dev.emery.isolation.Gate} or the latch of one stripe of a {@link
 * dev.emery.isolation.LockTable}; never two of the latter, and nothing is waited for while one is
 * held.
 */
@NullMarked
package dev.emery.isolation;

import org.jspecify.annotations.NullMarked;
