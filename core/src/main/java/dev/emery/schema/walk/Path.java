package dev.emery.schema.walk;

import dev.emery.NotPersistentSafeException;
import org.jspecify.annotations.Nullable;

/** The components that lead from the root record to a type, as {@code Bank.accounts.value}. */
record Path(@Nullable Path parent, String step) {

  Path then(String next) {
    return new Path(this, next);
  }

  NotPersistentSafeException refuse(Object type) {
    return new NotPersistentSafeException("not persistent-safe: " + this + ": " + type);
  }

  NotPersistentSafeException refuse(Object type, String reason) {
    return new NotPersistentSafeException(
        "not persistent-safe: " + this + ": " + type + " (" + reason + ")");
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(step);
    for (Path p = parent; p != null; p = p.parent) {
      text.insert(0, p.step + ".");
    }
    return text.toString();
  }
}
