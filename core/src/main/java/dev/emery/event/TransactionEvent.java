package dev.emery.event;

import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** A transaction from its beginning to the return of the call, runs again included. */
@Name("dev.emery.Transaction")
@Label("Transaction")
@Description("A transaction; only those that take longer than the threshold are recorded")
@Threshold("1 ms")
@StackTrace
public final class TransactionEvent extends PoolEvent {
  @Label("Committed")
  @Description("False where an exception rolled it back")
  boolean committed;

  @Label("Runs Again")
  @Description("How often its body was run again, after a conflict or for want of space")
  int reruns;

  @Label("Record Size")
  @Description("Bytes of its record in the journal, without heads")
  @DataAmount
  long recordBytes;

  @Label("Blocks Allocated")
  int allocated;

  @Label("Blocks Freed")
  @Description("Blocks that it freed itself; objects that it dropped are taken apart later")
  int freed;

  @Label("Failure")
  @Description("Class of the exception that ended it")
  @Nullable String failure;

  static @Nullable TransactionEvent start() {
    return begun(new TransactionEvent());
  }

  /** Counts a run again. */
  public void again() {
    reruns++;
  }

  /** Takes what the record of the transaction says. */
  public void placed(long bytes, int blocksAllocated, int blocksFreed) {
    recordBytes = bytes;
    allocated = blocksAllocated;
    freed = blocksFreed;
  }

  /** Ends the event of a transaction. */
  public void over(String where, boolean hasCommitted, @Nullable Throwable cause) {
    if (isOver(where)) {
      committed = hasCommitted;
      failure = cause == null ? null : cause.getClass().getName();
      commit();
    }
  }
}
