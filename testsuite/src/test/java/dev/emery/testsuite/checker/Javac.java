package dev.emery.testsuite.checker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** The compiler of this JVM on its own class path, which throws away the classes that it makes. */
final class Javac {
  /** The checker, as users name it. */
  static final List<String> CHECKER = List.of("-Xplugin:Emery");

  /** No checker at all. */
  static final List<String> PLAIN = List.of();

  private static final List<String> OPTIONS =
      List.of("-proc:none", "-Xlint:none", "-Xmaxerrs", "10000", "-Xmaxwarns", "10000");

  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
  private static final JavaFileManager FILES =
      new Nowhere(COMPILER.getStandardFileManager(null, null, null));

  private Javac() {}

  /** Compiles units together, and returns each error, and each warning of the checker. */
  static List<Report> compile(List<Unit> units, List<String> options) {
    var output = new StringWriter();
    var diagnostics = new DiagnosticCollector<JavaFileObject>();
    List<String> all = Stream.concat(OPTIONS.stream(), options.stream()).toList();
    boolean compiled = COMPILER.getTask(output, FILES, diagnostics, all, null, units).call();
    List<Report> reports =
        new ArrayList<>(
            diagnostics.getDiagnostics().stream().map(Report::of).filter(Report::counts).toList());
    if (compiled == reports.stream().anyMatch(Report::isError) || !output.toString().isEmpty()) {
      throw new AssertionError("compiler: " + output + reports);
    }
    return reports;
  }

  /** Loads plugins from the class path of the tests, and keeps no class. */
  private static final class Nowhere extends ForwardingJavaFileManager<JavaFileManager> {
    Nowhere(JavaFileManager files) {
      super(files);
    }

    @Override
    public ClassLoader getClassLoader(Location location) {
      return location == StandardLocation.CLASS_PATH
          ? Javac.class.getClassLoader()
          : super.getClassLoader(location);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("memory:///" + name + kind.extension), kind) {
        @Override
        public OutputStream openOutputStream() throws IOException {
          return OutputStream.nullOutputStream();
        }
      };
    }
  }
}
