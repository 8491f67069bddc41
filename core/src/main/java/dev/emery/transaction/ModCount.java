package dev.emery.transaction;

/**
 * Counts the structural changes of one persistent object, for fail-fast iterators. It lives on the
 * Java heap, one for all handles of the object, and only rises, also on rollback (E31).
 *
 * <p>Only the holder of the object's exclusive lock raises it; readers may see it late, and then
 * fail at a later step.
 */
public final class ModCount {
  private volatile int count;

  /** Creates a counter at zero. */
  public ModCount() {}

  /** The present count. */
  public int get() {
    return count;
  }

  /** Counts one structural change. The caller holds the object's exclusive lock. */
  @SuppressWarnings("NonAtomicOperationOnVolatileField") // one writer at a time: the lock's holder
  public void raise() {
    count = count + 1;
  }
}
