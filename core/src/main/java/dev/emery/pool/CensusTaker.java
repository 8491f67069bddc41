package dev.emery.pool;

import dev.emery.pool.Census.TypeCount;
import dev.emery.schema.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts the blocks that a walk through a pool comes by. */
final class CensusTaker {
  private final Map<Integer, Count> counts = new TreeMap<>(); // by the tags of types
  private final Count own = new Count();
  private Count present = own;

  private static final class Count {
    long objects;
    long parts;
    long bytes;
  }

  /** Counts an object; the parts that follow are its own. */
  void object(int tag, long bytes) {
    present = counts.computeIfAbsent(tag, _ -> new Count());
    present.objects++;
    present.bytes += bytes;
  }

  /** Counts a part of the object before, or a block of the pool's own where there was none. */
  void part(long bytes) {
    present.parts++;
    present.bytes += bytes;
  }

  Census census(Schema<?> schema, long queued) {
    List<TypeCount> types = new ArrayList<>();
    counts.forEach((tag, count) ->
        types.add(new TypeCount(schema.name(tag), count.objects, count.parts, count.bytes)));
    types.sort(Comparator.comparingLong(TypeCount::bytes).reversed());
    return new Census(types, own.bytes, queued);
  }
}
