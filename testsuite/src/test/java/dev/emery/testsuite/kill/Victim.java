package dev.emery.testsuite.kill;

import dev.emery.testsuite.process.ChildJvm;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** One life of a committer: started, listened to, and killed as planned. */
final class Victim {
  private final KillPlan plan;
  private final Map<Long, Long> acknowledged = new HashMap<>();
  private boolean wasKilled;
  private long commits;
  private int occurrences;
  private long clock;

  private Victim(KillPlan plan) {
    this.plan = plan;
  }

  /** Runs a child to its end. */
  static Victim run(List<Path> pools, long seed, KillPlan plan) throws Exception {
    var victim = new Victim(plan);
    Path folder = pools.getFirst().getParent();
    String files =
        pools.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    try (ChildJvm child = ChildJvm.start(folder, Committer.class, plan.arguments(files, seed))) {
      Thread killer = Thread.ofPlatform().start(() -> victim.killInTime(child));
      victim.listen(child);
      int code = child.exitCode();
      killer.interrupt();
      killer.join();
      if (!child.errors().isEmpty() || code != 0 && code != ChildJvm.KILLED) {
        throw new AssertionError(
            "child complains, exit code %d, plan %s%n%s".formatted(code, plan, child.errors()));
      }
      victim.wasKilled = code == ChildJvm.KILLED;
    }
    return victim;
  }

  private void listen(ChildJvm child) {
    try (var in = new DataInputStream(new BufferedInputStream(child.output(), 1 << 16))) {
      for (Notice notice = Notice.read(in); notice != null; notice = Notice.read(in)) {
        hear(notice);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void hear(Notice notice) {
    if (notice.kind() == Notice.Kind.COMMITTED) {
      acknowledged.put(notice.lane(), notice.number());
      commits++;
    }
    if (notice.kind() == plan.phase() && ++occurrences == plan.occurrence()) {
      synchronized (this) {
        clock = System.nanoTime();
        notifyAll();
      }
    }
  }

  private void killInTime(ChildJvm child) {
    try {
      long kill = clock() + plan.delayNanos();
      for (long left = kill - System.nanoTime(); left > 0; left = kill - System.nanoTime()) {
        LockSupport.parkNanos(left);
        if (Thread.interrupted()) {
          return;
        }
      }
      child.kill();
    } catch (InterruptedException e) {
      // The child has ended before its time.
    }
  }

  private synchronized long clock() throws InterruptedException {
    while (clock == 0) {
      wait();
    }
    return clock;
  }

  /** The last acknowledged step of each lane. */
  Map<Long, Long> acknowledged() {
    return acknowledged;
  }

  /** How many commits were acknowledged. */
  long commits() {
    return commits;
  }

  /** Whether the child was killed; otherwise it ended by itself before that. */
  boolean wasKilled() {
    return wasKilled;
  }
}
