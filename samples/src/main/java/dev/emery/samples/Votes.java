package dev.emery.samples;

import java.util.HashMap;
import java.util.Map;

/**
 * Counts votes, a line of input each, and forgets them when it ends. {@link DurableVotes} is the
 * same program, which does not.
 */
final class Votes {
  static void main() {
    Map<String, Integer> votes = new HashMap<>();
    for (String name = IO.readln(); name != null; name = IO.readln()) {
      votes.merge(name, 1, Integer::sum);
      IO.println(votes);
    }
  }
}
