package dev.emery.testsuite.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.emery.pool.Pool;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The checker reports nothing in programs that use no Emery, and gets through all of them. */
class ForeignSourcesTest {
  /** Where the profile {@code foreign} puts the sources of libraries. */
  private static final String LIBRARIES = System.getProperty("emery.foreign", "");

  /** What the profile has of the JDK, and what the ordinary build has: 40 files full of lambdas. */
  private static final String OF_JDK =
      LIBRARIES.isEmpty() ? "java.base/java/util/stream/" : "java.base/java/util/";

  @TempDir private Path folder;

  @Test
  void jdk_underTheChecker_isAccepted() throws IOException {
    Path archive = Path.of(System.getProperty("java.home"), "lib", "src.zip");
    assumeTrue(Files.exists(archive), "this JDK comes without lib/src.zip");
    ForeignSources sources =
        ForeignSources.unpack(archive, folder, name -> name.startsWith(OF_JDK));
    assertThat(sources.count()).isGreaterThan(30);
    // Emery as a module, which java.base then reads.
    Path base = folder.resolve("java.base");
    String modules = place(Pool.class) + File.pathSeparator + place(Caffeine.class);
    requireSilence(
        sources.withMisuse(base, "java.util.stream"),
        "--patch-module",
        "java.base=" + base,
        "--module-path",
        modules,
        "--processor-path",
        place(Pool.class) + File.pathSeparator + place(NullMarked.class),
        "--add-modules",
        "dev.emery.core",
        "--add-reads",
        "java.base=dev.emery.core");
  }

  private static String place(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return Path.of(URI.create(source.getLocation().toString())).toString();
  }

  private void requireSilence(ForeignSources sources, String... options) throws IOException {
    ForeignSources.Said said =
        sources.compile(Files.createTempDirectory(folder, "classes"), List.of(options));
    assertThat(said.output()).isEmpty();
    assertThat(said.ofSources()).isEmpty();
    assertThat(said.ofMisuse()).singleElement().asString().contains("[emery.escape]");
  }

  @TestFactory
  @EnabledIfSystemProperty(
      named = "emery.foreign",
      matches = ".+",
      disabledReason = "the profile foreign fetches the sources")
  Stream<DynamicTest> library_underTheChecker_isAccepted() throws IOException {
    try (Stream<Path> all = Files.list(Path.of(LIBRARIES))) {
      List<Path> archives = all.filter(each -> each.toString().endsWith("-sources.jar")).toList();
      assertThat(archives).hasSizeGreaterThan(3);
      return archives.stream()
          .map(each ->
              DynamicTest.dynamicTest(
                  String.valueOf(each.getFileName()), () -> requireAccepted(each)));
    }
  }

  private void requireAccepted(Path archive) throws IOException {
    Path unpacked = Files.createTempDirectory(folder, "sources");
    ForeignSources sources = ForeignSources.unpack(archive, unpacked, _ -> true);
    assertThat(sources.count()).isGreaterThan(40);
    requireSilence(
        sources.withMisuse(unpacked, "emery.misuse"),
        "-classpath",
        System.getProperty("java.class.path"));
  }
}
