package dev.emery.medium;

import java.io.IOException;

/**
 * A lock that is held, given by {@link Medium#lock}. It ends by {@link #close}, or with the
 * process.
 */
public interface FileGuard extends AutoCloseable {

  /**
   * Releases the lock, and deletes the lock file before if the lock was not shared. A second call
   * does nothing.
   */
  @Override
  void close() throws IOException;
}
