package dev.emery.tool;

import dev.emery.PoolException;
import dev.emery.pool.Pool;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A new pool with what is left of a damaged one. */
@Command(
    name = "salvage",
    mixinStandardHelpOptions = true,
    description = {
      "Copies what can be read of a damaged pool into a new one, and prints a line for each thing that is lost. The old files stay as they are.",
      "The order of keys that only the program knows is taken as it is: Pool.check in the program says whether it is right.",
      "Needs one good superblock, the description of the types, and memory for everything that the pool holds. Exits with 1 if something is lost."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class SalvageCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "OLD", description = "The damaged pool file.")
  private Path old;

  @Parameters(index = "1", paramLabel = "NEW", description = "The file of the new pool.")
  private Path target;

  @Override
  public Integer call() throws IOException {
    if (Files.exists(target)) {
      throw new PoolException("cannot salvage pool: the file exists, path=" + target);
    }
    PrintWriter out = spec.commandLine().getOut();
    Path folder = Files.createTempDirectory(target.toAbsolutePath().getParent(), "salvage");
    Path copy = folder.resolve("copy.pool");
    try {
      copyOf(copy, out);
      List<String> lost;
      try (Pool<?> pool = ForeignPool.open(copy)) {
        lost = Salvage.run(pool, target);
      }
      lost.forEach(out::println);
      out.printf("%,d lost%n", lost.size());
      return lost.isEmpty() ? 0 : Emery.PROBLEMS;
    } finally {
      for (String name : List.of("copy.pool", "copy.pool.journal", "copy.pool.lock")) {
        Files.deleteIfExists(folder.resolve(name));
      }
      Files.delete(folder);
    }
  }

  /** Makes a copy that can be opened: recovered from the journal, or else without it. */
  private void copyOf(Path copy, PrintWriter out) throws IOException {
    Files.copy(old, copy);
    Path journal = old.toRealPath().resolveSibling(old.toRealPath().getFileName() + ".journal");
    if (Files.exists(journal)) {
      Files.copy(journal, copy.resolveSibling("copy.pool.journal"));
    }
    try {
      Pool.recover(copy);
    } catch (PoolException e) {
      out.println("without its journal: " + e.getMessage());
      Pool.abandonJournal(copy);
    }
  }
}
