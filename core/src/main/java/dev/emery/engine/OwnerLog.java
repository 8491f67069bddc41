package dev.emery.engine;

/**
 * The owning references that a transaction has stored and overwritten, in order. The sums are taken
 * at commit (E17), and a savepoint rollback only cuts the log.
 */
final class OwnerLog {
  private static final int FIELDS = 3;

  private final LongList entries = new LongList(); // target | 1 if stored, holder block, place

  int size() {
    return entries.size() / FIELDS;
  }

  void add(long target, boolean stored, long block, long at) {
    entries.add(stored ? target | 1 : target);
    entries.add(block);
    entries.add(at);
  }

  long target(int index) {
    return entries.get(index * FIELDS) & ~1L;
  }

  boolean isStored(int index) {
    return (entries.get(index * FIELDS) & 1) != 0;
  }

  long block(int index) {
    return entries.get(index * FIELDS + 1);
  }

  long place(int index) {
    return entries.get(index * FIELDS + 2);
  }

  void truncate(int size) {
    entries.truncate(size * FIELDS);
  }

  void reset() {
    entries.reset();
  }
}
