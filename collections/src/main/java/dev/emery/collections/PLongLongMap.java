package dev.emery.collections;

import dev.emery.TxScoped;
import dev.emery.collections.hash.HeapMap;
import dev.emery.collections.hash.LongLongEntries;
import dev.emery.schema.Persistent;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;

/**
 * A hash map in a pool from {@code long} to {@code long}: a {@link Map} of {@link Long} to {@link
 * Long} that is also read and changed without boxes.
 *
 * <p>It is what a {@link PHashMap} of these types is, and its entries take the same 17 bytes and
 * free room. What takes or gives a {@code long} never makes a box; what {@code Map} declares makes
 * one where it gives a key or value. A number of another type finds its key here: {@code
 * containsKey(5)} is {@code containsKey(5L)}.
 *
 * {@snippet :
 * record Shop(PLongLongMap<Shop> stock) {}
 *
 * pool.transaction(j -> {
 *   shop.stock().put(j, article, 20);
 *   shop.stock().addTo(j, article, -1);
 * });
 * long left = shop.stock().getOrDefault(article, 0);
 * shop.stock().forEachLong((key, value) -> IO.println(key + ": " + value));
 * }
 *
 * <p>A prototype keeps its entries on the Java heap, with boxes, until it is stored.
 *
 * <p>Looking up, putting and removing take O(1) on average. The map grows and shrinks by a segment
 * of some dozen entries at a time, so no single put or remove does more. Bulk reads see one state;
 * iterators fail fast. The order of iteration is not defined.
 *
 * <p>Any thread may read. Outside a transaction reads see committed entries only.
 *
 * @param <P> the root record of the pool
 */
@Persistent
public final class PLongLongMap<P> extends LongKeyedMap<Long, P> {
  private final LongLongEntries longs;

  /** Creates an empty prototype. */
  public PLongLongMap() {
    this(new LongLongEntries(new Anchor(), new HeapMap<>(new LinkedHashMap<>())));
  }

  PLongLongMap(LongLongEntries longs) {
    super(longs);
    this.longs = longs;
  }

  /** Creates a prototype with the entries of {@code map}. */
  public static <P> PLongLongMap<P> of(Map<Long, Long> map) {
    return new PLongLongMap<>(new LongLongEntries(new Anchor(), HeapMap.of(map)));
  }

  /** Takes entries. */
  @FunctionalInterface
  public interface EntryConsumer {
    /** Takes a key and its value. */
    void accept(long key, long value);
  }

  // ---- reads

  /**
   * The value of {@code key}.
   *
   * @throws NoSuchElementException if it has none; where that is usual, ask {@code getOrDefault}
   */
  public long getLong(long key) {
    do { // an answer that is not what was given for none is a value, whoever writes meanwhile
      long value = longs.get(key, 0);
      long other = value == 0 ? longs.get(key, 1) : value;
      if (other != 1 || value == 1) {
        return other;
      }
    } while (longs.containsKey(key));
    throw new NoSuchElementException("no value, use getOrDefault(key, other), key=" + key);
  }

  /** The value of {@code key}, or {@code other}. */
  public long getOrDefault(long key, long other) {
    return longs.get(key, other);
  }

  /** Whether a value is {@code value}. Time O(n). */
  public boolean containsValue(long value) {
    return Arrays.stream(longs.values()).anyMatch(each -> each == value);
  }

  /** A copy of the values, at one moment, in the order of the keys then. */
  public long[] toValueArray() {
    return longs.values();
  }

  /** The values as they are when the stream is first used, all at one moment. */
  public LongStream valueStream() {
    return StreamSupport.longStream(
        () -> Arrays.spliterator(longs.values()), PrimitiveVec.SNAPSHOT, false);
  }

  /** Hands every key and its value to {@code action}, as they are at one moment. */
  public void forEachLong(@TxScoped EntryConsumer action) {
    long[][] all = longs.all();
    for (int i = 0; i < all[0].length; i++) {
      action.accept(all[0][i], all[1][i]);
    }
  }

  // ---- changes

  /** Maps {@code key} to {@code value}. */
  public void put(Journal<P> j, long key, long value) {
    longs.put(j, key, value, 0);
  }

  /** Maps {@code key} to {@code value}, and returns the value before, or {@code other}. */
  public long getAndPut(Journal<P> j, long key, long value, long other) {
    return longs.put(j, key, value, other);
  }

  /**
   * Adds {@code delta} to the value of {@code key}, which is 0 where it has none, and returns what
   * it is then. Overflow wraps.
   */
  public long addTo(Journal<P> j, long key, long delta) {
    return longs.addTo(j, key, delta);
  }

  /** Removes the entry of {@code key}; true where there was one. */
  public boolean remove(Journal<P> j, long key) {
    return longs.removeKey(j, key);
  }

  /** Removes the entry of {@code key} where its value is {@code value}; true where it was. */
  public boolean remove(Journal<P> j, long key, long value) {
    return longs.removeWith(j, key, value);
  }

  /** Removes the entry of {@code key}, and returns its value, or {@code other}. */
  public long getAndRemove(Journal<P> j, long key, long other) {
    return longs.remove(j, key, other);
  }
}
