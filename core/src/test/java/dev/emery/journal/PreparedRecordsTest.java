package dev.emery.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Prepare records of several transactions at once, with checkpoints in between (E30). */
class PreparedRecordsTest {
  private static final int FIRST = 8192;
  private static final int PLACES = 40;

  private final TestPool pool = TestPool.create();
  private final TreeMap<Long, Long> words = new TreeMap<>();

  /** A prepared transaction, which has one word for itself to its end. */
  private record Open(Ticket ticket, long at, long value) {}

  private Open prepare(long at, long value) {
    var ticket = Ticket.draw();
    var body = new RecordBody();
    body.word(at, value);
    new Preparation(ticket, new UUID(1, 2), "b.pool", "/pools/b.pool").addTo(body);
    body.seal();
    pool.log.awaitDurable(pool.log.prepare(body, ticket));
    return new Open(ticket, at, value);
  }

  private void resolve(Open open) {
    long unused = pool.log.resolve(open.ticket, 0, (_, _) -> {});
    words.put(open.at, open.value);
  }

  private void append(long at, long value) {
    long unused = pool.append(at, value);
    words.put(at, value);
  }

  private void requireWordsAfterKill() {
    try (TestPool again = TestPool.open(pool.killed())) {
      assertThat(again.states.lastEntry().getValue()).isEqualTo(words);
    }
  }

  @Test
  void e30_checkpointBetweenTwoPrepared_keepsTheOneThatIsResolvedAlready() {
    Open first = prepare(10000, 1);
    Open second = prepare(20000, 2);
    resolve(first);
    append(10000, 3);
    pool.log.checkpoint(); // an opening has to begin between the two prepare records
    pool.log.checkpoint();
    resolve(second);
    pool.log.checkpoint();
    append(20000, 4);
    requireWordsAfterKill();
  }

  @Test
  void e30_checkpointBetweenTwoPrepared_keepsTheContentsOfTheResolvedOne() {
    Open first = prepare(10000, 1);
    Open second = prepare(20000, 2);
    resolve(first);
    pool.log.checkpoint();
    resolve(second);
    requireWordsAfterKill();
  }

  @Test
  void e30_preparedOfManyAtOnce_withCheckpointsAnywhere_keepEachThatCounts() {
    long seed = Long.getLong("emery.seed", System.nanoTime());
    var random = new Random(seed);
    List<Open> open = new ArrayList<>();
    List<Long> free = new ArrayList<>();
    for (int i = 0; i < PLACES; i++) {
      free.add(FIRST + 1024L * i);
    }
    for (int step = 0; step < 4000; step++) {
      switch (random.nextInt(12)) {
        case 0, 1, 2, 3 -> {
          if (open.size() < 8) {
            open.add(prepare(free.remove(random.nextInt(free.size())), step + 1));
          }
        }
        case 4, 5, 6, 7 -> {
          if (!open.isEmpty()) {
            Open ended = open.remove(random.nextInt(open.size()));
            if (random.nextInt(5) == 0) {
              pool.log.discard(ended.ticket);
            } else {
              resolve(ended);
            }
            free.add(ended.at);
          }
        }
        case 8, 9, 10 -> append(free.get(random.nextInt(free.size())), step + 1);
        default -> pool.log.checkpoint();
      }
    }
    open.forEach(this::resolve);
    assertThat(pool.log.bytesSinceCheckpoint()).as("recycled, seed=%d", seed).isLessThan(1 << 20);
    requireWordsAfterKill();
  }
}
