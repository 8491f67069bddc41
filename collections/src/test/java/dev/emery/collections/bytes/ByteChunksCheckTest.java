package dev.emery.collections.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.collections.Anchors;
import dev.emery.collections.Damage;
import dev.emery.collections.PBytes;
import dev.emery.pool.Pool;
import dev.emery.structure.Anchor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each rule of {@link BytesFormat} is broken once, and the check reports it. */
class ByteChunksCheckTest {
  record Root(PBytes<Root> bytes) {}

  private static final int CHUNK = BytesFormat.CHUNK;

  private final Pool<Root> pool = Pool.inMemory(Root.class);
  private final Anchor anchor = Anchors.of(pool.root().bytes());

  @BeforeEach
  void fill() {
    pool.transaction(j -> pool.root().bytes().append(j, new byte[3 * CHUNK]));
  }

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private List<String> problemsAfter(Damage.Change change) {
    return Damage.problems(pool, anchor, PooledBytes.INSTANCE::check, change);
  }

  private List<String> problemsOfLength(long length) {
    return problemsAfter((m, j, object) -> ByteChunks.length(m, j, object, length));
  }

  @Test
  void length_thatDoesNotFitTheChunks_isReported() {
    assertThat(problemsOfLength(2 * CHUNK)).isEmpty(); // one may be spare
    assertThat(problemsOfLength(2 * CHUNK + 1)).isEmpty();
    assertThat(problemsOfLength(CHUNK)).containsExactly("length=16368 does not fit chunks=3");
    assertThat(problemsOfLength(3 * CHUNK + 1))
        .containsExactly("length=49105 does not fit chunks=3");
  }

  @Test
  void numbers_belowZero_areReported() {
    assertThat(problemsOfLength(-1)).containsExactly("negative, length=-1, chunks=3");
    assertThat(
            problemsAfter((m, j, object) -> m.setInt(j, object, BytesFormat.chunksAt(object), -1)))
        .containsExactly("negative, length=49104, chunks=-1");
  }

  @Test
  void chunk_thatIsNoPart_isReported() {
    assertThat(
            problemsAfter((m, j, object) -> {
              ByteChunks.length(m, j, object, 1);
              m.setInt(j, object, BytesFormat.chunksAt(object), 1);
              m.setLong(j, object, BytesFormat.tableAt(object), object);
            }))
        .singleElement()
        .asString()
        .contains("chunk 0 at")
        .contains("is no part of the right size");
  }

  @Test
  void chunk_thatIsTooSmall_isReported() {
    pool.transaction(j -> {
      pool.root().bytes().clear(j);
      pool.root().bytes().append(j, new byte[100]);
    });
    assertThat(problemsOfLength(CHUNK)).singleElement().asString().contains("of the right size");
  }
}
