package dev.emery.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.PoolBrokenException;
import dev.emery.PoolLockedException;
import dev.emery.ReadOnlyPoolException;
import dev.emery.RecoveryNeededException;
import dev.emery.UndecidedPoolException;
import dev.emery.medium.FileGuard;
import dev.emery.medium.Medium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits over several pools that were cut off: what the pools do at their next openings. */
class DoubtTest {
  private static final String LONG = "a note that is far too long to lie in its slot";

  @TempDir private Path top;
  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(top.resolve("pools"));
  }

  private Pool<Bank> open(String name, Medium medium) {
    return open(folder, name, medium);
  }

  private static Pool<Bank> open(Path directory, String name, Medium medium) {
    PoolOptions options = PoolOptions.defaults().medium(medium);
    return Pool.open(directory.resolve(name), Bank.class, Bank::initial, options);
  }

  private Pool<Bank> a() {
    return open("a.pool", Medium.files());
  }

  private Pool<Bank> b() {
    return open("b.pool", Medium.files());
  }

  private static void change(Pool<Bank> first, Pool<Bank> second) {
    Pools.transaction(
        first,
        second,
        (j, k) -> {
          first.root().total().add(j, 1);
          second.root().total().add(k, 1);
          second.root().note().set(k, LONG);
        });
  }

  /** Leaves both pools behind after a failure of the first one's medium at its decision. */
  private void breakFirst(String call) {
    FaultyMedium faulty = FaultyMedium.healthy();
    try (Pool<Bank> a = open("a.pool", faulty);
        Pool<Bank> b = b()) {
      a.transaction(j -> a.root().note().set(j, "the journal is in use"));
      b.transaction(j -> b.root().note().set(j, "the journal is in use"));
      faulty.breakDown(call);
      assertThatThrownBy(() -> change(a, b)).isInstanceOf(PoolBrokenException.class);
      assertThat(a.isOpen()).isFalse();
      assertThatThrownBy(() -> b.root().total().get())
          .isInstanceOf(PoolBrokenException.class)
          .hasMessageContaining("its coordinator broke, coordinator=" + folder);
    }
  }

  private static void requireTotal(Pool<Bank> pool, long total) {
    assertThat(pool.root().total().get()).isEqualTo(total);
    assertThat(pool.check().problems()).isEmpty();
  }

  @Test
  void e30_decisionThatIsThere_counts_whoeverIsOpenedFirst() {
    breakFirst("sync");
    try (Pool<Bank> b = b()) {
      requireTotal(b, 1);
      assertThat(b.root().note().get()).isEqualTo(LONG);
    }
    try (Pool<Bank> a = a()) {
      requireTotal(a, 1);
    }
    breakFirst("sync");
    try (Pool<Bank> a = a()) {
      requireTotal(a, 2);
    }
    try (Pool<Bank> b = b()) {
      requireTotal(b, 2);
    }
  }

  @Test
  void e30_decisionThatIsNotThere_neverCounts() {
    breakFirst("write");
    try (Pool<Bank> b = b();
        Pool<Bank> a = a()) {
      requireTotal(a, 0);
      requireTotal(b, 0);
      change(a, b);
    }
    breakFirst("write");
    try (Pool<Bank> a = a()) {
      requireTotal(a, 1);
    }
    try (Pool<Bank> b = b()) {
      requireTotal(b, 1);
    }
  }

  @Test
  void e30_participantThatBreaks_leavesTheOthersAsTheyWere() {
    FaultyMedium faulty = FaultyMedium.healthy();
    try (Pool<Bank> a = a()) {
      try (Pool<Bank> b = open("b.pool", faulty)) {
        change(a, b);
        faulty.breakDown("sync");
        assertThatThrownBy(() -> change(a, b)).isInstanceOf(PoolBrokenException.class);
        assertThat(b.isOpen()).isFalse();
        requireTotal(a, 1);
      }
      a.transaction(j -> a.root().note().set(j, LONG));
      try (Pool<Bank> b = b()) {
        requireTotal(b, 1); // its prepare record is there, and was never decided
        change(a, b);
        requireTotal(a, 2);
        requireTotal(b, 2);
      }
    }
  }

  @Test
  void coordinatorOutOfReach_isATypedException_andNothingIsLost() throws IOException {
    breakFirst("sync");
    Path away = Files.createDirectory(top.resolve("away"));
    move(folder, away, "a.pool");
    byte[] before = Files.readAllBytes(folder.resolve("b.pool"));
    assertThatThrownBy(this::b)
        .isInstanceOf(UndecidedPoolException.class)
        .hasMessageContaining("path=" + folder.resolve("a.pool"))
        .hasMessageContaining("relative path=a.pool, which is not there; make that file available")
        .satisfies(e ->
            assertThat(((UndecidedPoolException) e).coordinator())
                .isEqualTo(folder.resolve("a.pool").toString()));
    assertThat(Files.readAllBytes(folder.resolve("b.pool"))).isEqualTo(before);
    assertThatThrownBy(() ->
            Pool.open(folder.resolve("b.pool"), Bank.class, PoolOptions.defaults().readOnly(true)))
        .isInstanceOf(RecoveryNeededException.class);
    try (Pool<Bank> a = open(away, "a.pool", Medium.files());
        Pool<Bank> b = b()) { // by the one that is open, wherever it lies
      requireTotal(a, 1);
      requireTotal(b, 1);
    }
  }

  @Test
  void coordinatorBehindALinkThatLeadsNowhere_isOutOfReach() throws IOException {
    breakFirst("sync");
    Path away = Files.createDirectory(top.resolve("away"));
    move(folder, away, "a.pool");
    Files.createSymbolicLink(folder.resolve("a.pool"), top.resolve("not-mounted/a.pool"));
    assertThatThrownBy(this::b)
        .isInstanceOf(UndecidedPoolException.class)
        .hasMessageContaining("relative path=a.pool, which is not there; make that file available");
  }

  @Test
  void coordinatorLockedByOthers_orBroken_isATypedException() throws IOException {
    breakFirst("sync");
    try (FileGuard _ = Medium.files().lock(folder.resolve("a.pool.lock"), false)) {
      assertThatThrownBy(this::b)
          .isInstanceOf(UndecidedPoolException.class)
          .hasMessageContaining("cannot be asked: cannot open pool: locked by this process")
          .hasCauseInstanceOf(PoolLockedException.class);
    }
    try (Pool<Bank> b = b()) {
      requireTotal(b, 1);
    }
    FaultyMedium faulty = FaultyMedium.healthy();
    Pool<Bank> a = open("a.pool", faulty);
    try (Pool<Bank> b = b()) {
      a.transaction(j -> a.root().note().set(j, "the journal is in use"));
      faulty.breakDown("sync");
      assertThatThrownBy(() -> change(a, b)).isInstanceOf(PoolBrokenException.class);
    }
    assertThatThrownBy(this::b)
        .isInstanceOf(UndecidedPoolException.class)
        .hasCauseInstanceOf(PoolBrokenException.class);
    a.close();
    try (Pool<Bank> b = b()) {
      requireTotal(b, 2);
    }
  }

  @Test
  void poolsMovedTogether_findEachOther() throws IOException {
    breakFirst("sync");
    Path moved = Files.createDirectory(top.resolve("moved"));
    move(folder, moved, "a.pool");
    move(folder, moved, "b.pool");
    try (Pool<Bank> stranger = a()) { // another pool under the old absolute name
      try (Pool<Bank> b = open(moved, "b.pool", Medium.files());
          Pool<Bank> a = open(moved, "a.pool", Medium.files())) {
        requireTotal(a, 1);
        requireTotal(b, 1);
      }
      requireTotal(stranger, 0);
    }
  }

  @Test
  void e13_copyInDoubt_takesNothingFromTheOriginal() throws IOException {
    breakFirst("sync");
    Path copies = Files.createDirectory(top.resolve("copies"));
    Files.copy(folder.resolve("b.pool"), copies.resolve("b.pool"));
    Files.copy(folder.resolve("b.pool.journal"), copies.resolve("b.pool.journal"));
    try (Pool<Bank> a = a()) {
      try (Pool<Bank> copy = open(copies, "b.pool", Medium.files())) {
        requireTotal(copy, 1);
        change(a, copy);
      }
    }
    try (Pool<Bank> b = b()) {
      requireTotal(b, 1);
    }
  }

  @Test
  void e30_decision_isKeptUntilConfirmed_andNoLonger() throws IOException {
    breakFirst("sync");
    try (Pool<Bank> a = a()) {
      requireTotal(a, 1);
    }
    assertThat(decisions()).isEqualTo(1); // the other one was not opened since
    try (Pool<Bank> a = a();
        Pool<Bank> b = b()) {
      requireTotal(b, 1); // asks the open one, and confirms
      requireTotal(a, 1);
    }
    assertThat(decisions()).isZero();
    breakFirst("sync");
    try (Pool<Bank> b = b()) {
      requireTotal(b, 2);
    }
    try (Pool<Bank> a = a()) {
      requireTotal(a, 2);
    }
    assertThat(decisions()).isEqualTo(1);
    try (Pool<Bank> a = a();
        Pool<Bank> b = b()) {
      change(a, b); // the next commit together finds it confirmed
    }
    assertThat(decisions()).isZero();
  }

  @Test
  void forget_poolThatNeverComesBack_freesItsDecisionsForGood() throws IOException {
    breakFirst("sync");
    UUID lost = Pool.info(folder.resolve("b.pool")).id();
    try (Pool<Bank> a = a()) {
      assertThat(Pools.unconfirmed(a)).containsExactly(Map.entry(lost, 1));
      assertThat(Pools.forget(a, UUID.randomUUID())).isZero();
      assertThatThrownBy(() -> a.transaction(j -> Pools.forget(a, lost)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("forget inside a body; call it outside");
      assertThat(Pools.unconfirmed(a)).hasSize(1);
      assertThat(Pools.forget(a, lost)).isEqualTo(1);
      assertThat(Pools.unconfirmed(a)).isEmpty();
      assertThat(Pools.forget(a, lost)).isZero();
      try (Pool<Bank> b = b()) {
        requireTotal(b, 0); // it is told no, while the other one keeps its part
      }
      requireTotal(a, 1);
    }
    assertThat(decisions()).isZero();
  }

  @Test
  void forget_isDurable_andAReadOnlyPoolRefusesIt() throws IOException {
    breakFirst("sync");
    UUID lost = Pool.info(folder.resolve("b.pool")).id();
    a().close(); // recovers
    try (Pool<Bank> a =
        Pool.open(folder.resolve("a.pool"), Bank.class, PoolOptions.defaults().readOnly(true))) {
      assertThatThrownBy(() -> Pools.forget(a, lost)).isInstanceOf(ReadOnlyPoolException.class);
    }
    FaultyMedium faulty = FaultyMedium.healthy();
    try (Pool<Bank> a = open("a.pool", faulty)) {
      assertThat(Pools.forget(a, lost)).isEqualTo(1);
      faulty.breakDown("write"); // so that closing changes nothing
      assertThatThrownBy(() -> a.transaction(j -> a.root().total().add(j, 1)))
          .isInstanceOf(PoolBrokenException.class);
    }
    try (Pool<Bank> a = a()) {
      assertThat(Pools.unconfirmed(a)).isEmpty();
    }
  }

  /** How many tickets stand in the header page of the first pool, which is closed. */
  private int decisions() throws IOException {
    byte[] file = Files.readAllBytes(folder.resolve("a.pool"));
    int found = 0;
    for (int at = 0x2040; at + 40 <= 0x3000; at += 40) {
      byte[] entry = Arrays.copyOfRange(file, at, at + 40);
      found += Arrays.equals(entry, new byte[40]) ? 0 : 1;
    }
    return found;
  }

  @Test
  void twoPoolsThatDecideForEachOther_areOpenedInAnyOrder() {
    breakFirst("sync");
    try (Pool<Bank> b = b()) {
      requireTotal(b, 1);
    }
    FaultyMedium faulty = FaultyMedium.healthy();
    try (Pool<Bank> b = open("b.pool", faulty);
        Pool<Bank> a = a()) {
      b.transaction(j -> b.root().note().set(j, "the journal is in use"));
      faulty.breakDown("sync");
      assertThatThrownBy(() -> change(b, a)).isInstanceOf(PoolBrokenException.class);
    }
    try (Pool<Bank> a = a();
        Pool<Bank> b = b()) {
      requireTotal(a, 2);
      requireTotal(b, 2);
    }
  }

  @Test
  void manyCommits_needNoMoreRoomThanAFew() throws IOException {
    try (Pool<Bank> a = a();
        Pool<Bank> b = b()) {
      for (int i = 0; i < 250; i++) {
        change(a, b);
      }
      requireTotal(b, 250);
    }
    assertThat(decisions()).isZero();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(List.of("a.pool", "b.pool"));
    }
  }

  private static void move(Path from, Path to, String name) throws IOException {
    Files.move(from.resolve(name), to.resolve(name));
    Path journal = from.resolve(name + ".journal");
    if (Files.exists(journal)) {
      Files.move(journal, to.resolve(name + ".journal"));
    }
  }
}
