package dev.emery.event;

import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

/** The pool file becomes longer. */
@Name("dev.emery.Growth")
@Label("Growth")
@Description("The pool file becomes longer")
public final class GrowthEvent extends PoolEvent {
  @Label("Old Size")
  @DataAmount
  long oldBytes;

  @Label("New Size")
  @DataAmount
  long newBytes;

  static @Nullable GrowthEvent start() {
    return begun(new GrowthEvent());
  }

  /** Ends the event of a growth. */
  public void over(String where, long before, long after) {
    if (isOver(where)) {
      oldBytes = before;
      newBytes = after;
      commit();
    }
  }
}
