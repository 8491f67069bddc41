package dev.emery.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.Durability;
import dev.emery.cell.PCell;
import dev.emery.pool.Bank.Account;
import dev.emery.pool.Bank.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The events that a pool shows to Flight Recorder. */
@Timeout(120)
final class EventsTest {
  private static final List<String> NAMES =
      Stream.of("Transaction", "Checkpoint", "Growth", "Swap", "Opening", "Recovery", "LockWait")
          .map("dev.emery."::concat)
          .toList();

  @TempDir Path directory;
  private Path path;

  @BeforeEach
  void name() {
    path = directory.resolve("bank.pool");
  }

  private Pool<Bank> open(PoolOptions options) {
    return Pool.open(path, Bank.class, Bank::initial, options);
  }

  /** Records all events of some work on the pool of this test, without thresholds. */
  private List<RecordedEvent> events(Work work) throws Exception {
    return events(Duration.ZERO, work);
  }

  private List<RecordedEvent> events(Duration threshold, Work work) throws Exception {
    Path file = directory.resolve("events.jfr");
    try (Recording recording = new Recording()) {
      NAMES.forEach(name -> recording.enable(name).withThreshold(threshold));
      recording.start();
      work.run();
      recording.stop();
      recording.dump(file);
    }
    try {
      return RecordingFile.readAllEvents(file).stream()
          .filter(event -> NAMES.contains(event.getEventType().getName()))
          .filter(event -> event.getString("pool").startsWith(directory.toString()))
          .toList();
    } finally {
      Files.delete(file);
    }
  }

  @FunctionalInterface
  private interface Work {
    void run() throws Exception;
  }

  private static List<RecordedEvent> named(List<RecordedEvent> events, String name) {
    return events.stream()
        .filter(event -> event.getEventType().getName().equals("dev.emery." + name))
        .toList();
  }

  @Test
  void transactions_areRecordedWithTheirEnds() throws Exception {
    try (Pool<Bank> pool = open(PoolOptions.defaults())) {
      List<RecordedEvent> events =
          named(
              events(() -> {
                pool.transaction(
                    j -> pool.root().first().set(j, Optional.of(Account.of("ada", 1))));
                pool.transaction(j -> {});
                assertThatThrownBy(() ->
                        pool.transaction(j -> {
                          pool.root().total().add(j, 1);
                          throw new IllegalStateException();
                        }))
                    .isInstanceOf(IllegalStateException.class);
              }),
              "Transaction");
      assertThat(events)
          .extracting(e -> e.getBoolean("committed"))
          .containsExactly(true, true, false);
      assertThat(events).extracting(e -> e.getInt("allocated")).containsExactly(1, 0, 0);
      assertThat(events)
          .extracting(e -> e.getLong("recordBytes") > 48)
          .containsExactly(true, false, false);
      assertThat(events).extracting(e -> e.getInt("reruns")).containsOnly(0);
      assertThat(events)
          .extracting(e -> e.getString("failure"))
          .containsExactly(null, null, "java.lang.IllegalStateException");
      assertThat(events)
          .extracting(e -> e.getString("pool"))
          .containsOnly(path.toRealPath().toString());
    }
  }

  @Test
  void withTheirDefaults_onlySlowTransactionsAreRecorded() throws Exception {
    try (Pool<Bank> pool = open(PoolOptions.defaults().durability(Durability.RELAXED));
        Recording recording = new Recording()) {
      recording.start();
      for (int i = 0; i < 1000; i++) {
        pool.transaction(j -> {});
      }
      pool.transaction(j -> Thread.sleep(20));
      recording.stop();
      Path file = directory.resolve("defaults.jfr");
      recording.dump(file);
      assertThat(named(RecordingFile.readAllEvents(file), "Transaction"))
          .hasSizeBetween(1, 100)
          .anyMatch(event -> event.getDuration().toMillis() >= 20);
    }
  }

  /** Opens a copy of a pool that was open, and makes a checkpoint. */
  private void recoverAndCheckpoint() {
    try (Pool<Bank> pool = open(PoolOptions.defaults())) {
      assertThat(pool.root().total().get()).isEqualTo(7);
      pool.transaction(j -> pool.root().total().set(j, 8));
      pool.checkpoint();
    }
  }

  private void leaveAnOpenPool() throws IOException {
    Path copy = directory.resolve("copy");
    try (Pool<Bank> pool = open(PoolOptions.defaults())) {
      pool.transaction(j -> pool.root().total().set(j, 7));
      Files.copy(path, copy);
      Files.copy(directory.resolve("bank.pool.journal"), directory.resolve("copy.journal"));
    }
    restore(copy);
  }

  @Test
  void opening_recovery_checkpoint_areRecorded() throws Exception {
    leaveAnOpenPool();
    List<RecordedEvent> events = events(this::recoverAndCheckpoint);
    assertThat(named(events, "Recovery"))
        .singleElement()
        .satisfies(event -> assertThat(event.getLong("records")).isPositive());
    assertThat(named(events, "Opening"))
        .singleElement()
        .satisfies(event -> assertThat(event.getLong("fileBytes")).isEqualTo(Files.size(path)));
    assertThat(named(events, "Checkpoint"))
        .first()
        .satisfies(event -> assertThat(event.getLong("journalBytes")).isPositive());
  }

  private void restore(Path copy) throws IOException {
    Files.move(copy, path, StandardCopyOption.REPLACE_EXISTING);
    Files.move(directory.resolve("copy.journal"), directory.resolve("bank.pool.journal"));
  }

  /** Fills a pool until it has grown and has been mapped anew. */
  private void growAndSwap() {
    PoolOptions little =
        PoolOptions.defaults()
            .durability(Durability.RELAXED)
            .checkpointThreshold(64 << 10)
            .memoryLimit(64 << 10);
    try (Pool<Bank> pool = open(little)) {
      PCell<Optional<Node>, Bank> head = pool.root().head();
      for (int i = 0; i < 30_000; i++) {
        int value = i;
        pool.transaction(
            j -> head.set(j, Optional.of(new Node(value, PCell.of(PCell.take(head, j))))));
      }
    }
  }

  @Test
  void growthAndSwap_areRecorded() throws Exception {
    List<RecordedEvent> events = events(this::growAndSwap);
    assertThat(named(events, "Growth"))
        .isNotEmpty()
        .allMatch(event -> event.getLong("oldBytes") < event.getLong("newBytes"));
    assertThat(named(events, "Swap"))
        .isNotEmpty()
        .allMatch(event -> event.getLong("changedBytes") > 64 << 10);
  }

  /** Has one transaction wait for the lock of another. */
  private void meetAtALock() throws Exception {
    try (Pool<Bank> pool = open(PoolOptions.defaults());
        var threads = Executors.newSingleThreadExecutor()) {
      meetAtALock(pool, threads);
    }
  }

  private static void meetAtALock(Pool<Bank> pool, ExecutorService threads) throws Exception {
    var locked = new CountDownLatch(1);
    var other =
        threads.submit(() -> {
          pool.transaction(j -> {
            pool.root().total().add(j, 1);
            locked.countDown();
            Thread.sleep(50);
          });
          return null;
        });
    locked.await();
    pool.transaction(j -> pool.root().total().add(j, 1));
    other.get();
  }

  @Test
  void waitForALock_isRecorded() throws Exception {
    try (Pool<Bank> pool = open(PoolOptions.defaults());
        var threads = Executors.newSingleThreadExecutor()) {
      List<RecordedEvent> events = events(() -> meetAtALock(pool, threads));
      assertThat(named(events, "LockWait"))
          .singleElement()
          .satisfies(event -> {
            assertThat(event.getBoolean("exclusive")).isTrue();
            assertThat(event.getString("outcome")).isEqualTo("granted");
            assertThat(event.getDuration()).isGreaterThan(Duration.ofMillis(10));
          });
    }
  }

  @Test
  void whatTakesLessThanTheThreshold_isNotRecorded() throws Exception {
    leaveAnOpenPool();
    List<RecordedEvent> events =
        events(
            Duration.ofHours(1),
            () -> {
              recoverAndCheckpoint();
              growAndSwap();
              meetAtALock();
            });
    assertThat(events).isEmpty();
  }
}
