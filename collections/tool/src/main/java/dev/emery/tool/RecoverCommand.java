package dev.emery.tool;

import dev.emery.pool.Pool;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What an opening does first. */
@Command(
    name = "recover",
    mixinStandardHelpOptions = true,
    description = {
      "Brings a pool in order that was not closed: writes what its journal holds into the file.",
      "The next opening by its program would do the same."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RecoverCommand implements Runnable {
  @Parameters(paramLabel = "POOL", description = "The pool file. Its journal has to be beside it.")
  private Path path;

  @Override
  public void run() {
    Pool.recover(path);
  }
}
