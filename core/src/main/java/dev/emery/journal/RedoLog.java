package dev.emery.journal;

import dev.emery.PoolClosedException;
import dev.emery.PoolException;
import dev.emery.PoolFullException;
import dev.emery.ReadOnlyPoolException;
import dev.emery.event.CheckpointEvent;
import dev.emery.event.Events;
import dev.emery.image.Image;
import java.io.IOException;
import java.nio.file.Path;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The journal of a pool in a file. It comes into being with the first record and is deleted by
 * {@link #close}, after which the pool is one file again.
 */
public final class RedoLog implements CommitLog, AutoCloseable {
  /*
   * Lock order: checkpointing, then appending, then the lock of the group commit. Under the append
   * lock nobody syncs but the first append, which makes the journal.
   *
   * unused --append--> in use --close--> closed
   *
   * append():  cut the body, secure space     may fail, nothing has happened; on a full disk a
   *                                           checkpoint first recycles what there is
   *            ---- from here on a failure breaks the pool (E5) ----
   *            sequence, words of E2, heads, copies into the segment
   *            ---- the record has its place ----
   *
   * `position` and `checkpointed` are read without a lock by bytesSinceCheckpoint(), a deliberate
   * race: it may be a moment old, and nothing but the time of the next checkpoint hangs on it.
   */
  private final PoolFile pool;
  private final JournalOptions options;
  private final Health health;
  private final ReentrantLock checkpointing = new ReentrantLock();
  private final ReentrantLock appending = new ReentrantLock();
  private final GroupSync group;
  private final WordBuffer words = new WordBuffer();
  private final Undecided undecided = new Undecided();
  private @Nullable RecordWriter writer;
  private boolean closed;
  private long position;
  private long checkpointed;
  private volatile long last;

  /**
   * Creates the journal of a pool file that was opened for writing.
   *
   * @throws ReadOnlyPoolException if it was not
   */
  public RedoLog(PoolFile pool, JournalOptions options) {
    if (pool.isReadOnly()) {
      throw new ReadOnlyPoolException("pool is open read-only, path=" + pool.path());
    }
    this.pool = pool;
    this.options = options;
    this.health = pool.health();
    this.last = pool.superblock().checkpoint().sequence();
    this.group = new GroupSync(health, () -> last, this::sync, last);
  }

  @Override
  public long append(RecordBody body, int maxWords, Section section) {
    return append(body, maxWords, section, Manner.RELAXED);
  }

  @Override
  public long appendForSync(RecordBody body, int maxWords, Section section) {
    return append(body, maxWords, section, Manner.SYNCING);
  }

  /**
   * Gives the part of this pool in a commit over several a place. It changes nothing before {@link
   * #resolve}, and until then every opening finds it in the journal (E30). {@link #awaitDurable} is
   * to follow at once.
   *
   * @param body the new bytes and {@linkplain Preparation what is said about them}, sealed
   * @throws dev.emery.PoolFullException as {@link #append} does
   */
  public long prepare(RecordBody body, Ticket ticket) {
    return append(body, 0, (_, _) -> {}, new Manner(RecordFormat.PREPARE, ticket, true));
  }

  /**
   * Says that a prepared record counts. Not before the coordinator's decision is durable.
   *
   * @throws dev.emery.PoolFullException if there is no space; the record stays undecided
   */
  public long resolve(Ticket ticket, int maxWords, Section section) {
    return append(
        resolution(ticket), maxWords, section, new Manner(RecordFormat.APPLY, ticket, false));
  }

  /**
   * Says that a prepared record never counts. Without it the coordinator is asked after a crash.
   */
  public void discard(Ticket ticket) {
    try {
      var manner = new Manner(RecordFormat.DISCARD, ticket, false);
      long unused = append(resolution(ticket), 0, (_, _) -> {}, manner);
    } catch (PoolFullException e) {
      appending.lock();
      try {
        undecided.remove(ticket); // no coordinator has decided for it
      } finally {
        appending.unlock();
      }
    }
  }

  private static RecordBody resolution(Ticket ticket) {
    var body = new RecordBody();
    body.note(EntryFormat.NOTE_RESOLVE, ticket.high(), ticket.low());
    body.seal();
    return body;
  }

  /** How a record is appended: of which kind, for which ticket, and whether a sync follows. */
  private record Manner(int kind, @Nullable Ticket ticket, boolean syncing) {
    static final Manner RELAXED = new Manner(RecordFormat.COMMIT, null, false);
    static final Manner SYNCING = new Manner(RecordFormat.COMMIT, null, true);
  }

  private long append(RecordBody body, int maxWords, Section section, Manner manner) {
    if (!body.isSealed()) {
      throw new IllegalArgumentException("body is not sealed");
    }
    RecordWriter.Part[] parts = RecordWriter.cut(body, maxWords, options.segmentShift());
    try {
      return append(body, parts, maxWords, section, manner);
    } catch (PoolFullException full) {
      checkpoint(); // recycles what the journal has already
      return append(body, parts, maxWords, section, manner);
    }
  }

  private long append(
      RecordBody body,
      RecordWriter.Part @Nullable [] parts,
      int maxWords,
      Section section,
      Manner manner) {
    appending.lock();
    try {
      RecordWriter end = secure(body, parts, maxWords);
      long sequence = last + 1;
      Ticket ticket = manner.ticket;
      if (ticket != null && manner.kind == RecordFormat.PREPARE) {
        undecided.add(ticket, end.point(last));
        ticket = null;
      }
      try {
        section.place(sequence, words);
        end.write(sequence, group.durable(), body, parts, words, manner.kind, manner.syncing);
        undecided.remove(ticket);
        position = end.position();
        last = sequence;
      } catch (Throwable t) {
        throw health.fail(t); // E5
      }
      return sequence;
    } finally {
      appending.unlock();
    }
  }

  /** Everything in an append that may fail. */
  private RecordWriter secure(RecordBody body, RecordWriter.Part @Nullable [] parts, int maxWords) {
    health.check();
    if (closed) {
      throw new PoolClosedException("pool is closed, path=" + pool.path());
    }
    RecordWriter end = writer;
    if (end == null) {
      end = begin();
    }
    try {
      end.secure(body, parts, maxWords, group.durable());
    } catch (IOException e) {
      throw full(e);
    }
    words.prepare(maxWords);
    return end;
  }

  private PoolFullException full(IOException cause) {
    return new PoolFullException(
        "no space for the journal, path=%s, free space on the disk"
            .formatted(pool.names().journal()),
        cause);
  }

  /**
   * The first record of an opening: a journal of a new epoch, and superblocks that say so, are
   * durable before the record gets its place (E3, E9).
   */
  private RecordWriter begin() {
    JournalFile fresh;
    try {
      fresh = JournalFile.create(pool, options.segmentShift(), options.random().nextLong());
    } catch (IOException e) {
      throw full(e);
    }
    try {
      fresh.sync();
      pool.medium().syncDirectory(pool.names().directory());
      pool.changeBoth(s -> s.opened(fresh.epoch()));
    } catch (IOException | RuntimeException | Error e) {
      Closing.after(e, fresh::close);
      throw health.fail(e);
    }
    var end = new RecordWriter(fresh, pool.superblock().checkpoint());
    writer = end;
    return end;
  }

  @Override
  public void awaitDurable(long sequence) {
    health.check();
    if (sequence > last) {
      throw new IllegalArgumentException(
          "no such record, sequence=%d, last=%d".formatted(sequence, last));
    }
    group.await(sequence);
  }

  /** A sync covers what was appended before: `last` was read after `writer` was written. */
  private void sync() throws IOException {
    Objects.requireNonNull(writer).journal().sync();
  }

  /** Returns what was decided when the pool was created. */
  public PoolIdentity identity() {
    return pool.identity();
  }

  /** Returns the real name of the pool file. */
  public Path path() {
    return pool.path();
  }

  /** Whether a write or a sync has failed, so that only the next opening knows what is there. */
  public boolean isBroken() {
    return health.isBroken();
  }

  /**
   * Has {@code action} run, at least once, by the thread whose write or sync fails. It may hold the
   * locks of this journal.
   */
  public void whenBroken(Consumer<Throwable> action) {
    health.whenBroken(action);
  }

  @Override
  public long lastSequence() {
    return last;
  }

  @Override
  public long durableSequence() {
    return group.durable();
  }

  /**
   * Returns how many bytes of journal an opening after a crash would read, perhaps a moment old.
   */
  public long bytesSinceCheckpoint() {
    return position - checkpointed;
  }

  /**
   * Writes all records placed so far into the pool file and gives their journal space free. Commits
   * go on meanwhile, other checkpoints wait.
   *
   * @throws dev.emery.PoolBrokenException if the medium failed, or the pool file was changed by
   *     someone else
   */
  public void checkpoint() {
    checkpointing.lock();
    try {
      health.check();
      JournalMark mark = mark();
      if (mark != null && mark.resume().sequence() != pool.superblock().checkpoint().sequence()) {
        checkpoint(mark);
      }
    } finally {
      checkpointing.unlock();
    }
  }

  private void checkpoint(JournalMark mark) {
    copyAnd(mark, Checkpoint::checkpointed);
    appending.lock();
    try {
      mark.journal().recycle(mark.segment());
      checkpointed = mark.resume().position();
    } finally {
      appending.unlock();
    }
  }

  /**
   * Writes a copy of the pool file that contains all records placed so far, but those undecided,
   * and is closed. Commits go on meanwhile; checkpoints wait, so nobody else writes the pool file.
   *
   * @throws dev.emery.PoolException if the copy cannot be made; this pool is as before
   * @throws dev.emery.PoolBrokenException if the medium of this pool failed
   */
  public void backup(Path target, CopyProgress progress) {
    checkpointing.lock();
    try {
      health.check();
      JournalMark mark = mark();
      long sequence = last;
      if (mark != null) {
        sequence = mark.end().sequence();
        checkpoint(mark); // also where the first record is undecided: those behind it count
      }
      pool.backup(target, sequence, progress);
    } finally {
      checkpointing.unlock();
    }
  }

  /**
   * Compares pages of the file with their checksums, see {@link PoolFile#checkPages}. Commits go on
   * meanwhile, checkpoints wait.
   */
  public void checkPages(@Nullable NavigableSet<Long> wanted, LongConsumer damage) {
    checkpointing.lock();
    try {
      health.check();
      pool.checkPages(wanted, damage);
    } finally {
      checkpointing.unlock();
    }
  }

  private interface Ending {
    void run(Checkpoint checkpoint) throws IOException;
  }

  /** An Error here is no failure of the medium: the old superblock still has all it needs. */
  private void copyAnd(JournalMark mark, Ending ending) {
    group.await(mark.end().sequence()); // E1
    CheckpointEvent event = Events.checkpoint();
    try {
      var checkpoint = new Checkpoint(pool, mark);
      checkpoint.copy(options.batchBytes());
      ending.run(checkpoint);
      if (event != null) {
        event.over(pool.path().toString(), mark.resume().position() - checkpointed);
      }
    } catch (IOException | RuntimeException e) {
      throw health.fail(e);
    }
  }

  /** Returns the end of the journal, or null if it is not in use. */
  private @Nullable JournalMark mark() {
    appending.lock();
    try {
      RecordWriter end = writer;
      if (end == null || closed) {
        return null;
      }
      JournalPoint point = end.point(last);
      return new JournalMark(end.journal(), undecided.before(point), point, end.journal().places());
    } finally {
      appending.unlock();
    }
  }

  /** Refuses further appends, and returns the end that is final now, see {@link #mark}. */
  private @Nullable JournalMark closeAppends() {
    appending.lock();
    try {
      JournalMark mark = mark();
      closed = true;
      return mark;
    } finally {
      appending.unlock();
    }
  }

  /**
   * Brings a new mapping of the pool file up to date: everything since the last checkpoint is
   * stored into it (E22). No checkpoint runs while the mapping is made. The caller has seen to it
   * that no transaction is open.
   *
   * @param mapping makes the new mapping
   * @return what it made
   */
  public Image renew(Supplier<Image> mapping) {
    checkpointing.lock();
    try {
      health.check();
      Image image = mapping.get();
      JournalMark mark = mark();
      if (mark != null) {
        mark.apply(pool.superblock().checkpoint(), new ImageTarget(image));
      }
      return image;
    } catch (IOException e) {
      throw health.fail(e);
    } finally {
      checkpointing.unlock();
    }
  }

  /**
   * Ends the journal: the pool file then contains everything and says so, and the journal is gone.
   * On a broken pool, or where a prepared record is undecided, everything stays as it is, for the
   * next opening to decide. Later appends throw {@link PoolClosedException}. A second call does
   * nothing.
   *
   * @throws dev.emery.PoolBrokenException if the medium fails now
   */
  @Override
  public void close() {
    checkpointing.lock();
    try {
      JournalMark mark = closeAppends();
      if (mark != null) {
        end(mark);
      }
    } finally {
      checkpointing.unlock();
    }
  }

  private void end(JournalMark mark) {
    try (var _ = mark.journal()) {
      if (!health.isBroken() && undecided.isEmpty()) {
        copyAnd(mark, Checkpoint::closed);
        pool.medium().delete(pool.names().journal());
      }
    } catch (IOException e) {
      throw new PoolException(
          "cannot close journal: %s, path=%s; all that was committed is there, open the pool again"
              .formatted(e, pool.names().journal()),
          e);
    }
  }
}
