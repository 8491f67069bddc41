package dev.emery.structure;

import dev.emery.StaleReferenceException;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The Java values that cells of one open pool keep beside their places. A value stays as long as
 * its entity and the pool's opening do, whoever holds a handle, and is gone with either of them.
 *
 * <p>Keys carry the allocation id of the entity, so an object that is stored in the same block
 * later never meets a value of the one before it.
 *
 * <p>Threading: any thread may call any method; nothing waits.
 */
public final class PlaceValues {
  /*
   * No value is left behind by an entity that is gone. Its codec has called forgetAtCommit, so the
   * key is removed after the id word was changed; and whoever enters a value looks at the id word
   * afterwards, with a full fence between. One of the two sees what the other did.
   *
   * No test sees that fence or the second look missing: between the first look and the entry lie some
   * 50 ns, in which a whole commit would have to fall (300 removals beside a thread that sets never
   * hit it), and on x86 the entry is a locked instruction, which is a full fence by itself.
   */
  private final ConcurrentMap<Object, Object> values = new ConcurrentHashMap<>();

  private PlaceValues() {}

  /** The table of a pool. */
  public static PlaceValues of(Memory memory) {
    return memory.attachment(PlaceValues.class, PlaceValues::new);
  }

  /**
   * The value of a place, or null.
   *
   * @throws StaleReferenceException if the entity was removed
   */
  public @Nullable Object get(CellPlace place) {
    requireExisting(place);
    return values.get(place.key());
  }

  /**
   * Gives a place its value, unless {@code expected} is not its value by now, and says whether it
   * did. Values are compared by identity; null is none.
   *
   * @throws StaleReferenceException if the entity was removed
   */
  @SuppressWarnings("ReferenceEquality") // the very value that was seen
  public boolean replace(CellPlace place, @Nullable Object expected, @Nullable Object value) {
    Object key = place.key();
    requireExisting(place);
    boolean[] done = new boolean[1];
    values.compute(
        key,
        (_, present) -> {
          done[0] = present == expected;
          return done[0] ? value : present;
        });
    if (value != null) {
      VarHandle.fullFence();
      try {
        requireExisting(place);
      } catch (RuntimeException e) {
        values.remove(key);
        throw e;
      }
    }
    return done[0];
  }

  private static void requireExisting(CellPlace place) {
    Memory m = place.memory();
    if (m == null) {
      throw new IllegalStateException("cell is a prototype and has no place");
    }
    m.requireNow(place.block(), place.id());
  }

  /**
   * Gives a place its earlier value back when the transaction is rolled back, unless it has got
   * another than {@code value} meanwhile, or none.
   */
  @SuppressWarnings("ReferenceEquality") // the very value that was set
  public void restoreAtRollback(
      Journal<?> j, CellPlace place, Object value, @Nullable Object earlier) {
    Object key = place.key();
    Memory.onRollback(
        j,
        () -> values.computeIfPresent(key, (_, present) -> present == value ? earlier : present));
  }

  /** Forgets the value of a cell that was just placed if its placing is rolled back. */
  public void forgetAtRollback(Journal<?> j, CellPlace place) {
    Object key = place.key();
    Memory.onRollback(j, () -> values.remove(key));
  }

  /** Forgets the value of a cell whose entity is being taken apart once that has committed. */
  public void forgetAtCommit(Journal<?> j, CellPlace place) {
    Object key = place.key();
    j.onCommit(() -> values.remove(key));
  }

  /** How many places have a value. */
  public int size() {
    return values.size();
  }
}
