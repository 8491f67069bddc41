package dev.emery.journal;

import dev.emery.PoolException;
import dev.emery.PoolLockedException;
import dev.emery.RecoveryNeededException;
import dev.emery.UndecidedPoolException;
import dev.emery.medium.Access;
import dev.emery.medium.FileGuard;
import dev.emery.medium.Medium;
import dev.emery.medium.MediumFile;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the recovery of a pool does about prepare records that nothing behind them resolves: it asks
 * the pool that decides. A commit counts if and only if that pool has decided it: what is not found
 * there was never decided (presumed abort), since a decision is kept until everyone has confirmed.
 *
 * <p>The coordinator may be open in this process, or lie closed or cut off on the medium. In the
 * last case its journal is read and nothing of it is replayed, so that two pools can ask each other
 * and neither has to be recovered first.
 */
final class Doubts {
  /*
   * A decision that is read from a journal after the death of its process may be in the page cache
   * only, or its sync may have failed, after which a system calls the page clean. This pool is about
   * to rely on it for good. So the journal is written anew, each segment with what it has, and
   * synced first.
   *
   * The path seen from this pool's directory comes first: pools that were copied or moved together
   * belong together. A pool with another id at that place is none of ours.
   */
  private final Medium medium;
  private final PoolNames names;
  private final List<Preparation> counted = new ArrayList<>();

  Doubts(Medium medium, PoolNames names) {
    this.medium = medium;
    this.names = names;
  }

  /**
   * Tells whether a prepare record counts.
   *
   * @throws UndecidedPoolException if nobody can be asked
   */
  boolean count(Prepared prepared) {
    Preparation preparation = prepared.preparation();
    boolean counts;
    try {
      counts = ask(preparation);
    } catch (IOException | PoolException e) {
      throw undecided(preparation, e);
    }
    if (counts) {
      counted.add(preparation);
    }
    return counts;
  }

  /** Tells the coordinators that are open in this process that everything counted is durable. */
  void confirm() {
    for (Preparation preparation : counted) {
      try {
        Coordinator open = findOpen(preparation);
        if (open != null) {
          open.confirmed(preparation.ticket(), names.pool());
        }
      } catch (IOException | PoolException e) {
        // The decision stays where it is, which costs an entry and nothing else.
      }
    }
  }

  private boolean ask(Preparation preparation) throws IOException {
    for (Path path : paths(preparation)) {
      Coordinator open = Coordinators.find(medium.key(path), preparation.coordinator());
      if (open != null) {
        return open.hasDecided(preparation.ticket());
      }
      if (PoolFileInfo.read(medium, path).identity().id().equals(preparation.coordinator())) {
        return askFile(path, preparation.ticket());
      }
    }
    Coordinator moved = Coordinators.find(preparation.coordinator(), medium);
    if (moved == null) {
      throw undecided(preparation, null);
    }
    return moved.hasDecided(preparation.ticket());
  }

  private @Nullable Coordinator findOpen(Preparation preparation) throws IOException {
    for (Path path : paths(preparation)) {
      Coordinator open = Coordinators.find(medium.key(path), preparation.coordinator());
      if (open != null) {
        return open;
      }
    }
    return Coordinators.find(preparation.coordinator(), medium);
  }

  /** The real names of the files that may be the coordinator's. */
  private Set<Path> paths(Preparation preparation) throws IOException {
    Set<Path> found = new LinkedHashSet<>();
    for (String text : List.of(preparation.relative(), preparation.absolute())) {
      try {
        Path path = names.directory().resolve(text);
        if (!text.isEmpty() && medium.exists(path)) {
          found.add(medium.realPath(path));
        }
      } catch (InvalidPathException | FileSystemException e) {
        // The name of another system, or a link that leads nowhere at the moment.
      }
    }
    return found;
  }

  private boolean askFile(Path path, Ticket ticket) throws IOException {
    PoolNames other = PoolNames.ofExisting(medium, path);
    try (FileGuard _ = lock(other);
        MediumFile file = medium.open(other.pool(), Access.READ)) {
      Superblock superblock = SuperblockFile.open(file, false).current();
      var page = new DecisionPage(file);
      return switch (superblock.state()) {
        case CLOSED -> page.holds(ticket);
        case OPEN -> askJournal(other.journal(), superblock, page, ticket);
        case PREPARED -> throw new RecoveryNeededException("pool has a state of a newer version");
      };
    }
  }

  private FileGuard lock(PoolNames other) throws IOException {
    try {
      return medium.lock(other.lock(), false);
    } catch (PoolLockedException e) {
      return medium.lock(other.lock(), true); // others who only read are no harm
    }
  }

  private boolean askJournal(Path journal, Superblock superblock, DecisionPage page, Ticket ticket)
      throws IOException {
    if (!medium.exists(journal)) {
      throw new RecoveryNeededException(
          "it was not closed and its journal is missing, journal=" + journal);
    }
    try (MediumFile file = medium.open(journal, Access.WRITE)) {
      JournalScan scan = JournalScan.of(file, superblock);
      JournalReader reader = scan.reader(superblock.checkpoint());
      JournalPoint end = Recovery.findEnd(reader, superblock.checkpoint(), new Extent(superblock));
      scan.checkEnd(end);
      scan.reader(superblock.checkpoint()).applyUntil(end, page);
      boolean decided = page.holds(ticket);
      if (decided) {
        scan.writeAnew();
      }
      return decided;
    }
  }

  private UndecidedPoolException undecided(Preparation preparation, @Nullable Throwable cause) {
    if (cause instanceof UndecidedPoolException already) {
      return already;
    }
    return new UndecidedPoolException(
        ("cannot open pool: a commit over several pools is undecided here, path=%s; it was decided"
                + " by the pool with id=%s, path=%s, relative path=%s, which %s; make that file"
                + " available, or open it first in this process, and open this pool again")
            .formatted(
                names.pool(),
                preparation.coordinator(),
                preparation.absolute(),
                preparation.relative(),
                cause == null ? "is not there" : "cannot be asked: " + cause.getMessage()),
        preparation.absolute(),
        cause);
  }
}
