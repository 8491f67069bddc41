package dev.emery.tool;

import dev.emery.pool.Pool;
import dev.emery.pool.PoolInfo;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a file says about itself. */
@Command(
    name = "info",
    mixinStandardHelpOptions = true,
    description = "Shows what a pool file says about itself. Opens and locks nothing.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class InfoCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "POOL", description = "The pool file.")
  private Path path;

  @Option(names = "--schema", description = "Also show the description of the types.")
  private boolean schema;

  @Override
  public void run() {
    PoolInfo info = Pool.info(path);
    PrintWriter out = spec.commandLine().getOut();
    out.println("path      " + info.path());
    out.println("id        " + info.id());
    out.println("created   " + info.created());
    out.println("format    " + info.format());
    out.println("state     " + state(info));
    out.println("size      " + info.fileBytes() + " bytes, at most " + info.maximumBytes());
    out.println("checksums " + checksums(info));
    out.println("root      " + info.root().orElse("not known before the pool was closed"));
    if (schema) {
      out.println();
      out.print(info.schema().orElse(""));
      out.flush();
    }
  }

  private static String checksums(PoolInfo info) {
    return switch (info.checksums()) {
      case JOURNAL -> "of superblocks and journal";
      case FULL -> "of every page";
    };
  }

  private static String state(PoolInfo info) {
    if (info.closed()) {
      return "closed";
    }
    return info.journal()
        ? "open, or to be recovered from its journal"
        : "not closed, and its journal is missing";
  }
}
