package dev.emery.engine;

import dev.emery.PoolException;
import dev.emery.PoolFullException;
import dev.emery.image.Mappings;
import dev.emery.journal.CommitLog;
import dev.emery.journal.CopyProgress;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.NavigableSet;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** What stands behind a pool without a file: memory that doubles at the gate (E23). */
public final class MemoryStorage implements Storage {
  private final CommitLog log = new MemoryLog();
  private final long maximum;

  /** Creates a storage of at most {@code maximum} bytes. */
  public MemoryStorage(long maximum) {
    this.maximum = maximum;
  }

  @Override
  public CommitLog log() {
    return log;
  }

  @Override
  public void extend(long end) {
    if (end > maximum) {
      throw new PoolFullException(
          "pool is full, maximum=" + maximum + ", needed=" + end + "; raise the maximum size");
    }
  }

  @Override
  public Mappings remap(Mappings present, long limit, long reach, Arena arena) {
    Mappings larger = Mappings.inMemory(reach, arena);
    larger.copyFrom(present, limit);
    return larger;
  }

  @Override
  public void checkpoint() {}

  @Override
  public void backup(Path target, CopyProgress progress) {
    throw new PoolException("pool in memory has no file to copy, path=" + target);
  }

  @Override
  public boolean keepsPageSums() {
    return false;
  }

  @Override
  public void checkPages(@Nullable NavigableSet<Long> wanted, LongConsumer damage) {}

  @Override
  public long maximum() {
    return maximum;
  }

  @Override
  public long journalBytes() {
    return 0;
  }

  @Override
  public void close() {}

  @Override
  public void abandon() {}
}
