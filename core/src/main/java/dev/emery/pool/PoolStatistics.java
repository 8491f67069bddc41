package dev.emery.pool;

/**
 * How much of a pool is used, in bytes and numbers at one moment. Not serializable with
 * transactions (E32).
 *
 * @param fileBytes length of the pool file
 * @param usedBytes bytes in allocated blocks, headers included
 * @param freeBytes bytes that blocks can be made of before the file grows
 * @param journalBytes bytes of journal that the next checkpoint copies
 * @param changedBytes memory that differs from the file, in whole pages
 * @param commits commits since the pool was made
 */
public record PoolStatistics(
    long fileBytes,
    long usedBytes,
    long freeBytes,
    long journalBytes,
    long changedBytes,
    long commits) {}
