package dev.emery.engine;

import java.util.List;

/** Runs the actions that a body asked for at its end. What they throw changes no outcome (E26). */
final class Hooks {
  private Hooks() {}

  static void run(List<Runnable> actions) {
    for (Runnable action : actions) {
      try {
        action.run();
      } catch (Throwable e) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
      }
    }
  }
}
