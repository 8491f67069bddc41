package dev.emery.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.pool.Pool;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The bank, which is killed while its threads are at work. */
@Timeout(180)
final class BankTest {
  private static final Pattern AUDIT =
      Pattern.compile("day (\\d+): 100 accounts, (\\d+) transfers so far, 10000000 cents in all");

  @TempDir private Path folder;

  private static long transfers(String line, int day) {
    var audit = AUDIT.matcher(line);
    assertThat(audit.find()).as(line).isTrue();
    assertThat(Integer.parseInt(audit.group(1))).isEqualTo(day);
    return Long.parseLong(audit.group(2));
  }

  @Test
  void bank_killedAtWork_opensWithAllItsMoney() throws Exception {
    long before = 0;
    for (int day = 1; day <= 3; day++) {
      try (Child child = Child.start(folder, Bank.class, "60")) {
        long after = transfers(child.hear(), day);
        assertThat(day == 1 ? after : after - before).isGreaterThanOrEqualTo(0);
        before = after;
        Thread.sleep(500);
        child.kill();
      }
    }
    try (Child child = Child.start(folder, Bank.class, "1")) {
      String[] lines = child.toTheEnd().split("\n");
      assertThat(lines).hasSize(2);
      assertThat(transfers(lines[0], 4)).isPositive();
      assertThat(transfers(lines[1], 4)).isGreaterThan(transfers(lines[0], 4));
    }
    try (var pool = Pool.open(folder.resolve("bank.pool"), Bank.class)) {
      assertThat(pool.root().total()).isEqualTo(10_000_000);
      assertThat(pool.check().problems()).isEmpty();
    }
  }
}
