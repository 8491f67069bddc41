package dev.emery.event;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;
import jdk.jfr.Unsigned;
import org.jspecify.annotations.Nullable;

/** A thread waits for the lock of an object. */
@Name("dev.emery.LockWait")
@Label("Lock Wait")
@Description("A thread waits for the lock of an object")
@Threshold("10 ms")
public final class LockWaitEvent extends PoolEvent {
  @Label("Object")
  @Description("Offset of the object's block in the pool")
  @Unsigned
  long block;

  @Label("Exclusive")
  @Description("Whether it was to be changed")
  boolean exclusive;

  @Label("Outcome")
  @Description("granted, conflict (a deadlock), or timeout")
  @Nullable String outcome;

  static @Nullable LockWaitEvent start() {
    return begun(new LockWaitEvent());
  }

  /** Ends the event of a wait. */
  public void over(String where, long object, boolean toBeChanged, String result) {
    if (isOver(where)) {
      block = object;
      exclusive = toBeChanged;
      outcome = result;
      commit();
    }
  }
}
