package dev.emery.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
    Path output = directory.resolve("output");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--limit-modules=java.base,java.logging",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                directory.resolve("bank.pool").toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int exit = child.waitFor();
    assertThat(Files.readString(output, StandardCharsets.UTF_8).strip())
        .isEqualTo("recorder=false, total=7");
    assertThat(exit).isZero();
  }
}
