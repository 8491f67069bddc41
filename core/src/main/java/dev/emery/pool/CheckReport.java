package dev.emery.pool;

import java.util.List;

/**
 * What an integrity check has found. A clean pool has no problems.
 *
 * @param problems one line for each problem; after a thousand the check stops
 * @param objects how many entities and collections there are
 * @param parts how many further blocks they own
 * @param queued how many dropped objects wait to be taken apart
 */
public record CheckReport(List<String> problems, long objects, long parts, long queued) {

  /** Makes the list unmodifiable. */
  public CheckReport {
    problems = List.copyOf(problems);
  }

  /** Whether nothing is wrong. */
  public boolean isClean() {
    return problems.isEmpty();
  }
}
