package dev.emery.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.CorruptPoolException;
import dev.emery.cell.PCell;
import dev.emery.engine.Engine;
import dev.emery.heap.BlockHeader;
import dev.emery.heap.HeapFormat;
import dev.emery.image.Image;
import dev.emery.pool.Bank.Account;
import dev.emery.pool.Bank.Node;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One word of a pool is wrong: what the check says of it, and that the census refuses. */
@Timeout(60)
final class PoolCheckTest {
  private static final String LONG = "a text that does not lie in its slot";

  private final Pool<Bank> pool = Bank.inMemory();
  private final Engine engine = pool.engine();
  private final Image image = engine.image();
  private long account;
  private long place; // of the reference to it
  private long text;

  @BeforeEach
  void fill() {
    pool.transaction(j -> {
      pool.root().first().set(j, Optional.of(Account.of(LONG, 1)));
      pool.root().note().set(j, LONG);
    });
    engine
        .objects()
        .references(
            engine.rootBlock(),
            (_, at, target, _) -> {
              place = at;
              account = target;
            });
    text = image.getLong(Engine.payload(account) + 8);
    assertThat(BlockHeader.tag(image.getLong(text))).isEqualTo(BlockHeader.TEXT);
  }

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private static String hex(long at) {
    return "0x" + Long.toHexString(at);
  }

  private String described() {
    return engine.objects().describe(account);
  }

  /** Sees that a check of the pool with another word finds these problems and no others. */
  private void assertFound(long at, long word, String... problems) {
    long before = image.getLong(at);
    image.setLong(at, word);
    assertThat(pool.check().problems()).containsExactlyInAnyOrder(problems);
    assertThat(pool.check().isClean()).isFalse();
    image.setLong(at, before);
  }

  private void assertNotCounted(long at, long word, String problem) {
    long before = image.getLong(at);
    image.setLong(at, word);
    assertThatThrownBy(pool::census)
        .isInstanceOf(CorruptPoolException.class)
        .hasMessage("pool cannot be counted: " + problem + "; run check()");
    image.setLong(at, before);
  }

  @Test
  void countOfOwners_thatIsNotTheirs_isFound() {
    long header = image.getLong(account);
    assertFound(
        account,
        BlockHeader.withCount(header, 2),
        "object counts other owners than it has, object=" + described() + ", count=2, owners=1");
    assertFound(
        account,
        BlockHeader.withShared(header, true),
        "object is shared, or not, against its header, object=" + described());
  }

  @Test
  void objectThatNothingLeadsTo_isFound() {
    assertFound(
        place,
        0,
        "block is allocated and cannot be reached, block="
            + hex(account)
            + ", tag="
            + BlockHeader.tag(image.getLong(account))
            + "; a circle of pointers, perhaps: see collectCycles()",
        "block is allocated and cannot be reached, block=" + hex(text) + ", tag=2");
  }

  /** With a number of zones below zero, or one that leads below zero from the zone before. */
  @ParameterizedTest
  @ValueSource(longs = {1L << 39 | 1, 0xff_ffff_ff01L, 0x7f_ffff_ff01L, 7, -1})
  void zoneThatGoesOnForEver_isFound(long word) {
    long before = image.getLong(HeapFormat.DIRECTORY);
    image.setLong(HeapFormat.DIRECTORY, word);
    assertThat(pool.check().problems()).isNotEmpty();
    assertThat(pool.statistics().fileBytes()).isPositive();
    image.setLong(HeapFormat.DIRECTORY, before);
  }

  @Test
  void idThatWasNeverGiven_isFound() {
    assertFound(account + 8, 0, "heap: allocated block has no id, offset=" + hex(account));
    assertFound(
        account + 8, 42, "block has an id that was never given to it, block=" + hex(account));
  }

  @Test
  void referenceToWhatIsNoObject_isFound() {
    long free = account + 16;
    String problem =
        "reference to what is not allocated, place=" + hex(place) + ", target=" + hex(free);
    image.setLong(place, free);
    assertThat(pool.check().problems()).contains(problem);
    image.setLong(place, text);
    assertThat(pool.check().problems())
        .contains("reference to what is no object, place=" + hex(place) + ", target=" + hex(text));
    image.setLong(place, account);
    assertNotCounted(
        HeapFormat.ROOT,
        free,
        "reference to what is not allocated, place="
            + hex(HeapFormat.ROOT)
            + ", target="
            + hex(free));
  }

  @Test
  void textOfTwoOwners_isFound() {
    long note = image.getLong(engine.rootBlock() + 16 + 16);
    assertThat(BlockHeader.tag(image.getLong(note))).isEqualTo(BlockHeader.TEXT);
    assertFound(
        engine.rootBlock() + 16 + 16,
        text,
        "part has two owners, part=" + hex(text),
        "block is allocated and cannot be reached, block=" + hex(note) + ", tag=2");
  }

  @Test
  void partThatIsNone_isFound() {
    long schema = image.getLong(HeapFormat.SCHEMA);
    String unreached = "block is allocated and cannot be reached, block=" + hex(schema) + ", tag=2";
    assertFound(
        HeapFormat.SCHEMA,
        schema + 16,
        "part is not allocated, part=" + hex(schema + 16),
        unreached);
    assertFound(
        HeapFormat.SCHEMA,
        account,
        "part has the tag of an object, part=" + hex(account),
        unreached);
    assertFound(HeapFormat.SCHEMA, 0, unreached);
  }

  @Test
  void queueOfWhatIsNoObject_isFound() {
    long queue = image.getLong(HeapFormat.DROP_QUEUE);
    assertThat(queue).isNotZero();
    long slot = Engine.payload(queue) + 8;
    assertFound(
        slot, text, "reference to what is no object, place=" + hex(slot) + ", target=" + hex(text));
    assertFound(
        Engine.payload(queue), queue, "part has two owners, part=" + hex(queue)); // its own next
  }

  /** Or it would not be queued when it is dropped, and its weak pointers would be empty. */
  @Test
  void objectThatIsMarkedAsQueued_andIsNot_isFound() {
    assertFound(
        account,
        BlockHeader.queued(image.getLong(account)),
        "object is on the drop queue, or not, against its header, object=" + described());
  }

  @Test
  void objectOnTheQueue_thatIsNotMarkedSo_orThereTwice_isFound() {
    long slot = Engine.payload(image.getLong(HeapFormat.DROP_QUEUE)) + 8;
    assertFound(
        slot,
        account,
        "object is on the drop queue, or not, against its header, object=" + described());
    long header = image.getLong(account);
    image.setLong(account, BlockHeader.queued(header));
    image.setLong(slot, account);
    assertThat(pool.check().problems()).as("stored again while it waits").isEmpty();
    assertFound(slot + 8, account, "object is on the drop queue twice, object=" + described());
    image.setLong(slot, 0);
    image.setLong(account, header);
  }

  @Test
  void moreProblemsThanAnybodyReads_areCut() {
    PCell<Optional<Node>, Bank> head = pool.root().head();
    for (int i = 0; i < 1100; i++) {
      int value = i;
      pool.transaction(
          j -> head.set(j, Optional.of(new Node(value, PCell.of(PCell.take(head, j))))));
    }
    changeCounts(2);
    assertThat(pool.check().problems()).hasSize(1000).allMatch(p -> p.startsWith("object counts"));
    changeCounts(1);
  }

  private void changeCounts(int count) {
    long[] next = {0};
    engine.objects().references(engine.rootBlock(), (_, _, target, _) -> next[0] = target);
    while (next[0] != 0) {
      long node = next[0];
      next[0] = 0;
      image.setLong(node, BlockHeader.withCount(image.getLong(node), count));
      engine.objects().references(node, (_, _, target, _) -> next[0] = target);
    }
  }
}
