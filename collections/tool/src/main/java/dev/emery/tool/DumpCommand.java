package dev.emery.tool;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.emery.pool.Pool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The content as JSON. */
@Command(
    name = "dump",
    mixinStandardHelpOptions = true,
    description = {
      "Prints what a pool holds as JSON, by the description of its types; no class of its program is needed.",
      "Records are objects, collections arrays, maps with texts as keys objects and others arrays of key and value. \"@type\" tells records of a sealed interface apart; what is shared is printed where it comes first, with an \"@id\", and elsewhere as \"@ref\"; bytes are in Base64; what is volatile is null."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DumpCommand implements Runnable {
  private static final int MOST_DEPTH = 2000;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "POOL", description = "The pool file. It has to be closed.")
  private Path path;

  @Option(
      names = "--depth",
      paramLabel = "LEVELS",
      defaultValue = "200",
      description = "How deep to go, ${DEFAULT-VALUE} by default; deeper values are \"@deeper\".")
  private int depth;

  @Option(names = "--pretty", description = "In many lines.")
  private boolean pretty;

  @Override
  public void run() {
    if (depth < 1 || depth > MOST_DEPTH) {
      throw new ParameterException(spec.commandLine(), "--depth is from 1 to " + MOST_DEPTH);
    }
    var factory =
        JsonFactory.builder()
            .streamWriteConstraints(
                StreamWriteConstraints.builder().maxNestingDepth(4 * MOST_DEPTH).build())
            .build();
    try (Pool<?> pool = ForeignPool.open(path);
        JsonGenerator json = factory.createGenerator(spec.commandLine().getOut())) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      if (pretty) {
        json.setPrettyPrinter(new DefaultPrettyPrinter());
      }
      new JsonDump(pool, json, depth).write(pool.root());
      json.writeRaw(System.lineSeparator());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
