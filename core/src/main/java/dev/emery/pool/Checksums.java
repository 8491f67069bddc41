package dev.emery.pool;

/** What of a pool file has checksums, so that damage by the medium can be found. */
public enum Checksums {
  /**
   * The superblocks and the journal: enough for everything that a crash can do. A page that the
   * medium has changed by itself is found only where something contradicts something else.
   */
  JOURNAL,
  /**
   * Every page. {@link Pool#check} and {@link Pool#verify} compare pages with their checksums,
   * which take a thousandth of the file. Each checkpoint computes those of the pages that it
   * writes, about a microsecond a page; transactions and reads cost what they cost without.
   */
  FULL
}
