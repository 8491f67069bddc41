package dev.emery.collections.hash;

import dev.emery.structure.Anchor;
import dev.emery.transaction.Memory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Goes through the entries of a map that others may change meanwhile: every entry that is there all
 * the time is shown exactly once, none twice. It keeps the entries of one segment.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class PooledWalk<K, V> implements Iterator<Map.Entry<K, V>> {
  /*
   * The way goes by the number of the hash with its bits in reverse. In this order a segment is an
   * interval, whose bounds are at multiples of a power of two: dividing it makes two of its halves,
   * and joining makes one of two. So the place reached is a number, whatever the segments become
   * meanwhile; and only where one was joined since are there entries before it in its segment. The
   * cursor of Redis' SCAN goes the same way.
   */
  private static final long END = 1L << Integer.SIZE;

  private final Anchor anchor;
  private final PooledMap<K, V> map;
  private final Deque<Map.Entry<K, V>> ahead = new ArrayDeque<>();
  private long reached;

  private record Piece<K, V>(Deque<Map.Entry<K, V>> entries, long end) {}

  PooledWalk(Anchor anchor, PooledMap<K, V> map) {
    this.anchor = anchor;
    this.map = map;
  }

  @Override
  public boolean hasNext() {
    while (ahead.isEmpty() && reached < END) {
      // Not pure, whatever the codecs are: a shared lock, so that the segment can be trusted.
      Piece<K, V> piece = anchor.read(false, this::piece);
      ahead.addAll(piece.entries);
      reached = piece.end;
    }
    return !ahead.isEmpty();
  }

  @Override
  public Map.Entry<K, V> next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no more entries");
    }
    return ahead.removeFirst();
  }

  private Piece<K, V> piece(Memory m) {
    long object = anchor.block();
    int count = Segments.count(m, object);
    int index = MapFormat.segmentOf(Integer.reverse((int) reached), count);
    long size = END >>> MapFormat.depth(index, count);
    long end = (reached & -size) + size;
    boolean whole = (reached & size - 1) == 0;
    Deque<Map.Entry<K, V>> entries = new ArrayDeque<>();
    long segment = Segments.get(m, object, index);
    int slot = segment == 0 ? -1 : map.slots.last(m, segment);
    for (; slot >= 0; slot = map.slots.before(m, segment, slot)) {
      if (whole || order(m, segment, slot) >= reached) {
        entries.add(Map.entry(map.slots.key(m, segment, slot), map.slots.value(m, segment, slot)));
      }
    }
    return new Piece<>(entries, end);
  }

  private long order(Memory m, long segment, int slot) {
    long at = map.slots.at(segment, slot);
    long hash = map.slots.hashStored(m, MapFormat.block(segment), at);
    return Integer.toUnsignedLong(Integer.reverse(MapFormat.number(hash)));
  }
}
