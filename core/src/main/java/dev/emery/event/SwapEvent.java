package dev.emery.event;

import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

/** The pool file is mapped anew, while no transaction is open (E22). */
@Name("dev.emery.Swap")
@Label("New Mapping")
@Description("The pool file is mapped anew; transactions wait until that is done")
public final class SwapEvent extends PoolEvent {
  @Label("Changed Memory")
  @Description("Memory that the old mapping had made private")
  @DataAmount
  long changedBytes;

  @Label("Mapped Size")
  @Description("Bytes that the new mapping reaches")
  @DataAmount
  long mappedBytes;

  static @Nullable SwapEvent start() {
    return begun(new SwapEvent());
  }

  /** Ends the event of a swap. */
  public void over(String where, long changed, long mapped) {
    if (isOver(where)) {
      changedBytes = changed;
      mappedBytes = mapped;
      commit();
    }
  }
}
