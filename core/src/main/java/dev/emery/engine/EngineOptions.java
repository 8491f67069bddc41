package dev.emery.engine;

import dev.emery.Durability;

/**
 * The limits of one open pool.
 *
 * @param name what messages call the pool
 * @param durability what commits wait for unless they say otherwise
 * @param lockWaitNanos how long one wait for a lock may last
 * @param rerunLimit how often a deadlock victim is run again
 * @param memoryLimit bytes of private pages from which on the mapping is swapped
 * @param checkpointThreshold bytes of journal from which on a checkpoint runs
 * @param zeroOnFree whether freed blocks are cleared
 * @param readOnly whether transactions are refused
 */
public record EngineOptions(
    String name,
    Durability durability,
    long lockWaitNanos,
    int rerunLimit,
    long memoryLimit,
    long checkpointThreshold,
    boolean zeroOnFree,
    boolean readOnly) {}
