package dev.emery.engine;

import dev.emery.ReadOnlyPoolException;
import dev.emery.image.Mappings;
import dev.emery.journal.CommitLog;
import dev.emery.journal.CopyProgress;
import dev.emery.journal.PoolFile;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.NavigableSet;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** What stands behind a pool that is open for reading only: its file, and no journal (E11). */
public final class ReadOnlyStorage implements Storage {
  private final PoolFile file;
  private final CommitLog log = new MemoryLog();

  /** Creates the storage of a pool file opened for reading. */
  public ReadOnlyStorage(PoolFile file) {
    this.file = file;
  }

  @Override
  public CommitLog log() {
    return log;
  }

  @Override
  public void extend(long end) {
    throw readOnly();
  }

  @Override
  public Mappings remap(Mappings present, long limit, long reach, Arena arena) {
    throw readOnly();
  }

  private ReadOnlyPoolException readOnly() {
    return new ReadOnlyPoolException("pool is open read-only, path=" + file.path());
  }

  @Override
  public void checkpoint() {}

  @Override
  public void backup(Path target, CopyProgress progress) {
    file.backup(target, progress);
  }

  @Override
  public boolean keepsPageSums() {
    return file.identity().keepsPageSums();
  }

  @Override
  public void checkPages(@Nullable NavigableSet<Long> wanted, LongConsumer damage) {
    file.checkPages(wanted, damage);
  }

  @Override
  public long maximum() {
    return file.size();
  }

  @Override
  public long journalBytes() {
    return 0;
  }

  @Override
  public void close() {
    file.close();
  }

  @Override
  public void abandon() {
    file.close();
  }
}
