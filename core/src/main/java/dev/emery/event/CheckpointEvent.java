package dev.emery.event;

import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A checkpoint: the journal is copied into the pool file. */
@Name("dev.emery.Checkpoint")
@Label("Checkpoint")
@Description("The journal is copied into the pool file")
@StackTrace(false)
public final class CheckpointEvent extends PoolEvent {
  @Label("Journal Size")
  @Description("Bytes of journal that were copied")
  @DataAmount
  long journalBytes;

  static @Nullable CheckpointEvent start() {
    return begun(new CheckpointEvent());
  }

  /** Ends the event of a checkpoint. */
  public void over(String where, long bytes) {
    if (isOver(where)) {
      journalBytes = bytes;
      commit();
    }
  }
}
