package dev.emery.samples;

import dev.emery.PoolException;
import dev.emery.collections.PTreeMap;
import dev.emery.pool.Pool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * A phone book on the command line: {@code PhoneBook add Ada 1815}, or without arguments line by
 * line, with names that the tabulator completes. What was answered is in the book, however the
 * program ends.
 */
@Command(
    name = "PhoneBook",
    description = "Remembers numbers; without a command it asks for one after the other.",
    sortOptions = false)
public final class PhoneBook implements Runnable {
  /** Everything the program remembers. */
  public record Book(PTreeMap<String, String, Book> numbers) {}

  private final Pool<Book> pool;
  private final PTreeMap<String, String, Book> numbers;

  PhoneBook(Pool<Book> pool) {
    this.pool = pool;
    this.numbers = pool.root().numbers();
  }

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  private static int run(String[] args) {
    try (var pool = Pool.open(Path.of("phone-book.pool"), Book.class)) {
      return new CommandLine(new PhoneBook(pool)).execute(args);
    } catch (PoolException e) {
      System.err.println(e.getMessage());
      return 1;
    }
  }

  @Command(description = "Adds a number, or replaces it.")
  void add(
      @Parameters(paramLabel = "NAME") String name,
      @Parameters(paramLabel = "NUMBER") String number) {
    @Nullable String before = pool.compute(j -> numbers.put(j, name, number));
    IO.println(before == null ? "added " + name : "%s had %s".formatted(name, before));
  }

  @Command(description = "Removes a number.")
  void remove(@Parameters(paramLabel = "NAME") String name) {
    @Nullable String before = pool.compute(j -> numbers.remove(j, name));
    IO.println(before == null ? "not in the book: " + name : "removed " + name);
  }

  @Command(description = "Prints the numbers of all whose names begin so.")
  void find(@Parameters(paramLabel = "BEGINNING", defaultValue = "") String beginning) {
    var found = numbers.subMap(beginning, beginning + Character.MAX_VALUE);
    IO.println(found.size() + " found");
    found.forEach((name, number) -> IO.println(name + " " + number));
  }

  /** Asks for commands until there are no more. */
  @Override
  public void run() {
    // By programs, not by native calls, for which Java would print a warning.
    try (Terminal terminal = TerminalBuilder.builder().provider("exec").build()) {
      ask(LineReaderBuilder.builder().terminal(terminal).completer(this::complete).build());
    } catch (UserInterruptException | EndOfFileException _) {
      // the end of the input
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    numbers.keySet().forEach(name -> candidates.add(new Candidate(name)));
  }

  private void ask(LineReader reader) {
    CommandLine commands = new CommandLine(this);
    while (true) {
      String line = reader.readLine("add, find, remove> ").strip();
      if (!line.isEmpty()) {
        commands.execute(line.split("\\s+"));
      }
    }
  }
}
