package dev.emery.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Emery in a JVM that has no Flight Recorder: {@code jdk.jfr} is required statically only. */
@Timeout(120)
final class WithoutRecorderTest {
  /** What the child runs: every place where an event begins but a recovery. */
  public static final class Child {
    private Child() {}

    /** Prints what the pool holds in the end. */
    public static void main(String[] arguments) {
      boolean there = ModuleLayer.boot().findModule("jdk.jfr").isPresent();
      PoolOptions little = PoolOptions.defaults().memoryLimit(64 << 10);
      try (Pool<Bank> pool = Pool.open(Path.of(arguments[0]), Bank.class, Bank::initial, little)) {
        pool.transaction(j -> pool.root().note().set(j, "x".repeat(3_000_000)));
        pool.transaction(j -> pool.root().total().set(j, 7));
        pool.checkpoint();
        System.out.println("recorder=" + there + ", total=" + pool.root().total().get());
      }
    }
  }

  @Test
  void pool_inAJvmWithoutTheRecorder_works(@TempDir Path directory) throws Exception {
    assertThat(OwnJvm.run(directory, Child.class, "--limit-modules=java.base,java.logging"))
        .isEqualTo("recorder=false, total=7");
  }
}
