package dev.emery.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.CorruptPoolException;
import dev.emery.cell.PCell;
import dev.emery.engine.Engine;
import dev.emery.heap.HeapFormat;
import dev.emery.image.Image;
import dev.emery.pool.Bank.Account;
import dev.emery.pool.Bank.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** References of a damaged pool, which lead anywhere: collections of cycles and checks end. */
@Timeout(60)
final class WildReferenceTest {
  private final Pool<Bank> pool = Bank.inMemory();
  private final Engine engine = pool.engine();
  private final Image image = engine.image();
  private long freed;
  private long account;
  private long place; // of the reference to the account

  @BeforeEach
  void fill() {
    Bank root = pool.root();
    pool.transaction(j -> {
      root.first().set(j, Optional.of(Account.of("ada", 1)));
      root.second().set(j, Optional.of(Account.of("bob", 2)));
      root.head().set(j, Optional.of(new Node(1, PCell.of(Optional.empty()))));
    });
    List<long[]> found = references();
    assertThat(found).hasSize(3);
    place = found.getFirst()[0];
    account = found.getFirst()[1];
    freed = found.get(1)[1];
    pool.transaction(j -> root.second().set(j, Optional.empty()));
    assertThat(references()).hasSize(2);
    assertThat(image.getLong(place)).isEqualTo(account);
  }

  @AfterEach
  void repair() {
    image.setLong(place, account);
    assertThat(pool.check().problems()).isEmpty();
    assertThat(pool.collectCycles()).isEqualTo(new CycleReport(0, 0));
    pool.close();
  }

  /** Where the root has references, and where they lead. */
  private List<long[]> references() {
    List<long[]> found = new ArrayList<>();
    engine
        .objects()
        .references(engine.rootBlock(), (_, at, target, _) -> found.add(new long[] {at, target}));
    return found;
  }

  private void assertRefused(long target) {
    image.setLong(place, target);
    assertThatThrownBy(pool::collectCycles)
        .as("0x%x", target)
        .isInstanceOf(CorruptPoolException.class)
        .hasMessage("reference to what is no object, target=0x%x; run check()".formatted(target));
    assertThat(pool.isOpen()).isTrue();
    assertThat(pool.check().problems()).as("0x%x", target).isNotEmpty();
  }

  @Test
  void referenceOutOfThePool_isRefused() {
    long limit = image.limit();
    for (long target :
        new long[] {limit, limit + 16, 1L << 40, Long.MAX_VALUE & -16, -16, Long.MIN_VALUE}) {
      assertRefused(target);
    }
  }

  @Test
  void referenceToWhatIsNoObject_isRefused() {
    for (long target :
        new long[] {
          freed, // free by now
          account + 16, // the payload of a block
          account + 8,
          account + 1,
          HeapFormat.HEADER_PAGE,
          image.limit() - 8,
          8
        }) {
      assertRefused(target);
    }
  }
}
