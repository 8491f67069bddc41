package dev.emery.collections.auto;

import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A collection, or a view of one, as a {@code java.util} type to read, and as the same type to
 * change inside of transactions. The views of this package are made of one, and need nothing else
 * to run each call as a transaction of its own.
 *
 * <p>Threading: any thread may use a door. Inside a transaction of its pool a call joins it.
 *
 * @param <C> the {@code java.util} type
 */
public abstract sealed class Door<C> permits WholeDoor, Window, Door.Part {

  /**
   * The door of a whole collection.
   *
   * @param anchor the tie of the collection to its place
   * @param face the collection to read, which sees one state in each of its methods
   * @param editing makes the view that changes the collection under a journal, {@code this::edit}
   * @throws IllegalStateException if the collection is a prototype
   */
  public static <C, P> Door<C> of(
      Anchor anchor, C face, Function<Journal<P>, ? extends C> editing) {
    WholeDoor<C, P> door = new WholeDoor<>(anchor, face, editing);
    door.memory();
    return door;
  }

  /** Does what takes a single read of the collection. */
  abstract <T extends @Nullable Object> T read(Function<? super C, ? extends T> look);

  /** Does what takes several reads of the collection, which see one state. */
  abstract <T extends @Nullable Object> T query(Function<? super C, ? extends T> look);

  /** Changes the collection in a transaction that holds its lock from the beginning. */
  abstract <T extends @Nullable Object> T change(Call<? super C, ? extends T> call);

  /** Whether the calling thread is inside of a transaction or read scope of the pool. */
  abstract boolean isInScope();

  /** Changes the collection by a call that needs no journal. */
  final <T extends @Nullable Object> T run(Function<? super C, ? extends T> call) {
    return this.<T>change((view, _) -> call.apply(view));
  }

  /** Changes the collection by a call without a result. */
  final void effect(Consumer<? super C> call) {
    this.<Boolean>change((view, _) -> {
      call.accept(view);
      return true;
    });
  }

  /**
   * The door of a view of the collection. What {@code view} throws for the collection to read, such
   * as that a range is none, is thrown at once.
   */
  final <D> Door<D> part(Function<? super C, ? extends D> view) {
    this.<D>read(view);
    return new Part<>(this, view, false);
  }

  /**
   * As {@link #part}, of a view that makes one read of several, such as a list in reverse as {@code
   * java.util} has it.
   */
  final <D> Door<D> composite(Function<? super C, ? extends D> view) {
    return new Part<>(this, view, true);
  }

  /**
   * What a call does in its transaction. It may be run again after a conflict.
   *
   * @param <C> the {@code java.util} type
   * @param <T> the result
   */
  @FunctionalInterface
  interface Call<C, T extends @Nullable Object> {
    /** Changes the collection. */
    T on(C view, Journal<?> j);
  }

  /** A view, which is made anew for each call. */
  static final class Part<C, D> extends Door<D> {
    private final Door<C> whole;
    private final Function<? super C, ? extends D> view;
    private final boolean composite;

    Part(Door<C> whole, Function<? super C, ? extends D> view, boolean composite) {
      this.whole = whole;
      this.view = view;
      this.composite = composite;
    }

    @Override
    <T extends @Nullable Object> T read(Function<? super D, ? extends T> look) {
      return composite ? query(look) : whole.<T>read(c -> look.apply(view.apply(c)));
    }

    @Override
    <T extends @Nullable Object> T query(Function<? super D, ? extends T> look) {
      return whole.<T>query(c -> look.apply(view.apply(c)));
    }

    @Override
    <T extends @Nullable Object> T change(Call<? super D, ? extends T> call) {
      return whole.<T>change((c, j) -> call.on(view.apply(c), j));
    }

    @Override
    boolean isInScope() {
      return whole.isInScope();
    }
  }
}
