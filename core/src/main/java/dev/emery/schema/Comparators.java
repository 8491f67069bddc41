package dev.emery.schema;

import dev.emery.CorruptPoolException;
import dev.emery.UnregisteredComparatorException;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The comparators that an open pool knows by name. A sorted structure stores the number of one, so
 * that it is in the same order wherever the pool is opened; no class name is ever stored.
 *
 * {@snippet :
 * Comparators known = Comparators.of(memory);
 * int number = known.use(j, "byLength", comparator); // stored in the structure's block
 * Comparator<?> again = known.comparator(number); // at the next opening
 * }
 *
 * <p>The names of a pool are in a block of their own, which does not change its place while the
 * pool is open:
 *
 * <pre>
 *   0  int   names
 *   4  int   0
 *   8        for each: byte 1 where a structure has used it, byte 0, short bytes, UTF-8
 * </pre>
 *
 * <p>A name is in use from the first structure that was stored with it on. It may be used from any
 * thread.
 */
public final class Comparators {
  private final Memory memory;
  private final long block;
  private final List<Name> names;
  private final Map<String, Comparator<?>> registered;

  /**
   * A name in the block of names.
   *
   * @param name the name
   * @param at the place of the byte that says whether it is in use
   */
  public record Name(String name, long at) {}

  /**
   * Creates what a pool knows.
   *
   * @param block the block of names, or 0
   * @param names what is in it, in the order of their numbers
   * @param registered the comparators that the pool was opened with
   */
  public Comparators(
      Memory memory, long block, List<Name> names, Map<String, Comparator<?>> registered) {
    this.memory = memory;
    this.block = block;
    this.names = List.copyOf(names);
    this.registered = Map.copyOf(registered);
  }

  /** The comparators of an open pool. */
  public static Comparators of(Memory m) {
    return m.attachment(Comparators.class, () -> new Comparators(m, 0, List.of(), Map.of()));
  }

  /**
   * Notes that a structure is stored with a comparator.
   *
   * @return its number, from 1 on
   * @throws UnregisteredComparatorException if the pool was not opened with this comparator under
   *     this name
   */
  public int use(Journal<?> j, String name, Comparator<?> comparator) {
    if (!comparator.equals(registered.get(name))) {
      throw new UnregisteredComparatorException(
          (registered.containsKey(name)
                  ? "comparator is not the one that the pool was opened with"
                  : "comparator is not known to the pool")
              + ", name=%s; open the pool with PoolOptions.comparator(\"%1$s\", …) and use the same object"
                  .formatted(name),
          List.of(name));
    }
    int number = number(name);
    long at = names.get(number - 1).at();
    memory.lockShared(j, block);
    if (memory.getByte(at) == 0) {
      memory.lockExclusive(j, block);
      memory.setByte(j, block, at, (byte) 1);
    }
    return number;
  }

  private int number(String name) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).name().equals(name)) {
        return i + 1;
      }
    }
    throw new IllegalStateException("registered comparator has no number, name=" + name);
  }

  /**
   * The name with a number.
   *
   * @throws CorruptPoolException if there is none
   */
  public String name(int number) {
    if (number < 1 || number > names.size()) {
      throw new CorruptPoolException("no comparator has number=" + number);
    }
    return names.get(number - 1).name();
  }

  /**
   * The comparator with a number.
   *
   * @throws CorruptPoolException if there is none
   */
  public Comparator<?> comparator(int number) {
    Comparator<?> comparator = registered.get(name(number));
    if (comparator == null) { // its opening would have failed if a structure used it
      throw new CorruptPoolException("comparator is not marked as used, name=" + name(number));
    }
    return comparator;
  }
}
