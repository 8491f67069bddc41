package dev.emery.tool;

import dev.emery.pool.Census;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolStatistics;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** How a pool is filled. */
@Command(
    name = "stats",
    mixinStandardHelpOptions = true,
    description = "Shows how much of a pool is used, and by objects of which types.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class StatsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "POOL", description = "The pool file. It has to be closed.")
  private Path path;

  @Override
  public void run() {
    try (Pool<?> pool = ForeignPool.open(path)) {
      print(pool.statistics(), pool.census(), spec.commandLine().getOut());
    }
  }

  private static void print(PoolStatistics pool, Census census, PrintWriter out) {
    out.printf("%,16d bytes in the file, at most %,d%n", pool.fileBytes(), pool.maximumBytes());
    out.printf("%,16d used, in %,d blocks%n", pool.usedBytes(), pool.blocks());
    out.printf("%,16d needed by the pool itself%n", pool.overheadBytes());
    out.printf("%,16d free%n", pool.freeBytes());
    out.printf("%,16d objects wait to be taken apart%n", census.queuedObjects());
    out.println();
    out.printf("%16s %14s %14s  %s%n", "bytes", "objects", "more blocks", "type");
    for (Census.TypeCount each : census.types()) {
      out.printf(
          "%,16d %,14d %,14d  %s%n", each.bytes(), each.objects(), each.parts(), each.type());
    }
    out.printf("%,16d %14s %14s  %s%n", census.poolBytes(), "", "", "of the pool itself");
  }
}
