package dev.emery.samples;

import dev.emery.PoolException;
import dev.emery.cell.PCell;
import dev.emery.cell.PLong;
import dev.emery.collections.PHashMap;
import dev.emery.pool.Pool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Counts the words of a folder of texts in a pool. Whenever it is stopped, by Ctrl-C, kill -9 or a
 * power cut, the next run carries on behind the last lines that were committed: counts and the
 * place reached change together or not at all.
 */
@Command(
    name = "WordIndex",
    description = "Counts the words of text files; stopped at any moment, it carries on.",
    sortOptions = false)
public final class WordIndex implements Callable<Integer> {
  private static final Pattern WORD = Pattern.compile("\\p{L}+(?:['’]\\p{L}+)*");
  private static final String SHIPPED = "the texts of the samples";

  /**
   * Everything the program remembers.
   *
   * @param runs how many runs have counted something
   * @param folder whose texts these are
   * @param places how far each text was read, by its name
   * @param words how often each word occurs
   */
  public record Index(
      PLong<Index> runs,
      PCell<Optional<String>, Index> folder,
      PHashMap<String, Place, Index> places,
      PHashMap<String, Long, Index> words) {}

  /** How far a text was read: an entity, since its cells change in place. */
  public record Place(PLong<Index> lines, PLong<Index> bytes) {}

  @Parameters(
      arity = "0..1",
      paramLabel = "FOLDER",
      description = "Folder with the texts; without one, three novels by Jane Austen.")
  private @Nullable Path folder;

  @Option(
      names = "--pool",
      paramLabel = "FILE",
      description = "File of the index (default: ${DEFAULT-VALUE}).")
  private Path file = Path.of("word-index.pool");

  @Option(names = "--top", description = "Words to print (default: ${DEFAULT-VALUE}).")
  private int top = 20;

  @Option(names = "--batch", description = "Lines in a transaction (default: ${DEFAULT-VALUE}).")
  private int batch = 20;

  @Option(names = "--suffix", description = "End of file names (default: ${DEFAULT-VALUE}).")
  private String suffix = ".txt";

  @Option(names = "--reset", description = "Forget what was counted and begin again.")
  private boolean reset;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  @Spec private @Nullable CommandSpec spec;

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new WordIndex())
        .setExecutionExceptionHandler((e, command, _) -> {
          if (e instanceof PoolException || e instanceof IOException) {
            command.getErr().println(e.getMessage());
            return 1;
          }
          throw e;
        });
  }

  @Override
  public Integer call() throws IOException {
    require(top >= 0, "--top", top);
    require(batch > 0, "--batch", batch);
    List<Text> texts = folder == null ? Text.shipped() : Text.in(folder, suffix);
    String name = folder == null ? SHIPPED : folder.toRealPath().toString();
    try (var pool = Pool.open(file, Index.class)) {
      if (reset) {
        reset(pool);
      }
      String known = pool.root().folder().get().orElse(name);
      if (!known.equals(name)) {
        complain(
            "index is of another folder, pool=%s, folder=%s; give another --pool, or --reset"
                .formatted(file, known));
      }
      count(pool, name, texts);
      printTop(pool.root());
    }
    return 0;
  }

  private static void reset(Pool<Index> pool) {
    Index index = pool.root();
    pool.transaction(j -> {
      index.runs().set(j, 0);
      index.folder().set(j, Optional.empty());
      index.places().clear(j);
      index.words().clear(j);
    });
  }

  private void count(Pool<Index> pool, String name, List<Text> texts) throws IOException {
    Index index = pool.root();
    long bytes = texts.stream().mapToLong(Text::bytes).sum();
    long done = texts.stream().mapToLong(text -> reached(index, text)).sum();
    if (done >= bytes) {
      System.out.printf(
          Locale.ROOT,
          "nothing to count that was not counted before, folder=%s; --reset begins again%n",
          name);
      return;
    }
    pool.transaction(j -> {
      index.folder().set(j, Optional.of(name));
      index.runs().add(j, 1);
    });
    long lines = lines(index);
    System.out.printf(
        Locale.ROOT,
        "run %d: %s, %s%n",
        index.runs().get(),
        name,
        lines == 0
            ? "from the beginning"
            : String.format(Locale.ROOT, "carries on after %,d lines", lines));
    try (var progress = new Progress("words", done, bytes)) {
      for (Text text : texts) {
        count(pool, text, progress);
      }
    }
  }

  private void count(Pool<Index> pool, Text text, Progress progress) throws IOException {
    Index index = pool.root();
    long before = reached(index, text);
    long elsewhere = 0;
    for (Place place : index.places().values()) {
      elsewhere += place.bytes().get();
    }
    elsewhere -= before;
    try (LineReader reader = text.lines(before)) {
      for (List<String> lines = reader.next(batch); !lines.isEmpty(); lines = reader.next(batch)) {
        add(pool, text.name(), lines, reader.position());
        progress.to(elsewhere + reader.position());
      }
    }
  }

  /** The heart of it: the words of some lines and the place behind them, all or nothing. */
  private static void add(Pool<Index> pool, String name, List<String> lines, long position) {
    Index index = pool.root();
    pool.transaction(j -> {
      for (String line : lines) {
        var words = WORD.matcher(line.toLowerCase(Locale.ROOT));
        while (words.find()) {
          index.words().merge(j, words.group(), 1L, Long::sum);
        }
      }
      Place place = index.places().get(name);
      if (place == null) {
        place = new Place(PLong.of(0), PLong.of(0));
        index.places().put(j, name, place);
      }
      place.lines().add(j, lines.size());
      place.bytes().set(j, position);
    });
  }

  private static long reached(Index index, Text text) {
    Place place = index.places().get(text.name());
    return place == null ? 0 : Math.min(place.bytes().get(), text.bytes());
  }

  private static long lines(Index index) {
    return index.places().values().stream().mapToLong(place -> place.lines().get()).sum();
  }

  private void printTop(Index index) {
    index.words().entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(top)
        .forEach(
            word -> System.out.printf(Locale.ROOT, "%,9d %s%n", word.getValue(), word.getKey()));
    System.out.printf(
        Locale.ROOT,
        "%,d words, %,d different, %,d lines of %d texts, runs=%d%n",
        index.words().values().stream().mapToLong(Long::longValue).sum(),
        index.words().size(),
        lines(index),
        index.places().size(),
        index.runs().get());
  }

  private void require(boolean valid, String option, int value) {
    if (!valid) {
      complain("option out of range, " + option + "=" + value);
    }
  }

  private void complain(String message) {
    if (spec == null) {
      throw new IllegalArgumentException(message);
    }
    throw new ParameterException(spec.commandLine(), message);
  }
}
