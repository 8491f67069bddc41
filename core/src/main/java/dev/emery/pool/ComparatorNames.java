package dev.emery.pool;

import dev.emery.CorruptPoolException;
import dev.emery.Durability;
import dev.emery.UnregisteredComparatorException;
import dev.emery.engine.Engine;
import dev.emery.engine.Transaction;
import dev.emery.heap.BlockHeader;
import dev.emery.heap.HeapFormat;
import dev.emery.schema.Comparators;
import dev.emery.transaction.Memory;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The names of comparators in a pool, see {@link Comparators} for their block. At an opening the
 * names in use must be registered, and registered ones that are new get a number.
 */
final class ComparatorNames {
  private static final int TEXT = 8;
  private static final int ENTRY = 4;
  private static final int MOST_BYTES = 1 << 20;

  private final Engine engine;
  private final List<Comparators.Name> names = new ArrayList<>();
  private final Set<String> used = new TreeSet<>();

  private ComparatorNames(Engine engine) {
    this.engine = engine;
  }

  /**
   * Makes the comparators of a pool known to it.
   *
   * @throws UnregisteredComparatorException if a name in use is not registered
   */
  static void register(Engine engine, Memory memory, Map<String, Comparator<?>> registered) {
    ComparatorNames known = read(engine);
    Set<String> missing = new TreeSet<>(known.used);
    missing.removeAll(registered.keySet());
    if (!missing.isEmpty()) {
      throw new UnregisteredComparatorException(
          "pool has collections in the order of comparators that are not registered, names=%s; open it with PoolOptions.comparator(\"%s\", …)"
              .formatted(missing, missing.iterator().next()),
          missing);
    }
    Set<String> fresh = new TreeSet<>(registered.keySet());
    known.names.forEach(name -> fresh.remove(name.name()));
    if (!fresh.isEmpty() && !engine.options().readOnly()) {
      known.add(fresh);
      known = read(engine);
    }
    Comparators comparators =
        new Comparators(memory, block(engine), List.copyOf(known.names), registered);
    memory.attachment(Comparators.class, () -> comparators);
  }

  private static long block(Engine engine) {
    return engine.image().getLong(HeapFormat.COMPARATORS);
  }

  private static ComparatorNames read(Engine engine) {
    ComparatorNames known = new ComparatorNames(engine);
    long block = block(engine);
    if (block != 0) {
      if (!engine.heap().allocated(block)) {
        throw new CorruptPoolException(
            "names of comparators are not allocated, block=0x" + Long.toHexString(block));
      }
      known.read(Engine.payload(block), engine.capacity(block));
    }
    return known;
  }

  private void read(long payload, long capacity) {
    int count = engine.image().getInt(payload);
    Set<String> seen = new HashSet<>();
    long at = payload + TEXT;
    long end = payload + Math.min(capacity, MOST_BYTES);
    for (int i = 0; i < count; i++) {
      int length = at + ENTRY > end ? -1 : engine.image().getShort(at + 2);
      if (length < 0 || at + ENTRY + length > end) {
        throw new CorruptPoolException("names of comparators are damaged, names=" + count);
      }
      byte[] bytes = new byte[length];
      engine.image().copyOut(at + ENTRY, bytes, 0, length);
      String name = new String(bytes, StandardCharsets.UTF_8);
      if (!seen.add(name)) {
        throw new CorruptPoolException("two comparators have one name, name=" + name);
      }
      names.add(new Comparators.Name(name, at));
      if (engine.image().getByte(at) != 0) {
        used.add(name);
      }
      at += ENTRY + length;
    }
  }

  /** Writes the block anew, with more names behind those that are there. */
  private void add(Set<String> fresh) {
    ByteArrayOutputStream entries = new ByteArrayOutputStream();
    names.forEach(name -> write(entries, name.name()));
    fresh.forEach(name -> write(entries, name));
    byte[] bytes = entries.toByteArray();
    if (bytes.length > MOST_BYTES - TEXT) {
      throw new IllegalArgumentException("too many comparators, names=" + fresh.size());
    }
    int count = names.size() + fresh.size();
    engine
        .transactions()
        .<@Nullable Void, RuntimeException>run(
            Durability.RELAXED,
            t -> {
              replace(t, count, bytes);
              return null;
            });
  }

  private void write(ByteArrayOutputStream entries, String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    entries.write(used.contains(name) ? 1 : 0);
    entries.write(0);
    entries.write(bytes.length);
    entries.write(bytes.length >>> Byte.SIZE);
    entries.writeBytes(bytes);
  }

  private void replace(Transaction t, int count, byte[] entries) {
    long old = block(engine);
    long block = t.allocate(BlockHeader.TEXT, (long) TEXT + entries.length);
    t.setInt(block, Engine.payload(block), count);
    t.copyIn(block, Engine.payload(block) + TEXT, entries, 0, entries.length);
    t.setHeaderWord(HeapFormat.COMPARATORS, block);
    if (old != 0) {
      t.free(old);
    }
  }
}
