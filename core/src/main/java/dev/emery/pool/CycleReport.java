package dev.emery.pool;

/**
 * What {@link Pool#collectCycles} has done.
 *
 * @param freed the objects that led only to each other and are freed, or will be shortly
 * @param left those that a transaction kept locked, for the next call
 */
public record CycleReport(long freed, long left) {}
