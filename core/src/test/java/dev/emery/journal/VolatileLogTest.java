package dev.emery.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.PoolBrokenException;
import org.junit.jupiter.api.Test;

class VolatileLogTest {
  private final RecordBody body = new RecordBody();

  @Test
  void append_numbersRecords_andRunsTheSection() {
    var log = new VolatileLog(new Health());
    long[] seen = new long[2];
    Section section =
        (sequence, out) -> {
          out.set(8192, 1);
          seen[(int) sequence - 1] = sequence;
        };
    assertThat(log.append(body, 1, section)).isEqualTo(1);
    assertThat(log.append(body, 1, section)).isEqualTo(2);
    log.awaitDurable(2);
    assertThat(seen).containsExactly(1, 2);
    assertThat(log.lastSequence()).isEqualTo(2);
    assertThat(log.durableSequence()).isEqualTo(2);
  }

  @Test
  void e5_sectionThatThrows_breaksThePool() {
    var health = new Health();
    var log = new VolatileLog(health);
    Section failing =
        (_, _) -> {
          throw new StackOverflowError();
        };
    assertThatThrownBy(() -> log.append(body, 0, failing)).isInstanceOf(PoolBrokenException.class);
    assertThat(health.isBroken()).isTrue();
    assertThatThrownBy(() -> log.awaitDurable(0)).isInstanceOf(PoolBrokenException.class);
  }
}
