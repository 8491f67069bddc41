package dev.emery.event;

import org.jspecify.annotations.Nullable;

/**
 * Where the events of pools begin. Each method returns null where nobody records events of its
 * kind, so that the caller pays for one comparison.
 *
 * {@snippet :
 * CheckpointEvent event = Events.checkpoint();
 * copy();
 * if (event != null) {
 *   event.over(name, bytes);
 * }
 * }
 */
public final class Events {
  /*
   * The module jdk.jfr may be absent (requires static). The classes of events inherit from one of its
   * classes, so none of them may be loaded then. A class is loaded when a method of it is first called,
   * or when the verifier has to find out whether one class is another's superclass: outside of this
   * package nobody calls static methods of events, or uses an event as anything but its own type.
   *
   * While nothing records, isEnabled() is the constant false and the compiler removes the event.
   */
  private static final boolean PRESENT = isPresent();

  private Events() {}

  private static boolean isPresent() {
    Module own = Events.class.getModule();
    return ModuleLayer.boot().findModule("jdk.jfr").filter(own::canRead).isPresent();
  }

  /** Begins a transaction. */
  public static @Nullable TransactionEvent transaction() {
    return PRESENT ? TransactionEvent.start() : null;
  }

  /** Begins a checkpoint. */
  public static @Nullable CheckpointEvent checkpoint() {
    return PRESENT ? CheckpointEvent.start() : null;
  }

  /** Begins a growth of the file. */
  public static @Nullable GrowthEvent growth() {
    return PRESENT ? GrowthEvent.start() : null;
  }

  /** Begins a new mapping. */
  public static @Nullable SwapEvent swap() {
    return PRESENT ? SwapEvent.start() : null;
  }

  /** Begins an opening. */
  public static @Nullable OpeningEvent opening() {
    return PRESENT ? OpeningEvent.start() : null;
  }

  /** Begins a recovery. */
  public static @Nullable RecoveryEvent recovery() {
    return PRESENT ? RecoveryEvent.start() : null;
  }

  /** Begins a wait for a lock. */
  public static @Nullable LockWaitEvent lockWait() {
    return PRESENT ? LockWaitEvent.start() : null;
  }
}
