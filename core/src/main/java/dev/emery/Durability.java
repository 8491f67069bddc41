package dev.emery;

/** What a commit waits for before it returns. */
public enum Durability {
  /** The commit returns after its record has reached the medium: it survives a loss of power. */
  SYNC,

  /** The commit returns at once: it survives the end of the process; a loss of power leaves a prefix. */
  RELAXED
}
