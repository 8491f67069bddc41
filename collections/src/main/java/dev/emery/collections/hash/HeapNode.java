package dev.emery.collections.hash;

/**
 * A link of a circle on the Java heap. The one that is no {@link Entry} is both ends of the list.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
class HeapNode<K, V> {
  HeapNode<K, V> before = this;
  HeapNode<K, V> after = this;

  /** The neighbour towards an end. */
  final HeapNode<K, V> next(End towards) {
    return towards == End.FIRST ? before : after;
  }

  /** Brings this in between two neighbours. */
  final void link(HeapNode<K, V> between, HeapNode<K, V> and) {
    before = between;
    after = and;
    between.after = this;
    and.before = this;
  }

  /** Brings this in at an end of a list. */
  final void insert(HeapNode<K, V> ends, End end) {
    if (end == End.FIRST) {
      link(ends, ends.after);
    } else {
      link(ends.before, ends);
    }
  }

  /** Takes this out, which keeps its own links. */
  final void unlink() {
    before.after = after;
    after.before = before;
  }

  /**
   * A link with an entry.
   *
   * @param <K> the type of the key
   * @param <V> the type of the value
   */
  static final class Entry<K, V> extends HeapNode<K, V> {
    final K key;
    V value;

    Entry(K key, V value) {
      this.key = key;
      this.value = value;
    }
  }
}
