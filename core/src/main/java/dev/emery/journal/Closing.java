package dev.emery.journal;

/** Work that is done on the way out of a failure and must not hide it. */
final class Closing {
  private Closing() {}

  /** A step that may fail. */
  interface Step {
    void run() throws Exception;
  }

  /** Takes all steps; what they throw is suppressed by the failure. */
  static void after(Throwable failure, Step... steps) {
    for (Step step : steps) {
      try {
        step.run();
      } catch (Exception | Error e) {
        if (!e.equals(failure)) { // where memory runs out it may be one and the same error
          failure.addSuppressed(e);
        }
      }
    }
  }
}
