package dev.emery;

/** What a transaction waits for before it returns. */
public enum Durability {
  /** The change is on stable storage when the transaction returns: it survives a power cut. */
  SYNC,
  /**
   * The change survives the death of the process when the transaction returns. After a power cut a
   * prefix of the commits is there, never less than the last {@code sync()}.
   */
  RELAXED
}
