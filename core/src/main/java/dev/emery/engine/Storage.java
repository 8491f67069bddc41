package dev.emery.engine;

import dev.emery.image.Mappings;
import dev.emery.journal.CommitLog;
import dev.emery.journal.CopyProgress;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.NavigableSet;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** What stands behind an engine's image: a file with its journal, or nothing but memory. */
public interface Storage {
  /** The journal that commits go to. */
  CommitLog log();

  /**
   * Makes the file at least {@code end} bytes long.
   *
   * @throws dev.emery.PoolFullException if the maximum size is reached or the disk is full
   */
  void extend(long end);

  /** Returns a new arena for {@link #remap}. */
  default Arena arena() {
    return Arena.ofShared();
  }

  /**
   * Brings the file up to date and maps it anew, with room for at least {@code reach} bytes. No
   * transaction runs meanwhile.
   *
   * @param present the present mappings, whose contents the new ones have
   */
  Mappings remap(Mappings present, long limit, long reach, Arena arena);

  /** Copies what the journal holds into the file. Runs beside transactions. */
  void checkpoint();

  /**
   * Writes a copy of the file that has everything committed so far, and is closed. Runs beside
   * transactions, but not beside checkpoints.
   */
  void backup(Path target, CopyProgress progress);

  /** Whether the file has checksums of its pages. */
  boolean keepsPageSums();

  /**
   * Compares pages of the file with their checksums, where it has some. Runs beside transactions,
   * but not beside checkpoints.
   *
   * @param wanted the numbers of those to look at, null for all
   * @param damage takes the numbers of those that differ, in rising order
   */
  void checkPages(@Nullable NavigableSet<Long> wanted, LongConsumer damage);

  /** How many bytes the file can never exceed. */
  long maximum();

  /** How many bytes of journal the next checkpoint has to copy. */
  long journalBytes();

  /**
   * Checkpoints, marks the file closed, and lets go of everything. No transaction runs any more.
   */
  void close();

  /** Lets go of everything without writing: the pool is broken, and the next open decides. */
  void abandon();
}
