package dev.emery.pool;

/**
 * How much of a pool is used, in bytes and numbers at one moment. Not serializable with
 * transactions (E32): figures of a pool that is at work may contradict each other a little.
 *
 * <p>{@code fileBytes} is the sum of {@code usedBytes}, {@code reservedBytes}, {@code
 * overheadBytes} and {@code freeBytes}.
 *
 * @param fileBytes length of the pool file
 * @param maximumBytes length that the file can never exceed, by its format and by the options
 * @param usedBytes bytes in allocated blocks, headers included
 * @param reservedBytes bytes in blocks that running transactions have allocated
 * @param overheadBytes bytes that the pool itself needs: superblocks, directory, allocation maps
 * @param freeBytes bytes that blocks can be made of before the file grows
 * @param blocks number of allocated blocks
 * @param queuedObjects dropped objects that wait to be taken apart
 * @param journalBytes bytes of journal that the next checkpoint copies
 * @param changedBytes memory that differs from the file, in whole pages
 * @param records records that the journal got since the pool was made: at least one for each commit
 *     that changed something
 * @param committed transactions that committed since the pool was opened
 * @param rolledBack transactions that an exception rolled back since the pool was opened
 * @param rerun how often a body was run again since the pool was opened, after a conflict or for
 *     want of space
 */
public record PoolStatistics(
    long fileBytes,
    long maximumBytes,
    long usedBytes,
    long reservedBytes,
    long overheadBytes,
    long freeBytes,
    long blocks,
    long queuedObjects,
    long journalBytes,
    long changedBytes,
    long records,
    long committed,
    long rolledBack,
    long rerun) {

  /** Bytes that blocks can be made of before the pool is full: the file may grow for them. */
  public long availableBytes() {
    return freeBytes + maximumBytes - fileBytes;
  }
}
