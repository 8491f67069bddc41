package dev.emery.medium;

/** How a file of a {@link Medium} is opened. */
public enum Access {
  /** An existing file, without the right to change it. */
  READ,
  /** An existing file, to be read and changed. */
  WRITE,
  /** A new file that only its owner may read and write (0600); fails where the name is taken. */
  CREATE_NEW
}
