package dev.emery.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.CorruptPoolException;
import dev.emery.PoolException;
import dev.emery.RecoveryNeededException;
import dev.emery.heap.HeapFormat;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file says of its types when what it says is damaged: to a look, and to an opening. */
final class InfoTest {
  @TempDir private Path directory;
  private Path path;
  private long block; // of the description
  private long root;

  @BeforeEach
  void makePool() throws IOException {
    path = directory.resolve("bank.pool");
    try (Pool<Bank> pool = Pool.open(path, Bank.class, Bank::initial)) {
      pool.transaction(j -> pool.root().total().set(j, 5)); // where a text would have its length
    }
    block = word(HeapFormat.SCHEMA);
    root = word(HeapFormat.ROOT);
  }

  private long word(long at) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(path))
        .order(ByteOrder.LITTLE_ENDIAN)
        .getLong((int) at);
  }

  private void write(long at, byte[] bytes) throws IOException {
    try (var file = new RandomAccessFile(path.toFile(), "rw")) {
      file.seek(at);
      file.write(bytes);
    }
  }

  private void write(long at, long word) throws IOException {
    write(at, ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(word).array());
  }

  private void write(long at, int word) throws IOException {
    write(at, ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(word).array());
  }

  private void assertNoTypes() {
    PoolInfo info = Pool.info(path);
    assertThat(info.schema()).isEmpty();
    assertThat(info.root()).isEmpty();
    assertThat(info.closed()).isTrue();
  }

  private void assertNotOpened(String message) {
    assertThatThrownBy(() -> Pool.open(path, Bank.class))
        .isInstanceOf(CorruptPoolException.class)
        .hasMessage(message);
  }

  @Test
  void descriptionOutsideOfTheFile_isNone_andIsNotOpened() throws IOException {
    for (long wrong : new long[] {-16, Files.size(path), Files.size(path) - 16, block + 16}) {
      write(HeapFormat.SCHEMA, wrong);
      assertNoTypes();
      assertNotOpened(
          "description of the types is not allocated, block=0x" + Long.toHexString(wrong));
    }
    write(HeapFormat.SCHEMA, 0L);
    assertNoTypes();
  }

  @Test
  void blockOfAnotherTag_isNoDescription() throws IOException {
    write(HeapFormat.SCHEMA, root);
    assertNoTypes();
  }

  @Test
  void impossibleLength_isNone_andIsNotOpened() throws IOException {
    for (int wrong : new int[] {-1, (1 << 24) + 1, (int) Files.size(path)}) {
      write(block + 16, wrong);
      assertNoTypes();
      assertNotOpened("description of the types has an impossible length, length=" + wrong);
    }
    write(block + 16, 0);
    assertNoTypes();
  }

  @Test
  void textThatNamesNoRoot_isADescriptionWithoutOne() throws IOException {
    String before = Pool.info(path).schema().orElseThrow();
    assertThat(Pool.info(path).root()).contains("Bank");
    for (String first : new String[] {"rooX ", "root X"}) {
      byte[] text = before.getBytes(StandardCharsets.UTF_8);
      int line = before.indexOf("root ");
      System.arraycopy(first.getBytes(StandardCharsets.UTF_8), 0, text, line, first.length());
      write(block + 24, text);
      assertThat(Pool.info(path).schema()).isPresent();
      assertThat(Pool.info(path).root()).isEmpty();
    }
    byte[] text = before.replace('(', '<').getBytes(StandardCharsets.UTF_8);
    write(block + 24, text);
    assertThat(Pool.info(path).root()).isEmpty();
  }

  @Test
  void poolWithoutARoot_isNotOpenedReadOnly_andGetsOneOtherwise() throws IOException {
    write(HeapFormat.ROOT, 0L);
    assertThatThrownBy(
            () -> Pool.open(path, Bank.class, Bank::initial, PoolOptions.defaults().readOnly(true)))
        .isInstanceOf(RecoveryNeededException.class)
        .hasMessage("pool has no root yet; open it for writing once");
    try (Pool<Bank> pool = Pool.open(path, Bank.class, Bank::initial)) {
      assertThat(pool.root().total().get()).isZero();
    }
  }

  @Test
  void poolThatIsNotThere_isNotMadeByReading_orWhereItMustExist() {
    Path missing = directory.resolve("missing.pool");
    for (PoolOptions options :
        new PoolOptions[] {
          PoolOptions.defaults().readOnly(true), PoolOptions.defaults().mustExist()
        }) {
      assertThatThrownBy(() -> Pool.open(missing, Bank.class, Bank::initial, options))
          .isInstanceOf(PoolException.class)
          .hasMessage("pool does not exist, path=" + missing + "; open it without mustExist()");
      assertThat(missing).doesNotExist();
    }
    assertThatThrownBy(() -> Pool.info(missing)).isInstanceOf(PoolException.class);
  }

  @Test
  void prototype_hasNoCopyInThePool() {
    try (Pool<Bank> pool = Pool.open(path, Bank.class)) {
      assertThatThrownBy(() -> pool.pclone(Bank.Account.of("ada", 1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("object is not in this pool, so there is nothing to copy");
      assertThat(pool.footprint(Bank.Account.of("ada", 1))).isZero();
    }
  }

  @Test
  void nameOfAComparator_hasOneTo200Characters() {
    PoolOptions options = PoolOptions.defaults();
    for (String wrong : new String[] {"", "x".repeat(201)}) {
      assertThatThrownBy(() -> options.comparator(wrong, String.CASE_INSENSITIVE_ORDER))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("name of a comparator, length=" + wrong.length());
    }
    for (String right : new String[] {"x", "x".repeat(200)}) {
      PoolOptions with = options.comparator(right, String.CASE_INSENSITIVE_ORDER);
      try (Pool<Bank> pool = Pool.open(path, Bank.class, with)) {
        assertThat(pool.check().problems()).isEmpty();
      }
    }
  }
}
