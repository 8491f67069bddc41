package dev.emery.event;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

/** The journal of a pool that was not closed is written into its file. */
@Name("dev.emery.Recovery")
@Label("Recovery")
@Description("The journal of a pool that was not closed is written into its file")
public final class RecoveryEvent extends PoolEvent {
  @Label("Records")
  @Description("Records of the journal that were not in the file yet")
  long records;

  static @Nullable RecoveryEvent start() {
    return begun(new RecoveryEvent());
  }

  /** Ends the event of a recovery. */
  public void over(String where, long replayed) {
    if (isOver(where)) {
      records = replayed;
      commit();
    }
  }
}
