package dev.emery.engine;

import dev.emery.PoolException;
import dev.emery.PoolFullException;
import dev.emery.event.Events;
import dev.emery.event.GrowthEvent;
import dev.emery.image.Mappings;
import dev.emery.journal.CommitLog;
import dev.emery.journal.CopyProgress;
import dev.emery.journal.PoolFile;
import dev.emery.journal.RedoLog;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.NavigableSet;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** What stands behind a pool with a file: the file itself and its journal. */
public final class FileStorage implements Storage {
  private final PoolFile file;
  private final RedoLog log;
  private final long maximum;

  /** Creates the storage of an open pool file. */
  public FileStorage(PoolFile file, RedoLog log, long maximum) {
    this.file = file;
    this.log = log;
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
          "pool is full, path="
              + file.path()
              + ", maximum="
              + maximum
              + ", needed="
              + end
              + "; remove something, or open it with a larger maximum size");
    }
    GrowthEvent event = Events.growth();
    try {
      long before = event == null ? 0 : file.file().size();
      file.file().extend(end);
      if (event != null) {
        event.over(file.path().toString(), before, end);
      }
    } catch (IOException e) {
      throw new PoolFullException(
          "pool cannot grow, path=" + file.path() + ", needed=" + end + "; free space on the disk",
          e);
    }
  }

  @Override
  public Arena arena() {
    return file.file().arena();
  }

  @Override
  public Mappings remap(Mappings present, long limit, long reach, Arena arena) {
    log.checkpoint(); // no transaction is open: the file is what the image is
    try {
      return Mappings.ofFile(file.file(), reach, arena);
    } catch (IOException e) {
      throw new PoolException(
          "pool cannot be mapped anew: %s, path=%s; close it and open it again"
              .formatted(e, file.path()),
          e);
    }
  }

  @Override
  public void checkpoint() {
    log.checkpoint();
  }

  @Override
  public void backup(Path target, CopyProgress progress) {
    log.backup(target, progress);
  }

  @Override
  public boolean keepsPageSums() {
    return file.identity().keepsPageSums();
  }

  @Override
  public void checkPages(@Nullable NavigableSet<Long> wanted, LongConsumer damage) {
    log.checkPages(wanted, damage);
  }

  @Override
  public long maximum() {
    return Math.min(maximum, file.identity().maximumBytes());
  }

  @Override
  public long journalBytes() {
    return log.bytesSinceCheckpoint();
  }

  @Override
  public void close() {
    try (file) {
      log.close();
    }
  }

  @Override
  public void abandon() {
    try (file) {
      log.close(); // of a broken pool: it writes nothing
    }
  }
}
