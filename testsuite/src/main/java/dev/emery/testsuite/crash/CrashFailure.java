package dev.emery.testsuite.crash;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A crash after which the content was wrong or could not be recovered.
 *
 * @param line names the crash; {@link CrashExplorer#reproduce} plays it again
 * @param image what the crash has left
 * @param lost what did not reach the medium, as little as is needed for the failure
 * @param problem what was wrong, in words
 * @param before the last calls before the crash
 * @param cause what recovery has thrown, if it has
 */
public record CrashFailure(
    String line,
    CrashImage image,
    String lost,
    String problem,
    List<CrashEvent> before,
    @Nullable Throwable cause) {

  @Override
  public String toString() {
    return "%s%n  lost: %s%n  after: %s%n  %s".formatted(line, lost, before, problem);
  }
}
