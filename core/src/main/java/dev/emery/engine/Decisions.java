package dev.emery.engine;

import dev.emery.PoolException;
import dev.emery.PoolFullException;
import dev.emery.image.Image;
import dev.emery.journal.Coordinator;
import dev.emery.journal.DecisionFormat;
import dev.emery.journal.Preparation;
import dev.emery.journal.RecordBody;
import dev.emery.journal.RedoLog;
import dev.emery.journal.Ticket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a pool has decided, as coordinator, about commits over several pools, and who has not
 * confirmed yet (E30). Each part of another pool has an entry, written by the very record that
 * decides, and kept in the pool file until that part is durable over there.
 */
public final class Decisions implements Coordinator {
  /*
   * FREE --reserve--> RESERVED --decide--> DECIDED --confirmed--> CONFIRMED --durable there--> FREE
   *                    |  |                   |                                               ^
   *                    |  | hasDecided        +--kept (that pool broke)--> KEPT --------------+
   *                    |  v                        load (at opening) -----> KEPT  confirmed, reclaim
   *                    | REFUSED
   *                    +--release--> FREE                             KEPT --forget--> FREE
   *
   * REFUSED: a pool that was broken, closed and opened again asks for a commit whose thread is still
   * on its way to the decision. The answer is no, and so the thread must not decide any more.
   *
   * The words of a FREE entry may still be those of its last ticket: nobody asks for it. They are
   * overwritten by the next decision or cleared at close.
   *
   * KEPT entries of a pool become free when that pool, open at the same place, takes part in
   * another commit: an open pool has no doubts left. The place is compared since a copy has the
   * same id: that the copy is open says nothing about the original.
   */
  private enum State {
    FREE,
    RESERVED,
    REFUSED,
    DECIDED,
    CONFIRMED,
    KEPT
  }

  /** The entry of one part. Guarded by the lock of its table. */
  static final class Entry {
    private final int index;
    private State state = State.FREE;
    private Ticket ticket = new Ticket(0, 0);
    private UUID pool = new UUID(0, 0);
    private long place;
    private long sequence; // of the decision here, then of what confirms it there
    private @Nullable RedoLog participant;

    Entry(int index) {
      this.index = index;
    }

    /** What the prepare record of this part is to say. */
    Preparation preparation(RedoLog coordinator) {
      return Preparation.of(ticket, Objects.requireNonNull(participant), coordinator);
    }

    Ticket ticket() {
      return ticket;
    }
  }

  private final Engine engine;
  private final Image image;
  private final RedoLog log;
  private final ReentrantLock lock = new ReentrantLock(); // inside object locks, around appends
  private final Condition freed = lock.newCondition();
  private final List<Entry> entries = new ArrayList<>();

  Decisions(Engine engine, RedoLog log) {
    this.engine = engine;
    this.image = engine.image();
    this.log = log;
    for (int i = 0; i < DecisionFormat.ENTRIES; i++) {
      entries.add(load(i));
    }
  }

  private Entry load(int index) {
    Entry entry = new Entry(index);
    if (hasWords(entry)) {
      entry.ticket = new Ticket(word(index, 0), word(index, 1));
      entry.pool = new UUID(word(index, 2), word(index, 3));
      entry.place = word(index, 4);
      entry.state = State.KEPT;
    }
    return entry;
  }

  private long word(int index, int word) {
    return image.getLong(DecisionFormat.at(index, word));
  }

  private boolean hasWords(Entry entry) {
    return (word(entry.index, 0) | word(entry.index, 1)) != 0;
  }

  // ---- the life of a commit

  /**
   * Takes an entry for the part of each of these pools. Waits while all are taken by commits on
   * their way, which wait for nothing but the medium.
   *
   * @throws PoolFullException if too many pools have never confirmed
   */
  List<Entry> reserve(List<RedoLog> participants) {
    lock.lock();
    try {
      for (; ; ) {
        List<Entry> free = reclaim(participants);
        if (free.size() >= participants.size()) {
          return take(free, participants);
        }
        if (!awaitConfirmation()) {
          if (entries.stream().allMatch(e -> e.state == State.KEPT || e.state == State.FREE)) {
            throw tooMany();
          }
          freed.awaitUninterruptibly();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private List<Entry> take(List<Entry> free, List<RedoLog> participants) {
    List<Entry> taken = new ArrayList<>();
    for (int i = 0; i < participants.size(); i++) {
      Entry entry = free.get(i);
      RedoLog participant = participants.get(i);
      entry.state = State.RESERVED;
      entry.ticket = Ticket.draw();
      entry.pool = participant.identity().id();
      entry.place = place(participant.path());
      entry.participant = participant;
      taken.add(entry);
    }
    return taken;
  }

  private PoolFullException tooMany() {
    return new PoolFullException(
        "too many commits over several pools were never confirmed, pool="
            + engine.options().name()
            + ", entries="
            + DecisionFormat.ENTRIES
            + "; open the other pools of those commits, and change them together with this one;"
            + " what will never be opened again can be given up by Pools.forget");
  }

  /** Returns the free entries, after freeing those that nobody will ask for. */
  private List<Entry> reclaim(List<RedoLog> open) {
    List<Entry> free = new ArrayList<>();
    for (Entry entry : entries) {
      boolean over =
          switch (entry.state) {
            case FREE -> true;
            case RESERVED, REFUSED, DECIDED -> false;
            case CONFIRMED -> isDurableThere(entry) || isOpenAgain(entry, open);
            case KEPT -> isOpenAgain(entry, open);
          };
      if (over) {
        free(entry);
        free.add(entry);
      }
    }
    return free;
  }

  private static boolean isDurableThere(Entry entry) {
    RedoLog participant = entry.participant;
    return participant != null && participant.durableSequence() >= entry.sequence;
  }

  /** Whether the pool of an entry has been recovered since. */
  private boolean isOpenAgain(Entry entry, List<RedoLog> open) {
    for (RedoLog other : open) {
      if (other != entry.participant
          && other.identity().id().equals(entry.pool)
          && place(other.path()) == entry.place) {
        return true;
      }
    }
    return false;
  }

  private void free(Entry entry) {
    entry.state = State.FREE;
    entry.participant = null;
  }

  /** Waits until one confirmation is durable, if there is one to wait for. */
  private boolean awaitConfirmation() {
    for (Entry entry : entries) {
      if (entry.state == State.CONFIRMED) {
        makeDurable(entry);
        return true;
      }
    }
    return false;
  }

  private void makeDurable(Entry entry) {
    try {
      Objects.requireNonNull(entry.participant).awaitDurable(entry.sequence);
      free(entry);
    } catch (PoolException e) {
      entry.state = State.KEPT; // it broke: the next opening of that pool asks
    }
  }

  /**
   * Decides that a commit counts: gives the record of this pool its place, with the entries in it.
   * Returns its sequence number; the decision is made once that is durable.
   *
   * @throws PoolException if a part was given up meanwhile; nothing has happened
   */
  long decide(List<Entry> parts, Commit commit) {
    lock.lock();
    try {
      for (Entry entry : parts) {
        if (entry.state != State.RESERVED) {
          throw new PoolException(
              "a pool of the transaction was closed and opened again before the commit was"
                  + " decided; run it again");
        }
      }
      for (Entry entry : parts) {
        setWords(entry, commit);
      }
      long sequence;
      try {
        sequence = commit.place(true);
      } catch (RuntimeException | Error e) {
        if (log.isBroken()) {
          decided(parts, Long.MAX_VALUE); // perhaps: whoever asks is told that this pool is broken
        }
        throw e;
      }
      decided(parts, sequence);
      return sequence;
    } finally {
      lock.unlock();
    }
  }

  private static void setWords(Entry entry, Commit commit) {
    commit.setWord(DecisionFormat.at(entry.index, 0), entry.ticket.high());
    commit.setWord(DecisionFormat.at(entry.index, 1), entry.ticket.low());
    commit.setWord(DecisionFormat.at(entry.index, 2), entry.pool.getMostSignificantBits());
    commit.setWord(DecisionFormat.at(entry.index, 3), entry.pool.getLeastSignificantBits());
    commit.setWord(DecisionFormat.at(entry.index, 4), entry.place);
  }

  private static void decided(List<Entry> parts, long sequence) {
    for (Entry entry : parts) {
      entry.state = State.DECIDED;
      entry.sequence = sequence;
    }
  }

  /** Gives the entries of a commit back that was not decided. */
  void release(List<Entry> parts) {
    lock.lock();
    try {
      for (Entry entry : parts) {
        free(entry);
      }
      freed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Says that a part counts in its pool from a record on, which may not be durable yet. */
  void confirmed(Entry part, long sequence) {
    lock.lock();
    try {
      part.sequence = sequence;
      part.state = State.CONFIRMED;
      freed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Says that the pool of a part broke before it could confirm. */
  void kept(Entry part) {
    lock.lock();
    try {
      part.state = State.KEPT;
      freed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  // ---- questions of pools that are being opened

  @Override
  public boolean hasDecided(Ticket ticket) {
    long sequence;
    lock.lock();
    try {
      Entry entry = find(ticket);
      if (entry == null) {
        return false;
      }
      switch (entry.state) {
        case FREE, REFUSED -> {
          return false;
        }
        case RESERVED -> {
          entry.state = State.REFUSED;
          return false;
        }
        case CONFIRMED, KEPT -> {
          return true;
        }
        case DECIDED -> sequence = entry.sequence;
        default -> throw new IllegalStateException("state=" + entry.state);
      }
    } finally {
      lock.unlock();
    }
    log.awaitDurable(sequence);
    return true;
  }

  @Override
  public void confirmed(Ticket ticket, Path participant) {
    lock.lock();
    try {
      Entry entry = find(ticket);
      if (entry != null
          && (entry.state == State.KEPT || entry.state == State.CONFIRMED)
          && entry.place == place(participant)) {
        free(entry);
        freed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Entry find(Ticket ticket) {
    for (Entry entry : entries) {
      if (entry.ticket.equals(ticket)) {
        return entry;
      }
    }
    return null;
  }

  private long place(Path participant) {
    String seen = Preparation.relative(log.path(), participant);
    String text = seen.isEmpty() ? participant.toString() : seen;
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits();
  }

  // ---- close

  /** Clears what is confirmed, before the pool is closed and while nothing else runs on it. */
  void settle() {
    lock.lock();
    try {
      var words = new WordChangeList(image, engine.ids());
      for (Entry entry : entries) {
        if (entry.state == State.CONFIRMED) {
          makeDurable(entry);
        }
        if (entry.state == State.FREE && hasWords(entry)) {
          clear(entry, words);
        }
      }
      if (words.words() != 0) {
        long unused = append(words);
      }
    } catch (PoolFullException e) {
      // They stay, and are overwritten some day.
    } finally {
      lock.unlock();
    }
  }

  private static void clear(Entry entry, WordChangeList words) {
    for (int word = 0; word < DecisionFormat.WORDS; word++) {
      words.change(DecisionFormat.at(entry.index, word), -1L, 0);
    }
  }

  private long append(WordChangeList words) {
    var body = new RecordBody();
    body.seal();
    return log.append(body, words.words(), words);
  }

  // ---- pools that never come back

  /** How many commits are kept for each pool that has not confirmed them. */
  public Map<UUID, Integer> unconfirmed() {
    lock.lock();
    try {
      Map<UUID, Integer> found = new HashMap<>();
      for (Entry entry : entries) {
        if (entry.state == State.KEPT) {
          found.merge(entry.pool, 1, Integer::sum);
        }
      }
      return found;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Gives up what is kept for a pool, durably: its next opening, if there is one, is told that
   * nothing of that was decided. The caller sees to it that the mapping stays. Returns how many
   * commits that were.
   */
  public int forget(UUID pool) {
    long sequence;
    List<Entry> gone;
    lock.lock();
    try {
      gone = entries.stream().filter(e -> e.state == State.KEPT && e.pool.equals(pool)).toList();
      if (gone.isEmpty()) {
        return 0;
      }
      var words = new WordChangeList(image, engine.ids());
      gone.forEach(entry -> clear(entry, words));
      sequence = append(words);
      gone.forEach(this::free);
      freed.signalAll();
    } finally {
      lock.unlock();
    }
    engine.awaitDurable(sequence);
    return gone.size();
  }
}
