package dev.emery.engine;

/**
 * The counted references that a transaction has stored and overwritten, in order. The sums are
 * taken at commit (E17), and a savepoint rollback only cuts the log.
 */
final class OwnerLog {
  private static final int FIELDS = 3;
  private static final long STORED = 1;
  private static final long SHARED = 2;

  private final LongList entries = new LongList(); // target | STORED | SHARED, holder block, place

  int size() {
    return entries.size() / FIELDS;
  }

  void add(long target, boolean stored, boolean shared, long block, long at) {
    entries.add(target | (stored ? STORED : 0) | (shared ? SHARED : 0));
    entries.add(block);
    entries.add(at);
  }

  long target(int index) {
    return entries.get(index * FIELDS) & ~(STORED | SHARED);
  }

  boolean isStored(int index) {
    return (entries.get(index * FIELDS) & STORED) != 0;
  }

  boolean isShared(int index) {
    return (entries.get(index * FIELDS) & SHARED) != 0;
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
