package dev.emery.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.CorruptPoolException;
import dev.emery.heap.BlockHeader;
import dev.emery.heap.HeapFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A word of the drop queue is another: what it leads to would be freed by the first commit, so the
 * pool is opened for reading only.
 */
final class DamagedQueueTest {
  private static final int PAYLOAD = 16;
  private static final int FIRST_SLOT = PAYLOAD + 8;

  @TempDir private Path folder;
  private Path path;
  private int queue;
  private int root;

  @BeforeEach
  void create() throws IOException {
    path = folder.resolve("bank.pool");
    try (Pool<Bank> pool = Pool.open(path, Bank.class, Bank::initial)) {
      pool.transaction(j -> {
        pool.root().first().set(j, Optional.of(Bank.Account.of("an owner with a long name", 1)));
        pool.root().note().set(j, "a text that is long enough for a block of its own");
      });
    }
    queue = (int) word(HeapFormat.DROP_QUEUE);
    root = (int) word(HeapFormat.ROOT);
    assertThat(queue).isPositive();
    assertThat(word(queue + FIRST_SLOT)).isZero();
  }

  private ByteBuffer bytes() throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private long word(long at) throws IOException {
    return bytes().getLong((int) at);
  }

  /** Opens with another word there, sees that nothing is changed, and puts it back. */
  private void assertRefused(long at, long word) throws IOException {
    byte[] intact = bytes().array();
    Files.write(path, bytes().putLong((int) at, word).array());
    byte[] damaged = bytes().array();
    assertThatThrownBy(() -> Pool.open(path, Bank.class, Bank::initial).close())
        .isInstanceOf(CorruptPoolException.class);
    assertThat(bytes().array()).isEqualTo(damaged);
    Files.write(path, intact);
  }

  @ParameterizedTest
  @ValueSource(longs = {0x50, 0x12345, 1L << 40, -1, Long.MIN_VALUE, HeapFormat.HEADER_PAGE})
  void slotThatLeadsToNoBlock_isRefused(long target) throws IOException {
    assertRefused(queue + FIRST_SLOT, target);
  }

  @Test
  void slotThatLeadsToWhatWasNotDropped_isRefused() throws IOException {
    assertRefused(queue + FIRST_SLOT, root);
    assertRefused(queue + FIRST_SLOT, queue);
    assertRefused(queue + FIRST_SLOT, root + 16);
  }

  @Test
  void slotThatLeadsToADroppedObject_isRefused_whereAnotherDoesSo() throws IOException {
    byte[] bytes =
        bytes()
            .putLong(queue + FIRST_SLOT, root)
            .putLong(root, BlockHeader.queued(word(root)))
            .array();
    Files.write(path, bytes);
    assertRefused(queue + FIRST_SLOT + 8, root);
    Pool.open(path, Bank.class, Bank::initial).close(); // once it may be there
  }

  @Test
  void queueThatIsNone_isRefused() throws IOException {
    assertRefused(HeapFormat.DROP_QUEUE, root);
    assertRefused(HeapFormat.DROP_QUEUE, word(HeapFormat.SCHEMA));
    assertRefused(HeapFormat.DROP_QUEUE, queue + 16);
    assertRefused(HeapFormat.DROP_QUEUE, 1L << 40);
    assertRefused(queue + PAYLOAD, root); // the next block of the queue
  }

  @ParameterizedTest
  @ValueSource(longs = {0x12345, 1L << 40, -16, HeapFormat.HEADER_PAGE})
  void damagedQueue_canBeReadAndChecked(long place) throws IOException {
    byte[] intact = bytes().array();
    for (long at : new long[] {HeapFormat.DROP_QUEUE, queue + PAYLOAD, queue + FIRST_SLOT}) {
      Files.write(path, bytes().putLong((int) at, place).array());
      PoolOptions reading = PoolOptions.defaults().readOnly(true);
      try (Pool<Bank> pool = Pool.open(path, Bank.class, Bank::initial, reading)) {
        assertThat(pool.root().note().get()).startsWith("a text that is long");
        assertThat(pool.check().problems()).isNotEmpty();
      }
      Files.write(path, intact);
    }
  }
}
