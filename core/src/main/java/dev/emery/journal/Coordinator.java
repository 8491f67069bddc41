package dev.emery.journal;

import java.nio.file.Path;

/**
 * An open pool, as one that decides about commits over several pools. Those that were prepared and
 * cut off ask it when they are opened.
 */
public interface Coordinator {

  /**
   * Tells whether a commit counts. True is durable by then; after false it never will count.
   *
   * @throws dev.emery.PoolException if this pool is broken and only its next opening knows
   */
  boolean hasDecided(Ticket ticket);

  /**
   * Takes note that a pool durably has its part of a commit, so that nobody will ask for it again.
   *
   * @param participant the real name of that pool
   */
  void confirmed(Ticket ticket, Path participant);
}
