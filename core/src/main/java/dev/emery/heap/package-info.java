/**
 * Where blocks lie in a pool: zones, a buddy allocator for pages, runs of small blocks, and the
 * reservations of running transactions.
 */
@NullMarked
package dev.emery.heap;

import org.jspecify.annotations.NullMarked;
