package dev.emery.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records in a named module, with Emery as one. */
final class ModuleTest {
  private static final String MAIN =
      """
      package app;

      import dev.emery.cell.PLong;
      import dev.emery.schema.Kinds;
      import dev.emery.schema.Schema;

      public final class Main {
        private record Secret(int a, String b) {}

        private record Root(PLong<Root> number, java.util.Optional<Secret> secret) {}

        public static String run() {
          return Schema.build(Root.class, Kinds.installed(Root.class), null).defaultRoot()
              + Schema.build(Root.class, Kinds.installed(Root.class), null).description();
        }
      }
      """;

  private static Path home(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static String run(Path folder, String... directives) throws Exception {
    Path core = home(Schema.class);
    assumeTrue(Files.exists(core.resolve("module-info.class")), "core is compiled as a module");
    List<Path> libraries = List.of(core, home(Caffeine.class), home(NullMarked.class));
    compile(folder, libraries, directives);
    ModuleFinder finder =
        ModuleFinder.of(
            Stream.concat(Stream.of(folder.resolve("classes")), libraries.stream())
                .toArray(Path[]::new));
    Configuration configuration =
        ModuleLayer.boot()
            .configuration()
            .resolveAndBind(finder, ModuleFinder.of(), Set.of("app.main"));
    ModuleLayer layer =
        ModuleLayer.defineModulesWithManyLoaders(
                configuration, List.of(ModuleLayer.boot()), ClassLoader.getPlatformClassLoader())
            .layer();
    Class<?> main = layer.findLoader("app.main").loadClass("app.Main");
    return (String) main.getMethod("run").invoke(null);
  }

  private static void compile(Path folder, List<Path> libraries, String... directives)
      throws IOException {
    Path info = folder.resolve("module-info.java");
    Files.writeString(
        info,
        "module app.main { requires dev.emery.core; exports app; "
            + String.join(" ", directives)
            + "}");
    Path main = Files.createDirectories(folder.resolve("app")).resolve("Main.java");
    Files.writeString(main, MAIN);
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-d",
                folder.resolve("classes").toString(),
                "-p",
                String.join(":", libraries.stream().map(Path::toString).toList()),
                info.toString(),
                main.toString());
    assertThat(result).isZero();
  }

  @Test
  void openPackage_itsPrivateRecords_haveCodecs(@TempDir Path folder) throws Exception {
    assertThat(run(folder, "opens app to dev.emery.core;"))
        .isEqualTo(
            """
            Root[number=0, secret=Optional.empty]emery schema 1
            root #16
            #16 entity Root(number: PLong, secret: Optional<@1>)
            @1 value Secret(a: int, b: String)
            """);
  }

  @Test
  void closedPackage_isRefusedWithTheLineToAdd(@TempDir Path folder) {
    assertThatThrownBy(() -> run(folder))
        .isInstanceOf(InvocationTargetException.class)
        .cause()
        .hasMessage(
            "not persistent-safe: Root: app.Main$Root (its package is closed;"
                + " add to module-info of app.main: opens app to dev.emery.core;)");
  }
}
