package dev.emery.pointer;

import dev.emery.schema.ObjectType;
import dev.emery.transaction.Memory;
import dev.emery.transaction.Scope;

/** The target of a weak pointer: where it was, and the id that it has as long as it is there. */
record Target<T>(Memory memory, long block, long id, ObjectType<T> type) {

  /**
   * Whether the target is there and will be to the end of the scope, which locks it (E16): from the
   * commit of its drop on it is gone.
   */
  boolean hold(Scope<?> scope) {
    memory.lockShared(scope, block);
    return memory.isAlive(block, id);
  }

  boolean isSame(Target<?> other) {
    return memory == other.memory && id == other.id;
  }
}
