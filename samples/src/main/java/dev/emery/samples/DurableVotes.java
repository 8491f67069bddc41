package dev.emery.samples;

import dev.emery.collections.PHashMap;
import dev.emery.pool.Pool;
import java.nio.file.Path;
import java.util.Map;

/**
 * Counts votes, a line of input each: {@link Votes} with three other lines. A vote is on the disk
 * when {@code merge} returns, so the program may be killed instead of ended.
 */
record DurableVotes(PHashMap<String, Integer, DurableVotes> counts) {
  static void main() {
    var pool = Pool.open(Path.of("votes.pool"), DurableVotes.class);
    Map<String, Integer> votes = pool.root().counts().autoCommit();
    for (String name = IO.readln(); name != null; name = IO.readln()) {
      votes.merge(name, 1, Integer::sum);
      IO.println(votes);
    }
  }
}
