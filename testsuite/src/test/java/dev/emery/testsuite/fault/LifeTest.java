package dev.emery.testsuite.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.JournalEndedException;
import dev.emery.PoolClosedException;
import dev.emery.PoolException;
import dev.emery.StaleReferenceException;
import dev.emery.WrongPoolException;
import dev.emery.WrongThreadException;
import dev.emery.pool.Pool;
import dev.emery.testsuite.process.ChildJvm;
import dev.emery.transaction.Journal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs that use a pool as they should not: each call ends in an exception with a name. */
final class LifeTest {
  @TempDir private Path folder;
  private Pool<Books> pool;

  @BeforeEach
  void open() {
    pool = Pool.open(folder.resolve("books.pool"), Books.class, Books::initial);
    take(1);
  }

  @AfterEach
  void check() {
    if (!pool.isOpen()) {
      pool = Pool.open(folder.resolve("books.pool"), Books.class, Books::initial);
    }
    assertThat(pool.check().problems()).isEmpty();
    List<Long> unused = Books.stepsOf(pool);
    pool.close();
  }

  private void take(long step) {
    pool.transaction(j -> pool.root().take(j, step));
  }

  @Test
  @SuppressWarnings("removal")
  void threadThatDiesInABody_rollsBack_andLeavesNoLock() throws InterruptedException {
    var seen = new ArrayList<Throwable>();
    for (Throwable death : List.of(new ThreadDeath(), new IllegalStateException("dies"))) {
      Thread thread =
          Thread.ofPlatform()
              .uncaughtExceptionHandler((_, e) -> seen.add(e))
              .start(() ->
                  pool.transaction(j -> {
                    pool.root().take(j, 2);
                    LifeTest.<RuntimeException>sneak(death);
                  }));
      thread.join();
      assertThat(seen.removeLast()).isSameAs(death);
      assertThat(Books.stepsOf(pool)).containsExactly(1L);
    }
    take(2);
  }

  @SuppressWarnings("unchecked")
  private static <X extends Throwable> void sneak(Throwable e) throws X {
    throw (X) e;
  }

  @Test
  void journal_keptAfterItsEnd_onAnotherThread_orWithAnotherPool_throws() {
    List<Journal<Books>> kept = new ArrayList<>();
    pool.transaction(kept::add);
    assertThatThrownBy(() -> pool.root().take(kept.getFirst(), 2))
        .isInstanceOf(JournalEndedException.class)
        .hasMessageContaining("use it only inside the body");
    pool.transaction(j -> {
      Throwable thrown = onAnotherThread(() -> pool.root().last().set(j, 2));
      assertThat(thrown)
          .isInstanceOf(WrongThreadException.class)
          .hasMessageContaining("start a transaction of its own there");
    });
    try (var other = Pool.inMemory(Books.class, Books::initial)) {
      assertThatThrownBy(() -> pool.transaction(j -> other.root().last().set(j, 2)))
          .isInstanceOf(WrongPoolException.class)
          .hasMessageContaining("use the journal of the pool");
    }
  }

  private static Throwable onAnotherThread(Runnable action) {
    var thrown = new ConcurrentLinkedQueue<Throwable>();
    try {
      Thread.ofPlatform().uncaughtExceptionHandler((_, e) -> thrown.add(e)).start(action).join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return thrown.poll();
  }

  @Test
  void handle_afterFree_abort_closeAndReopen_throws() {
    Books.Node freed = pool.root().head().get().orElseThrow();
    take(12); // drops the list
    assertThatThrownBy(() -> freed.next().get())
        .isInstanceOf(StaleReferenceException.class)
        .hasMessageContaining("read it again");

    List<Books.Node> aborted = new ArrayList<>();
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              pool.root().take(j, 13);
              aborted.add(pool.root().head().get().orElseThrow());
              throw new IllegalStateException("abort");
            }))
        .hasMessage("abort");
    assertThatThrownBy(() ->
            pool.transaction(j -> aborted.getFirst().next().set(j, java.util.Optional.empty())))
        .isInstanceOf(PoolException.class);

    take(13);
    Books root = pool.root();
    Books.Node node = root.head().get().orElseThrow();
    pool.close();
    assertClosed(() -> node.next().get(), () -> root.last().get(), () -> root.texts().size());
    pool = Pool.open(folder.resolve("books.pool"), Books.class, Books::initial);
    assertClosed(() -> node.next().get(), () -> root.last().get(), () -> root.texts().size());
    assertThatThrownBy(() -> pool.transaction(j -> root.last().set(j, 14)))
        .isInstanceOf(PoolException.class);
  }

  private static void assertClosed(Runnable... calls) {
    for (Runnable call : calls) {
      assertThatThrownBy(call::run)
          .isInstanceOf(PoolClosedException.class)
          .hasMessageContaining("open it again");
    }
  }

  @Test
  @Timeout(60)
  void close_whileOthersReadAndWrite_endsThemTyped_andKeepsWhatTheyCommitted()
      throws InterruptedException {
    for (int round = 0; round < 5; round++) {
      Pool<Books> closing = pool;
      var failures = new ConcurrentLinkedQueue<Throwable>();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int kind = i;
        threads.add(
            Thread.ofPlatform()
                .daemon()
                .uncaughtExceptionHandler((_, e) -> failures.add(e))
                .start(() -> useForEver(closing, kind)));
      }
      Thread.sleep(30);
      closing.close();
      closing.close(); // a second close does nothing
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(failures).hasSize(4).allMatch(PoolClosedException.class::isInstance);
      pool = Pool.open(folder.resolve("books.pool"), Books.class, Books::initial);
      List<Long> unused = Books.stepsOf(pool);
    }
  }

  private static void useForEver(Pool<Books> pool, int kind) {
    Books root = pool.root();
    while (true) {
      switch (kind) {
        case 0 -> pool.transaction(j -> root.take(j, root.last().get() + 1));
        case 1 -> {
          List<Long> unused = Books.stepsOf(pool);
        }
        case 2 -> root.texts().forEach((_, _) -> {});
        default -> {
          long unused = root.last().get(); // each read for itself
        }
      }
    }
  }

  @Test
  void iterator_overSomethingChanged_failsFast() {
    take(2);
    Iterator<Long> steps = pool.root().steps().iterator();
    var texts = pool.root().texts().entrySet().iterator();
    steps.next();
    texts.next();
    take(3);
    assertThatThrownBy(steps::next).isInstanceOf(ConcurrentModificationException.class);
    assertThatThrownBy(
            () -> {
              while (true) {
                texts.next();
              }
            })
        .isInstanceOf(ConcurrentModificationException.class);
  }

  /** Ends its process inside of a body. */
  static final class Exit {
    private Exit() {}

    public static void main(String[] arguments) {
      Pool<Books> pool = Pool.open(Path.of(arguments[0]), Books.class, Books::initial);
      pool.transaction(j -> pool.root().take(j, 2));
      pool.transaction(j -> {
        pool.root().take(j, 3);
        System.exit(7);
      });
    }
  }

  @Test
  void systemExit_insideABody_endsTheProcess_andRollsBack() throws Exception {
    pool.close();
    try (ChildJvm child =
        ChildJvm.start(folder, Exit.class, folder.resolve("books.pool").toString())) {
      String said = new String(child.output().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(child.exitCode()).as(said + child.errors()).isEqualTo(7);
    }
    pool = Pool.open(folder.resolve("books.pool"), Books.class, Books::initial);
    assertThat(Books.stepsOf(pool)).containsExactly(1L, 2L);
  }
}
