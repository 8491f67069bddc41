package dev.emery.medium;

import java.io.IOException;

/**
 * A window on a range of a {@link MediumFile} for fast small writes. What is put is at once visible
 * to all reads of the file, survives the death of the process, and is made durable by {@link
 * MediumFile#sync}.
 */
public interface Region extends AutoCloseable {

  /**
   * Writes bytes at a position of the window. Two threads may put at once if their ranges do not
   * overlap.
   *
   * @throws IOException if the medium fails below the window; some of the bytes may be written
   */
  void put(int at, byte[] source, int from, int length) throws IOException;

  /** Closes the window; what was put stays written. A second call does nothing. */
  @Override
  void close();
}
