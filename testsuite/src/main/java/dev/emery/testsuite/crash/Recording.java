package dev.emery.testsuite.crash;

import java.util.ArrayList;
import java.util.List;

/**
 * What a {@link Workload} works on: a medium that records, and the history of contents that a crash
 * may leave. After a crash the content is one of those from the last durable step to the last
 * attempted.
 *
 * @param <S> the content
 */
public final class Recording<S> {
  private final CrashMedium medium = new CrashMedium();
  private final List<S> history = new ArrayList<>();
  private int begin;
  private int end = Integer.MAX_VALUE;

  /** The content with this number in the history may be there from now on. */
  record Attempted(int step) {}

  /** The content with this number in the history, or a later one, must be there from now on. */
  record Durable(int step) {}

  Recording(S initial) {
    history.add(initial);
  }

  /** Returns the medium to work on. */
  public CrashMedium medium() {
    return medium;
  }

  /** Leaves out crashes before this moment: what happened so far is of no interest. */
  public void begin() {
    begin = medium.events().size();
  }

  /** Leaves out crashes after this moment: what happens from now on is of no interest. */
  public void end() {
    end = medium.events().size();
  }

  /** The number of events before the first crash. */
  int firstPoint() {
    return begin;
  }

  /** The number of events before the last crash. */
  int lastPoint() {
    return Math.min(end, medium.events().size());
  }

  /** Announces a step that leads to a content, before anything of it can reach the medium. */
  public void attempt(S content) {
    history.add(content);
    medium.mark(new Attempted(history.size() - 1));
  }

  /** Tells that all steps attempted so far were acknowledged as durable. */
  public void durable() {
    medium.mark(new Durable(history.size() - 1));
  }

  /** Returns the contents that a crash may leave once so many events have happened. */
  List<S> allowed(List<CrashEvent> events, int point) {
    int oldest = 0;
    int newest = 0;
    for (CrashEvent event : events.subList(0, point)) {
      if (event instanceof CrashEvent.Mark mark) {
        switch (mark.what()) {
          case Attempted attempted -> newest = attempted.step;
          case Durable durable -> oldest = durable.step;
          default -> {}
        }
      }
    }
    return history.subList(oldest, newest + 1);
  }
}
