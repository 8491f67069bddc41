package dev.emery.tool;

import dev.emery.PoolException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line of Emery. Exit codes: 0 done, 1 the check has found problems, 2 wrong usage, 3
 * the pool cannot be used, as the message says.
 */
@Command(
    name = "emery",
    description = "Looks into pools of Emery, checks and copies them.",
    mixinStandardHelpOptions = true,
    version = "emery 0.1.0",
    footer = {
      "",
      "Exit codes: 0 done, 1 the check has found problems, 2 wrong usage, 3 the pool cannot be used."
    },
    subcommands = {
      InfoCommand.class,
      StatsCommand.class,
      CheckCommand.class,
      DumpCommand.class,
      BackupCommand.class,
      RecoverCommand.class,
      SalvageCommand.class
    })
@SuppressWarnings("NullAway.Init") // picocli sets the field
public final class Emery implements Runnable {
  /** The check has found problems. */
  static final int PROBLEMS = 1;

  /** The pool cannot be used, as the message says. */
  static final int UNUSABLE = 3;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required subcommand");
  }

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(
        execute(
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, System.err.charset()),
            arguments));
  }

  /** Runs a command and returns its exit code. */
  static int execute(PrintWriter out, PrintWriter err, String... arguments) {
    return new CommandLine(new Emery())
        .setOut(out)
        .setErr(err)
        .registerConverter(Path.class, Path::of)
        .setExecutionExceptionHandler(Emery::failed)
        .execute(arguments);
  }

  private static int failed(Exception e, CommandLine command, CommandLine.ParseResult arguments)
      throws Exception {
    if (e instanceof PoolException) {
      command.getErr().println("emery: " + e.getMessage());
      return UNUSABLE;
    }
    throw e;
  }
}
