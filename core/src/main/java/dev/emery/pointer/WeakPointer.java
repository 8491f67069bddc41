package dev.emery.pointer;

import dev.emery.transaction.Scope;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What weak pointers have in common. */
abstract class WeakPointer<T, X> {
  private final @Nullable Target<T> target;
  private final StrongCodec.Opening<T, X> opening;

  WeakPointer(@Nullable Target<T> target, StrongCodec.Opening<T, X> opening) {
    this.target = target;
    this.opening = opening;
  }

  final @Nullable Target<T> target() {
    return target;
  }

  /** A strong pointer to the target, where it is there and stays to the end of the scope. */
  final Optional<X> hold(Scope<?> scope) {
    return target != null && target.hold(scope)
        ? Optional.of(opening.open(target.memory(), target.block(), target.id(), target.type()))
        : Optional.empty();
  }

  @Override
  public final boolean equals(@Nullable Object o) {
    return o instanceof WeakPointer<?, ?> other
        && getClass() == other.getClass()
        && (target == null
            ? other.target == null
            : other.target != null && target.isSame(other.target));
  }

  @Override
  public final int hashCode() {
    return target == null ? 0 : Long.hashCode(target.id());
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName()
        + (target == null ? "[]" : "[0x" + Long.toHexString(target.block()) + "]");
  }
}
