package dev.emery.journal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/**
 * A small pool on a {@link FakeMedium} with its log, and a model of what the file has to contain
 * after each record.
 */
final class TestPool implements AutoCloseable {
  static final Path DIRECTORY = Path.of("/pools");
  static final Path PATH = DIRECTORY.resolve("a.pool");
  static final Path JOURNAL = DIRECTORY.resolve("a.pool.journal");
  static final int SIZE = 1 << 16;

  /** Beyond all that these tests write. */
  static final long MAXIMUM = 1 << 20;

  final FakeMedium medium;
  final PoolFile file;
  final RedoLog log;

  /** The words after each record, by sequence number; starts with those of the opened file. */
  final TreeMap<Long, TreeMap<Long, Long>> states = new TreeMap<>();

  private TestPool(FakeMedium medium, PoolFile file, JournalOptions options) {
    this.medium = medium;
    this.file = file;
    this.log = new RedoLog(file, options);
    states.put(log.lastSequence(), words(medium.contents(PATH)));
  }

  static JournalOptions options() {
    return options(1);
  }

  static JournalOptions options(long seed) {
    return new JournalOptions(14, 1 << 16, new Random(seed));
  }

  static TestPool create() {
    return create(new FakeMedium());
  }

  static TestPool create(FakeMedium medium) {
    return new TestPool(medium, createFile(medium), options());
  }

  static PoolFile createFile(FakeMedium medium) {
    return PoolFile.create(
        medium, PATH, PoolIdentity.create(20, new Random(7), 0), SIZE, file -> {});
  }

  static TestPool open(FakeMedium medium) {
    return open(medium, options(medium.stepCount() + 99));
  }

  static TestPool open(FakeMedium medium, JournalOptions options) {
    return new TestPool(medium, PoolFile.open(medium, PATH, options, MAXIMUM), options);
  }

  /** A change of words, which becomes a record. */
  static final class Change {
    final RecordBody body = new RecordBody();
    final List<long[]> words = new ArrayList<>();
    final TreeMap<Long, Long> all = new TreeMap<>();

    Change put(long at, long value) {
      body.word(at, value);
      all.put(at, value);
      return this;
    }

    Change zeros(long at, long length) {
      body.zeros(at, length);
      for (long p = at; p < at + length; p += 8) {
        all.put(p, 0L);
      }
      return this;
    }

    /** A word that is set in the section (E2). */
    Change word(long at, long value) {
      words.add(new long[] {at, value});
      all.put(at, value);
      return this;
    }
  }

  long append(Change change) {
    change.body.seal();
    long sequence =
        log.append(
            change.body,
            change.words.size(),
            (_, out) -> change.words.forEach(w -> out.set(w[0], w[1])));
    var state = new TreeMap<>(states.lastEntry().getValue());
    state.putAll(change.all);
    state.values().removeIf(v -> v == 0);
    states.put(sequence, state);
    return sequence;
  }

  long append(long at, long value) {
    return append(new Change().put(at, value));
  }

  /** A change of a record that takes that many bytes in the journal, or a little more. */
  static Change large(int bytes, Random random) {
    var change = new Change();
    int words = Math.max(1, bytes / 8);
    for (int i = 0; i < words; i++) {
      change.put(8192 + i * 8L % (SIZE - 8192), random.nextLong() | 1);
    }
    return change;
  }

  /** The words of a pool file that are not zero. */
  static TreeMap<Long, Long> words(byte[] contents) {
    var words = new TreeMap<Long, Long>();
    for (int p = SuperblockFormat.END; p < contents.length; p += 8) {
      long value = LittleEndian.getLong(contents, p);
      if (value != 0) {
        words.put((long) p, value);
      }
    }
    return words;
  }

  /** Whether a pool file has exactly these words beside zeros. */
  static boolean hasWords(byte[] contents, TreeMap<Long, Long> words) {
    int count = 0;
    for (int p = SuperblockFormat.END; p < contents.length; p += 8) {
      count += LittleEndian.getLong(contents, p) == 0 ? 0 : 1;
    }
    return count == words.size()
        && words.entrySet().stream()
            .allMatch(w ->
                w.getKey() < contents.length
                    && LittleEndian.getLong(contents, w.getKey().intValue()) == w.getValue());
  }

  /** The same files after the process has died: everything written is there. */
  FakeMedium killed() {
    var copy = new FakeMedium();
    medium.names().forEach(name -> copy.put(name, medium.contents(name)));
    file.close();
    return copy;
  }

  /** Lets go of the pool as a dead process does, without closing the log. */
  void drop() {
    file.close();
  }

  @Override
  public void close() {
    log.close();
    file.close();
  }
}
