package dev.emery.pointer;

import dev.emery.TxLocal;
import dev.emery.schema.Kind;
import dev.emery.schema.ObjectType;
import dev.emery.schema.Persistent;
import dev.emery.transaction.Memory;

/**
 * The only owner of its target: when the box is overwritten or dropped, so is the target. To move a
 * target, store its box elsewhere in the transaction that takes it from its place.
 *
 * {@snippet :
 * record Node(long value, PCell<Optional<Pbox<Node, Root>>, Root> next) {}
 *
 * pool.transaction(j -> {
 *   var rest = PCell.take(root.head(), j);
 *   root.head().set(j, Optional.of(Pbox.of(new Node(1, PCell.of(rest)))));
 * });
 * }
 *
 * <p>A box stored at two places makes the commit throw {@link dev.emery.AlreadyOwnedException}.
 *
 * @param <T> the type of the target, which has to be persistent-safe
 * @param <P> the root record of the pool
 */
@Persistent(Kind.Role.VALUE)
@TxLocal
public final class Pbox<T, P> extends Pointer<T, P> {
  private Pbox(T prototype) {
    super(prototype);
  }

  Pbox(Memory m, long target, long id, ObjectType<T> type) {
    super(m, target, id, type);
  }

  /** Makes a box of a value that is not in a pool yet: storing the box stores it too. */
  public static <T, P> Pbox<T, P> of(T value) {
    return new Pbox<>(value);
  }
}
