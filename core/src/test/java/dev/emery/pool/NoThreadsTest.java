package dev.emery.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.emery.Durability;
import dev.emery.PoolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A pool whose process gets no more threads: a commit that is done is done, although it should have
 * started the thread of the pool, and a later one starts it. Only Linux has a command that sets the
 * limits of a process that runs; elsewhere this is skipped.
 */
@Timeout(120)
final class NoThreadsTest {
  private static final Path LIMITS = Path.of("/usr/bin/prlimit");

  /** Between the ends of two segments of the journal: with the second one open it can be passed. */
  private static final int THRESHOLD = 100 << 10;

  private static final int SECOND_SEGMENT = 80 << 10;

  /** Takes the room for stacks away, which are large here, and gives it back. */
  static final class Child {
    private static int refused;

    private Child() {}

    public static void main(String[] arguments) throws Exception {
      Path file = Path.of(arguments[0]);
      Path other = file.resolveSibling("other.pool");
      try (Pool<Bank> pool = open(file)) {
        long done = 0;
        Pool<Bank> closing = open(other);
        long kept = commit(closing, 3);
        while (pool.statistics().journalBytes() < SECOND_SEGMENT) {
          done += commit(pool, 10);
        }
        limit(Long.toString(size() + (128L << 20)));
        boolean out = takeAllThreads();
        done += commit(pool, 2_000);
        System.out.printf("out=%b, due=%b, ", out, pool.statistics().journalBytes() > THRESHOLD);
        System.out.printf("threads=%d, open=%b, ", threads(), pool.isOpen());
        System.out.printf("refused=%b, ", refused > 0);
        close(closing);
        limit("unlimited");
        try (Pool<Bank> again = open(other)) {
          System.out.printf("missing of the other=%d, ", kept - again.root().total().get());
        }
        for (int i = 0; i < 1_000 && threads() == 0; i++) {
          done += commit(pool, 100);
        }
        System.out.printf("later=%d, missing=%d%n", threads(), done - pool.root().total().get());
      }
    }

    private static Pool<Bank> open(Path file) {
      PoolOptions options =
          PoolOptions.defaults().durability(Durability.RELAXED).checkpointThreshold(THRESHOLD);
      return Pool.open(file, Bank.class, Bank::initial, options);
    }

    /** Closes, or is told that something needs a thread; the file is let go in any case. */
    private static void close(Pool<Bank> pool) {
      try {
        pool.close();
      } catch (PoolException e) {
        refused++;
      }
    }

    /**
     * Returns how many commits were acknowledged: one that needs a thread for a file is refused.
     */
    private static long commit(Pool<Bank> pool, int count) {
      long done = 0;
      for (int i = 0; i < count; i++) {
        try {
          pool.transaction(j -> pool.root().total().add(j, 1));
          done++;
        } catch (PoolException e) {
          refused++; // nothing has happened
        }
      }
      return done;
    }

    /** Starts threads that wait until there are no more; also such as would use an old stack. */
    private static boolean takeAllThreads() {
      var never = new CountDownLatch(1);
      for (int i = 0; i < 1_000; i++) {
        try {
          Thread.ofPlatform().daemon().start(() -> waitFor(never));
        } catch (OutOfMemoryError e) {
          return true;
        }
      }
      return false;
    }

    private static void waitFor(CountDownLatch never) {
      try {
        never.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    /** The bytes of addresses that this process has. */
    private static long size() throws IOException {
      String pages = Files.readString(Path.of("/proc/self/statm")).split(" ")[0];
      return Long.parseLong(pages) * 4096;
    }

    private static void limit(String bytes) throws Exception {
      String pid = Long.toString(ProcessHandle.current().pid());
      String[] command = {LIMITS.toString(), "--pid", pid, "--as=" + bytes + ":"};
      Process limiting = new ProcessBuilder(command).inheritIO().start();
      if (limiting.waitFor() != 0) {
        throw new IOException("no limit set, bytes=" + bytes);
      }
    }

    private static long threads() {
      return Thread.getAllStackTraces().keySet().stream()
          .filter(thread -> thread.getName().startsWith("emery "))
          .count();
    }
  }

  @Test
  void poolThatGetsNoThread_goesOn_andHasOneLater(@TempDir Path directory) throws Exception {
    assumeThat(LIMITS).as("only where there is prlimit").isExecutable();
    String room = "-XX:ThreadStackSize=" + (256 << 10); // in KiB: more than is left
    assertThat(
            OwnJvm.run(
                directory, Child.class, "-Xlog:disable", "-XX:+UseSerialGC", "-Xmx128m", room))
        .endsWith(
            "out=true, due=true, threads=0, open=true, refused=true, missing of the other=0,"
                + " later=1, missing=0");
  }
}
