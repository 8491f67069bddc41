package dev.emery.collections.auto;

import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The door of a whole collection.
 *
 * @param <C> the {@code java.util} type
 * @param <P> the root record of the pool
 */
final class WholeDoor<C, P> extends Door<C> {
  private final Anchor anchor;
  private final C face;
  private final Function<Journal<P>, ? extends C> editing;

  WholeDoor(Anchor anchor, C face, Function<Journal<P>, ? extends C> editing) {
    this.anchor = anchor;
    this.face = face;
    this.editing = editing;
  }

  /** The pool that the collection is in. */
  Memory memory() {
    Memory m = anchor.memory();
    if (m == null) {
      throw new IllegalStateException(
          "collection is a prototype and in no pool: store it first;"
              + " autoCommit() runs each call as a transaction of the pool");
    }
    return m;
  }

  @Override
  <T extends @Nullable Object> T read(Function<? super C, ? extends T> look) {
    return look.apply(face);
  }

  @Override
  <T extends @Nullable Object> T query(Function<? super C, ? extends T> look) {
    return memory().<P, T, RuntimeException>query(_ -> look.apply(face));
  }

  @Override
  <T extends @Nullable Object> T change(Call<? super C, ? extends T> call) {
    return memory()
        .<P, T, RuntimeException>compute(j -> {
          anchor.write(j); // at once: who locks shared first is in the way of others that do
          return call.on(editing.apply(j), j);
        });
  }

  @Override
  boolean isInScope() {
    return memory().isInScope();
  }
}
