package dev.emery.engine;

import dev.emery.PoolException;
import dev.emery.engine.JointTransaction.Side;
import dev.emery.journal.RedoLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The commit of one attempt of a transaction over several pools: two phases over their journals
 * (E30). The first pool with a file that was changed is the coordinator.
 */
final class JointCommit {
  /*
   *  participants                      coordinator                       others
   *  ------------                      -----------                       ------
   *  prepare: judge owners, encode     the same                          durable, what was read
   *                                    reserve tickets
   *  prepare record, with the ticket
   *  durable
   *                                    record with the tickets = decision
   *                                    durable
   *  resolving record, published                                         in memory: published
   *  confirmed                         may forget, once that is durable
   *
   * All locks are held to the end. Up to the decision everything that fails rolls back all sides. A
   * coordinator that breaks between its record and its sync leaves the participants in doubt: they
   * break too, and their next openings ask. After the decision nothing fails the transaction: a
   * participant that cannot resolve any more breaks alone, and its next opening asks.
   *
   * What was only read has to be durable before the decision: the decision may rest on it (E8).
   *
   * With one changed pool that has a file there is nothing to decide: its record is the commit. A
   * pool in memory has nothing to survive, so it just follows.
   */
  private final List<Side> sides;
  private final List<Side> writers = new ArrayList<>();
  private @Nullable Side preparing;

  JointCommit(List<Side> sides) {
    this.sides = sides;
  }

  /** The side whose preparation has failed, if it was that. */
  @Nullable Side preparing() {
    return preparing;
  }

  /**
   * Commits. On return the changes of all pools are published, and durable as a whole.
   *
   * <p>What it throws means that nothing has happened; or that pools are broken, and their next
   * openings decide in one way.
   */
  void run() {
    try {
      for (Side side : sides) {
        prepare(side);
      }
      for (Side side : sides) {
        if (!writers.contains(side)) {
          side.engine.awaitDurable(side.engine.log().lastSequence());
        }
      }
      List<Side> durable = writers.stream().filter(s -> s.engine.decisions() != null).toList();
      if (durable.size() > 1) {
        decide(durable.getFirst(), durable.subList(1, durable.size()));
      } else if (durable.size() == 1) {
        alone(durable.getFirst());
      }
    } catch (RuntimeException | Error e) {
      for (Side side : writers) {
        if (!side.placed) {
          side.transaction.commit().cancelled();
          side.transaction.commit().reset();
        }
      }
      throw e;
    }
    for (Side side : writers) {
      if (side.engine.decisions() == null) {
        follow(side);
      }
    }
  }

  private void prepare(Side side) {
    UndoLog unused = side.transaction.joinAll();
    side.placed = false;
    if (!side.transaction.isReadOnly()) {
      preparing = side;
      writers.add(side);
      side.transaction.commit().prepare();
      preparing = null;
    }
  }

  private void alone(Side only) {
    long sequence = only.transaction.commit().place(true);
    published(only);
    only.engine.awaitDurable(sequence);
  }

  private void decide(Side coordinator, List<Side> participants) {
    Decisions decisions = Objects.requireNonNull(coordinator.engine.decisions());
    List<Decisions.Entry> parts =
        decisions.reserve(participants.stream().map(JointCommit::log).toList());
    long sequence;
    int prepared = 0;
    try {
      long[] sequences = new long[participants.size()];
      for (; prepared < sequences.length; prepared++) {
        sequences[prepared] =
            participants
                .get(prepared)
                .transaction
                .commit()
                .placePrepared(
                    log(participants.get(prepared)),
                    parts.get(prepared).preparation(log(coordinator)));
      }
      for (int i = 0; i < sequences.length; i++) {
        participants.get(i).engine.awaitDurable(sequences[i]);
      }
      sequence = decisions.decide(parts, coordinator.transaction.commit());
    } catch (RuntimeException | Error e) {
      if (log(coordinator).isBroken()) {
        leaveInDoubt(coordinator, participants.subList(0, prepared));
      } else {
        discard(participants.subList(0, prepared), parts);
        decisions.release(parts);
      }
      throw e;
    }
    published(coordinator);
    try {
      coordinator.engine.awaitDurable(sequence);
    } catch (RuntimeException | Error e) {
      leaveInDoubt(coordinator, participants);
      throw e;
    }
    for (int i = 0; i < participants.size(); i++) {
      resolve(participants.get(i), parts.get(i), decisions);
    }
  }

  static RedoLog log(Side side) {
    return (RedoLog) side.engine.log();
  }

  private static void discard(List<Side> prepared, List<Decisions.Entry> parts) {
    for (int i = 0; i < prepared.size(); i++) {
      try {
        log(prepared.get(i)).discard(parts.get(i).ticket());
      } catch (RuntimeException | Error e) {
        prepared.get(i).engine.markBroken(e); // its next opening asks, and is told no
      }
    }
  }

  private static void leaveInDoubt(Side coordinator, List<Side> prepared) {
    for (int i = 0; i < prepared.size(); i++) {
      Engine engine = prepared.get(i).engine;
      try {
        engine.markBroken(
            new PoolException(
                "a commit over several pools is undecided since its coordinator broke, coordinator="
                    + coordinator.engine.options().name()
                    + "; close both and open them again"));
      } catch (Error e) {
        engine.markBroken(e); // no memory for the message
      }
    }
  }

  private static void resolve(Side side, Decisions.Entry part, Decisions decisions) {
    try {
      long sequence = side.transaction.commit().resolve(log(side), part.ticket());
      published(side);
      decisions.confirmed(part, sequence);
    } catch (RuntimeException | Error e) {
      side.placed = true;
      side.engine.markBroken(e);
      decisions.kept(part);
    }
  }

  private static void follow(Side side) {
    try {
      long unused = side.transaction.commit().place(false);
      published(side);
    } catch (RuntimeException | Error e) {
      side.engine.markBroken(e);
    }
  }

  /** The record has its place: memory follows it, or the pool breaks (E5). */
  private static void published(Side side) {
    side.placed = true;
    try {
      side.transaction.commit().published();
      side.transaction.commit().reset();
    } catch (RuntimeException | Error e) {
      side.engine.markBroken(e);
    }
  }
}
