package dev.emery.collections.hash;

import dev.emery.TxScoped;
import dev.emery.collections.sequence.Located;
import dev.emery.schema.Codec;
import dev.emery.schema.OwnedVisitor;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The entries of hash maps in a pool, in {@link Segments}. It holds the types alone, so one serves
 * all maps of those types; which map is meant the anchor says.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public sealed class PooledMap<K, V> implements MapContents<K, V> permits LinkedMap, PooledLongMap {
  final Slots<K, V> slots;
  final Segments<K, V> segments;
  private final Codec<K> keys;
  private final Codec<V> values;

  /** Creates the type for codecs, which may still be under construction. */
  public PooledMap(Codec<K> keys, Codec<V> values) {
    this(new Slots<>(keys, values));
  }

  PooledMap(Slots<K, V> slots) {
    this.keys = slots.keys;
    this.values = slots.values;
    this.slots = slots;
    this.segments = new Segments<>(slots);
  }

  /** Payload bytes of the object's block. */
  public int objectBytes() {
    return MapFormat.BYTES;
  }

  static Memory memory(Anchor a) {
    Memory m = a.memory();
    if (m == null) {
      throw new IllegalStateException("map was placed by a transaction that was rolled back");
    }
    return m;
  }

  // ---- reads

  @Override
  public long size(Anchor a) {
    Memory m = memory(a);
    long object = a.block();
    for (; ; ) {
      long stamp = m.enter(object, true);
      try {
        m.require(object, a.id());
        long size = Segments.size(m, object);
        if (m.exit(object, stamp)) {
          return size;
        }
      } catch (RuntimeException | Error e) {
        m.failed(object, stamp, e);
      }
    }
  }

  @Override
  public @Nullable V get(Entries<K, V> body, Object sought) {
    Located located = body.located;
    return located != null && located.isCopied()
        ? getAtRest(body, located, key(sought))
        : search(body, key(sought));
  }

  /** The value of a key, in a read without a lock where the map rests. */
  private @Nullable V getAtRest(Entries<K, V> body, Located located, K key) {
    if (located.begin()) {
      try {
        Memory m = located.memory();
        long hash = slots.hash(m, key);
        long homes = located.hashed(MapFormat.number(hash));
        long at = slots.candidate(m, homes, hash);
        long block = homes >>> 8;
        if (at != 0 && keys.equalsStored(m, block, at, key)) {
          V value = values.load(m, block, slots.valueAt(at));
          if (located.end()) {
            return value;
          }
        }
      } catch (RuntimeException | Error _) {
        // the general way says whether it is real
      }
    }
    return search(body, key);
  }

  /** The value of a key, in the general way. */
  private @Nullable V search(Entries<K, V> body, K key) {
    Anchor a = body.anchor();
    Memory m = memory(a);
    long object = a.block();
    long hash;
    try {
      hash = slots.hash(m, key);
    } catch (ClassCastException e) {
      return null; // of another type: no key equals it
    }
    for (; ; ) {
      long stamp = m.enter(object, values.pure());
      try {
        Located known = body.located;
        Located located = known;
        if (located == null || !located.holds(stamp)) {
          m.require(object, a.id());
          located = Segments.locate(m, object, stamp);
        } else {
          located = Segments.used(located);
        }
        long segment = Segments.of(located, hash);
        int slot = segment == 0 ? -1 : slots.find(m, segment, key, hash);
        V value = slot < 0 ? null : slots.value(m, segment, slot);
        if (m.exit(object, stamp)) {
          if (stamp >= 0 && located != known) {
            body.located = located;
          }
          return value;
        }
      } catch (RuntimeException | Error e) {
        m.failed(object, stamp, e);
      }
    }
  }

  @Override
  public boolean containsKey(Anchor a, Object sought) {
    Memory m = memory(a);
    K key = key(sought);
    long hash;
    try {
      hash = slots.hash(m, key);
    } catch (ClassCastException e) {
      return false;
    }
    return a.read(
        true,
        _ -> {
          long segment = Segments.of(m, a.block(), hash);
          return segment != 0 && slots.find(m, segment, key, hash) >= 0;
        });
  }

  @SuppressWarnings("unchecked") // a wrong one shows as a ClassCastException in the codec
  private K key(Object sought) {
    return (K) sought;
  }

  @Override
  public int modCount(Anchor a) {
    return a.modCount().get();
  }

  @Override
  public Object[] toArray(Anchor a, Projection<K, V, ?> projection) {
    // Not pure, whatever the codecs are: a shared lock, so that the array's length can be trusted.
    return a.read(
        false,
        m -> {
          long object = a.block();
          Object[] array = new Object[Segments.sizeOfArray(m, object)];
          int n = 0;
          int count = Segments.count(m, object);
          for (int i = 0; i < count; i++) {
            long segment = Segments.get(m, object, i);
            int slot = segment == 0 ? -1 : slots.last(m, segment);
            for (; slot >= 0; slot = slots.before(m, segment, slot)) {
              if (n == array.length) {
                Segments.requireAll(n + 1, n);
              }
              array[n++] = show(m, segment, slot, projection);
            }
          }
          Segments.requireAll(n, array.length);
          return array;
        });
  }

  @SuppressWarnings("NullAway") // a projection does not look at what it does not need
  <T> T show(Memory m, long segment, int slot, Projection<K, V, T> projection) {
    K key = projection.needsKey() ? slots.key(m, segment, slot) : null;
    V value = projection.needsValue() ? slots.value(m, segment, slot) : null;
    return projection.of(key, value);
  }

  boolean isPure(Projection<K, V, ?> projection) {
    return (!projection.needsKey() || keys.pure()) && (!projection.needsValue() || values.pure());
  }

  @Override
  public Cursor<K, V> cursor(Anchor a) {
    return new PooledCursor<>(a, this).begin();
  }

  @Override
  public Iterator<Map.Entry<K, V>> walk(Anchor a) {
    return new PooledWalk<>(a, this);
  }

  @Override
  public V detached(V value) {
    return values.detach(value);
  }

  // ---- changes

  @Override
  public void lock(Anchor a, Journal<?> j) {
    a.write(j);
  }

  @Override
  public @Nullable V put(Anchor a, Journal<?> j, K key, V value) {
    Memory m = a.write(j);
    long object = a.block();
    long hash = slots.hash(m, key);
    long segment = Segments.of(m, object, hash);
    int slot = segment == 0 ? -1 : slots.find(m, segment, key, hash);
    if (slot >= 0) {
      V old = slots.value(m, segment, slot);
      slots.replace(m, j, segment, slot, old, value);
      return old;
    }
    add(m, j, object, segment, ~slot, new Segments.Entry<>(hash, key, value));
    a.changing(j);
    return null;
  }

  private void add(
      Memory m, Journal<?> j, long object, long segment, int free, Segments.Entry<K, V> entry) {
    added(m, j, object, segments.add(m, j, object, segment, free, entry));
    segments.grow(m, j, object);
  }

  /** Does what is to be done besides, for the entry in a new slot at {@code at}. */
  void added(Memory m, Journal<?> j, long object, long at) {}

  /** Does what is to be done besides, before the entry in the slot at {@code at} is dropped. */
  void removing(Memory m, Journal<?> j, long object, long at) {}

  @Override
  public @Nullable V remove(Anchor a, Journal<?> j, Object sought) {
    Memory m = a.write(j);
    long object = a.block();
    K key = key(sought);
    long hash;
    try {
      hash = slots.hash(m, key);
    } catch (ClassCastException e) {
      return null;
    }
    long segment = Segments.of(m, object, hash);
    int slot = segment == 0 ? -1 : slots.find(m, segment, key, hash);
    if (slot < 0) {
      return null;
    }
    V old = slots.value(m, segment, slot);
    int index = MapFormat.segment(hash, Segments.count(m, object));
    removeAt(a, j, index, slot);
    segments.shrink(m, j, object);
    return old;
  }

  /** Removes an entry by its place; no other entry moves but the last of its segment. */
  void removeAt(Anchor a, Journal<?> j, int index, int slot) {
    Memory m = a.write(j);
    long segment = Segments.get(m, a.block(), index);
    removing(m, j, a.block(), slots.at(segment, slot));
    slots.drop(m, j, segment, slot);
    segments.remove(m, j, a.block(), index, segment, slot);
    a.changing(j);
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the same object again says that nothing is to be stored
  public @Nullable V compute(
      Anchor a,
      Journal<?> j,
      K key,
      @TxScoped BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> remapping) {
    Memory m = a.write(j);
    long object = a.block();
    long hash = slots.hash(m, key);
    long segment = Segments.of(m, object, hash);
    int slot = segment == 0 ? -1 : slots.find(m, segment, key, hash);
    V old = slot < 0 ? null : slots.value(m, segment, slot);
    int before = modCount(a);
    V value = remapping.apply(key, old);
    if (modCount(a) != before) {
      throw new ConcurrentModificationException();
    }
    if (old == null) {
      if (value != null) {
        add(m, j, object, segment, ~slot, new Segments.Entry<>(hash, key, value));
        a.changing(j);
      }
    } else if (value == null) {
      removeAt(a, j, MapFormat.segment(hash, Segments.count(m, object)), slot);
      segments.shrink(m, j, object);
    } else if (value != old) {
      slots.replace(m, j, segment, slot, old, value);
    }
    return value;
  }

  @Override
  public void clear(Anchor a, Journal<?> j) {
    Memory m = a.write(j);
    segments.removeLast(m, j, a.block(), Long.MAX_VALUE);
    a.changing(j);
  }

  // ---- the object as a whole

  /** Writes the entries of a prototype into its new block. */
  void fill(Memory m, Journal<?> j, long object, HeapMap<K, V> entries) {
    entries.forEach((key, value) -> {
      long hash = slots.hash(m, key);
      long segment = Segments.of(m, object, hash);
      int slot = segment == 0 ? -1 : slots.find(m, segment, key, hash);
      if (slot >= 0) {
        slots.replace(m, j, segment, slot, slots.value(m, segment, slot), value);
      } else {
        add(m, j, object, segment, ~slot, new Segments.Entry<>(hash, key, value));
      }
    });
  }

  /** Drops entries and frees the segments that they leave; true when nothing is left. */
  public boolean dropSome(Memory m, Journal<?> j, long object, int budget) {
    return segments.removeLast(m, j, object, budget);
  }

  /** Shows the parts of a map and what its entries own. */
  public void visit(Memory m, long object, OwnedVisitor visitor) {
    segments.visit(m, object, visitor);
  }

  /** Reports what is wrong with a map, see {@link MapFormat}. */
  public void check(Memory m, long object, Consumer<String> problems) {
    new MapCheck<>(m, slots, problems).check(object);
  }
}
