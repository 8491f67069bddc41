package dev.emery.event;

import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

/** A pool is opened. */
@Name("dev.emery.Opening")
@Label("Opening")
@Description("A pool is opened")
public final class OpeningEvent extends PoolEvent {
  @Label("File Size")
  @DataAmount
  long fileBytes;

  @Label("Read Only")
  boolean readOnly;

  static @Nullable OpeningEvent start() {
    return begun(new OpeningEvent());
  }

  /** Ends the event of an opening. */
  public void over(String where, long bytes, boolean isReadOnly) {
    if (isOver(where)) {
      fileBytes = bytes;
      readOnly = isReadOnly;
      commit();
    }
  }
}
