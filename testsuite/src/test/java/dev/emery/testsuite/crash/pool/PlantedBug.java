package dev.emery.testsuite.crash.pool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A change of one place in the sources of core that makes crashes unsafe.
 *
 * @param name what is wrong with it
 * @param file the source file, below the package {@code dev.emery}, without its ending
 * @param workload where it is found: the name of a workload of {@link PoolCrashTest}, or how the
 *     names of transfers between pools begin
 * @param found the text to be replaced, which is there once
 * @param planted what replaces it
 */
record PlantedBug(String name, String file, String workload, String found, String planted) {
  private static final Path SOURCES = Path.of("../core/src/main/java/dev/emery");

  @Override
  public String toString() {
    return name;
  }

  /** Compiles the changed file, with the classes of core as they are. */
  void compileInto(Path folder) {
    Path original = SOURCES.resolve(file + ".java");
    try {
      String text = Files.readString(original);
      int at = text.indexOf(found);
      if (at < 0 || text.indexOf(found, at + 1) >= 0) {
        throw new IllegalStateException("text to be changed is not there once, bug=" + name);
      }
      Path source = folder.resolve(original.getFileName());
      Files.writeString(source, text.replace(found, planted));
      compile(source, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void compile(Path source, Path folder) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var problems = new DiagnosticCollector<JavaFileObject>();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(problems, Locale.ROOT, null)) {
      List<String> options =
          List.of(
              "-proc:none",
              "-implicit:none",
              "-d",
              folder.toString(),
              "-cp",
              System.getProperty("java.class.path"));
      boolean done =
          compiler
              .getTask(null, files, problems, options, null, files.getJavaFileObjects(source))
              .call();
      if (!done) {
        throw new IllegalStateException(
            "bug does not compile, bug=" + name + ": " + problems.getDiagnostics());
      }
    }
  }
}
