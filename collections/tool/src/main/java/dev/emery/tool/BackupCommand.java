package dev.emery.tool;

import dev.emery.pool.Pool;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A copy of a closed pool. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = {
      "Copies a closed pool. The copy appears complete and on stable storage, or not at all.",
      "A program that has the pool open makes such copies itself, while it works: Pool.backup."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class BackupCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "POOL", description = "The pool file. It has to be closed.")
  private Path path;

  @Parameters(index = "1", paramLabel = "COPY", description = "The new file.")
  private Path target;

  @Override
  public void run() {
    try (Pool<?> pool = ForeignPool.open(path);
        var bar = new Bar("backup", spec.commandLine().getErr())) {
      pool.backup(target, bar::at);
    }
  }
}
