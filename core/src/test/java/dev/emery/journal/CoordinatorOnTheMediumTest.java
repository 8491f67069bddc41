package dev.emery.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.UndecidedPoolException;
import dev.emery.medium.FileGuard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Recoveries with a prepare record whose coordinator is not open and is asked by its files. */
class CoordinatorOnTheMediumTest {
  private static final Path PATH = TestPool.DIRECTORY.resolve("b.pool");
  private static final Path JOURNAL = TestPool.DIRECTORY.resolve("b.pool.journal");
  private static final Path STRANGER = TestPool.DIRECTORY.resolve("c.pool");
  private static final PoolIdentity IDENTITY = PoolIdentity.create(20, new Random(8), 0);
  private static final Ticket TICKET = new Ticket(0x1111, 0x2222);

  private static PoolFile createCoordinator(FakeMedium medium) {
    return PoolFile.create(medium, PATH, IDENTITY, TestPool.SIZE, _ -> {});
  }

  /** The participant, left with a prepare record; the coordinator lies beside it, closed. */
  private static FakeMedium prepared(String relative, RecordBody body) {
    var medium = new FakeMedium();
    createCoordinator(medium).close();
    TestPool pool = TestPool.create(medium);
    new Preparation(TICKET, IDENTITY.id(), relative, PATH.toString()).addTo(body);
    body.seal();
    pool.log.awaitDurable(pool.log.prepare(body, TICKET));
    return pool.killed();
  }

  private static FakeMedium prepared(String relative) {
    var body = new RecordBody();
    body.word(10000, 1);
    return prepared(relative, body);
  }

  /** Appends records to the coordinator and leaves it without closing it. */
  private static void decide(FakeMedium medium, TestPool.Change... changes) {
    try (PoolFile file = PoolFile.open(medium, PATH, TestPool.options(), TestPool.MAXIMUM)) {
      var log = new RedoLog(file, TestPool.options());
      for (TestPool.Change change : changes) {
        change.body.seal();
        log.awaitDurable(log.append(change.body, 0, (_, _) -> {}));
      }
    }
  }

  private static TestPool.Change decision(long high, long low) {
    return new TestPool.Change()
        .put(DecisionFormat.at(3, 0), high)
        .put(DecisionFormat.at(3, 1), low);
  }

  private static TreeMap<Long, Long> recovered(FakeMedium medium) {
    try (TestPool pool = TestPool.open(medium)) {
      return pool.states.lastEntry().getValue();
    }
  }

  @Test
  void e30_ticketInTheJournalOrThePage_counts_andAnotherDoesNot() {
    FakeMedium medium = prepared("b.pool");
    decide(medium, decision(0x1111, 0x2222));
    assertThat(recovered(medium)).containsOnlyKeys(10000L);

    FakeMedium closed = prepared("b.pool");
    decide(closed, decision(0x1111, 0x2222));
    PoolFile.open(closed, PATH, TestPool.options(), TestPool.MAXIMUM).close();
    assertThat(recovered(closed)).containsOnlyKeys(10000L);

    FakeMedium half = prepared("b.pool");
    decide(half, decision(0x1111, 0x2223), new TestPool.Change().put(10000, 5));
    assertThat(recovered(half)).isEmpty();
  }

  @Test
  void e30_ticketThatWasClearedByZeros_doesNotCount() {
    FakeMedium medium = prepared("b.pool");
    decide(
        medium,
        decision(0x1111, 0x2222),
        new TestPool.Change().zeros(8192, 4096).zeros(40000, 800));
    assertThat(recovered(medium)).isEmpty();
  }

  @Test
  void noRelativePath_orOneThatLeadsToAStranger_theAbsoluteCounts() {
    for (String relative : new String[] {"", "c.pool"}) {
      FakeMedium medium = prepared(relative);
      PoolIdentity identity = PoolIdentity.create(20, new Random(9), 0);
      PoolFile.create(medium, STRANGER, identity, TestPool.SIZE, _ -> {}).close();
      decide(medium, decision(0x1111, 0x2222));
      assertThat(recovered(medium)).containsOnlyKeys(10000L);
    }
  }

  @Test
  void strangersInBothPlaces_leaveItUndecided() {
    FakeMedium medium = prepared("c.pool");
    PoolIdentity identity = PoolIdentity.create(20, new Random(9), 0);
    PoolFile.create(medium, STRANGER, identity, TestPool.SIZE, _ -> {}).close();
    medium.put(PATH, medium.contents(STRANGER));
    assertUndecided(medium, "which is not there");
  }

  private static void assertUndecided(FakeMedium medium, String why) {
    byte[] before = medium.contents(TestPool.PATH);
    assertThatThrownBy(
            () -> PoolFile.open(medium, TestPool.PATH, TestPool.options(), TestPool.MAXIMUM))
        .isInstanceOf(UndecidedPoolException.class)
        .hasMessageContaining(why);
    assertThat(medium.contents(TestPool.PATH)).isEqualTo(before);
  }

  @Test
  void coordinatorThatCannotBeAsked_leavesItUndecided() throws IOException {
    FakeMedium missing = prepared("b.pool");
    decide(missing, decision(0x1111, 0x2222));
    byte[] journal = missing.contents(JOURNAL);
    missing.delete(JOURNAL);
    assertUndecided(missing, "cannot be asked: it was not closed and its journal is missing");

    journal[0] ^= 1;
    missing.put(JOURNAL, journal);
    assertUndecided(missing, "cannot be asked: cannot read journal: its header is damaged");
    journal[0] ^= 1;
    missing.put(JOURNAL, journal);
    assertThat(recovered(missing)).containsOnlyKeys(10000L);

    FakeMedium newer = prepared("b.pool");
    for (int copy = 0; copy < 2; copy++) {
      Superblock s = SuperblockFile.open(newer.file(PATH), false).current().again();
      var reserved =
          new Superblock(
              s.identity(),
              Superblock.State.PREPARED,
              s.generation(),
              s.epoch(),
              s.fileSize(),
              s.checkpoint());
      newer
          .file(PATH)
          .apply(SuperblockFormat.at(s.generation()), SuperblockFormat.encode(reserved));
    }
    assertUndecided(newer, "cannot be asked: pool has a state of a newer version");
  }

  @Test
  void coordinatorThatOthersRead_canBeAsked_andOneThatIsHeldCannot() throws IOException {
    FakeMedium medium = prepared("b.pool");
    Path lock = TestPool.DIRECTORY.resolve("b.pool.lock");
    try (FileGuard _ = medium.lock(lock, false)) {
      assertUndecided(medium, "cannot be asked: cannot open pool: locked");
    }
    try (FileGuard _ = medium.lock(lock, true)) {
      assertThat(recovered(medium)).isEmpty();
    }
  }

  @Test
  void e30_prepareRecordOfManyParts_withZeros_countsAsAWhole() {
    var body = new RecordBody();
    var random = new Random(4);
    for (int i = 0; i < 3000; i++) {
      body.word(16384 + i * 8L, random.nextLong() | 1);
    }
    body.zeros(16384, 800);
    FakeMedium medium = prepared("b.pool", body);
    decide(medium, decision(0x1111, 0x2222));
    assertThat(recovered(medium)).hasSize(2900).containsKey(16384L + 2999 * 8L);
  }

  @Test
  void poolOpenOnAnotherMedium_isNotTheCoordinator() {
    var first = new FakeMedium();
    var second = new FakeMedium();
    var id = new UUID(5, 6);
    Coordinator coordinator =
        new Coordinator() {
          @Override
          public boolean hasDecided(Ticket ticket) {
            return false;
          }

          @Override
          public void confirmed(Ticket ticket, Path pool) {}
        };
    Coordinators.enter("key", id, first, coordinator);
    try {
      assertThat(Coordinators.find(id, first)).isSameAs(coordinator);
      assertThat(Coordinators.find(id, second)).isNull();
      assertThat(Coordinators.find(new UUID(5, 7), first)).isNull();
    } finally {
      Coordinators.leave("key");
    }
  }

  @Test
  void relativePath_isEmptyWhereThereIsNone() {
    assertThat(Preparation.relative(Path.of("/x/a.pool"), Path.of("/x/y/b.pool")))
        .isEqualTo(Path.of("y/b.pool").toString());
    assertThat(Preparation.relative(Path.of("a.pool"), Path.of("/x/b.pool"))).isEmpty();
    assertThat(Preparation.relative(Path.of("x/a.pool"), Path.of("/x/b.pool"))).isEmpty();
  }
}
