package dev.emery.testsuite.crash;

import dev.emery.medium.Medium;

/**
 * Something that is done to a medium and must survive a crash at any moment, with the means to look
 * after the crash.
 *
 * <p>Everything has to happen the same way each time, in one thread or in several that wait for
 * each other, so that a crash that was found can be played again.
 *
 * @param <S> the content, compared by {@code equals}
 */
public interface Workload<S> {

  /** Returns the name under which failures are reported. */
  String name();

  /** Returns the content before the first step, on an empty medium. */
  S initial();

  /** Does all steps, each announced to the recording before and, once durable, after. */
  void run(Recording<S> recording) throws Exception;

  /**
   * Opens what a crash has left, checks it as deeply as can be, closes it and returns the content.
   * It leaves the content as it is. Whatever it throws is a failure.
   */
  S recover(Medium medium) throws Exception;

  /**
   * Opens once more what was recovered, requires that it has the content still, and goes on working
   * with it, to see that it is usable. Whatever it throws is a failure. The medium is not used
   * afterwards. By default it recovers once more.
   *
   * @param content what {@link #recover} has returned
   */
  default void goOn(Medium medium, S content) throws Exception {
    S again = recover(medium);
    if (!content.equals(again)) {
      throw new AssertionError(
          "recovering twice gives first %s, then %s".formatted(content, again));
    }
  }
}
