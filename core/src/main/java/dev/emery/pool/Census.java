package dev.emery.pool;

import java.util.List;

/**
 * What a pool consists of: its objects by their types, with all blocks that they take. The bytes of
 * the types and {@code poolBytes} together are the {@code usedBytes} of {@link PoolStatistics}.
 *
 * @param types the types of which there are objects, that with the most bytes first
 * @param poolBytes bytes in blocks of the pool's own: the description of its types and the drop
 *     queue
 * @param queuedObjects dropped objects that wait to be taken apart; they count with their types
 */
public record Census(List<TypeCount> types, long poolBytes, long queuedObjects) {

  /** Makes the list unmodifiable. */
  public Census {
    types = List.copyOf(types);
  }

  /**
   * The objects of one type: the entities of a record, or the collections with the same type
   * arguments.
   *
   * @param type the name of the type as in messages, such as {@code PVec<String>}
   * @param objects how many there are
   * @param parts further blocks that they consist of, such as long texts and the segments of a map
   * @param bytes bytes in all their blocks, with headers and what sizes are rounded up by
   */
  public record TypeCount(String type, long objects, long parts, long bytes) {}

  /** How many objects there are of all types. */
  public long objects() {
    return types.stream().mapToLong(TypeCount::objects).sum();
  }

  /** Bytes in the blocks of all objects and of the pool itself. */
  public long bytes() {
    return poolBytes + types.stream().mapToLong(TypeCount::bytes).sum();
  }
}
