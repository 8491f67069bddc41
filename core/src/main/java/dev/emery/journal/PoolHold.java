package dev.emery.journal;

import dev.emery.medium.FileGuard;
import dev.emery.medium.Medium;
import dev.emery.medium.OpenFiles;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What keeps others away from an open pool: a lock on a file of its own against other processes,
 * and an entry by the file's identity against this one, which may know the pool by another name.
 */
final class PoolHold implements AutoCloseable {
  private final @Nullable FileGuard guard;
  private OpenFiles.@Nullable Entry entry;

  private PoolHold(@Nullable FileGuard guard) {
    this.guard = guard;
  }

  /** Takes the lock alone. */
  static PoolHold exclusive(Medium medium, PoolNames names) throws IOException {
    return new PoolHold(medium.lock(names.lock(), false));
  }

  /** Takes the lock together with other readers, or none where no lock file can be made (E11). */
  static PoolHold shared(Medium medium, PoolNames names) {
    try {
      return new PoolHold(medium.lock(names.lock(), true));
    } catch (IOException e) {
      return new PoolHold(null);
    }
  }

  /** Enters the file, which has to exist by now. */
  void enter(Object key, PoolNames names, boolean shared) {
    entry = OpenFiles.enter(key, names.pool(), shared);
  }

  /** Lets others at the pool. A second call does nothing. */
  @Override
  public void close() throws IOException {
    try (guard) {
      if (entry != null) {
        entry.close();
      }
    }
  }
}
