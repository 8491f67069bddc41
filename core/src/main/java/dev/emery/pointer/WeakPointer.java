package dev.emery.pointer;

import org.jspecify.annotations.Nullable;

/** What weak pointers have in common. */
abstract class WeakPointer<T> {
  private final @Nullable Target<T> target;

  WeakPointer(@Nullable Target<T> target) {
    this.target = target;
  }

  final @Nullable Target<T> target() {
    return target;
  }

  @Override
  public final boolean equals(@Nullable Object o) {
    return o instanceof WeakPointer<?> other
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
