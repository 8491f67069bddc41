package dev.emery.isolation;

/** How an owner holds an object. Constants are in rising order of strength. */
public enum Mode {
  /** Not at all. */
  NONE,
  /** For reading, together with others. */
  SHARED,
  /** For writing, alone. */
  EXCLUSIVE
}
