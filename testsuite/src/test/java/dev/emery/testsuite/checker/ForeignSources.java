package dev.emery.testsuite.checker;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * Sources that know nothing of Emery, unpacked into a folder, with a class among them that misuses
 * a journal: where the checker reports that one, it has looked at all.
 */
record ForeignSources(Path folder) {
  private static final String MISUSE = "EmeryMisuse.java";
  private static final List<String> OPTIONS =
      List.of(
          "-Xplugin:Emery",
          "-proc:none",
          "-Xlint:none",
          "-nowarn",
          "-implicit:none",
          "-Xmaxerrs",
          "1000",
          "-Xmaxwarns",
          "100000");

  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  /** Unpacks the sources of an archive that {@code wanted} accepts by their path in it. */
  static ForeignSources unpack(Path archive, Path folder, Predicate<String> wanted)
      throws IOException {
    try (FileSystem files = FileSystems.newFileSystem(archive);
        Stream<Path> all = Files.walk(files.getPath("/"))) {
      for (Path each : all.filter(path -> isSource(path.toString())).toList()) {
        String name = each.toString().substring(1);
        if (wanted.test(name)) {
          Path copy = folder.resolve(name);
          Files.createDirectories(copy.getParent());
          Files.copy(each, copy);
        }
      }
    }
    return new ForeignSources(folder);
  }

  private static boolean isSource(String path) {
    return path.endsWith(".java")
        && !path.endsWith("module-info.java")
        && !path.startsWith("/META-INF/");
  }

  /** Adds the class that the checker reports, in a package below {@code root}. */
  ForeignSources withMisuse(Path root, String name) throws IOException {
    Path target = Files.createDirectories(root.resolve(name.replace('.', '/'))).resolve(MISUSE);
    Files.writeString(
        target,
        """
        package %s;

        final class EmeryMisuse {
          private EmeryMisuse() {}

          static Object escaped(dev.emery.transaction.Journal<?> j) {
            return j;
          }
        }
        """
            .formatted(name));
    return this;
  }

  /** The number of sources, without the one that misuses. */
  long count() {
    return sources().stream().filter(each -> !each.endsWith(MISUSE)).count();
  }

  private List<Path> sources() {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(each -> each.toString().endsWith(".java")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compiles all with the checker, and returns the errors and what the checker warns of. */
  Said compile(Path classes, List<String> options) throws IOException {
    var output = new StringWriter();
    var found = new DiagnosticCollector<JavaFileObject>();
    List<String> all = Stream.concat(OPTIONS.stream(), options.stream()).toList();
    try (StandardJavaFileManager files = COMPILER.getStandardFileManager(null, null, null)) {
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
      var units = files.getJavaFileObjectsFromPaths(sources());
      COMPILER.getTask(output, files, found, all, null, units).call();
    }
    Map<Boolean, List<String>> said =
        found.getDiagnostics().stream()
            .filter(ForeignSources::counts)
            .map(each -> each.getSource() + ": " + each.getMessage(Locale.ROOT))
            .collect(Collectors.partitioningBy(each -> each.contains(MISUSE)));
    return new Said(
        Objects.requireNonNull(said.get(true)),
        Objects.requireNonNull(said.get(false)),
        output.toString());
  }

  private static boolean counts(Diagnostic<?> each) {
    return each.getKind() == Diagnostic.Kind.ERROR
        || each.getMessage(Locale.ROOT).contains("[emery.");
  }

  /**
   * What javac says.
   *
   * @param ofMisuse of the class that misuses
   * @param ofSources of the others
   * @param output what is no report, such as the trace of a crash
   */
  record Said(List<String> ofMisuse, List<String> ofSources, String output) {}
}
