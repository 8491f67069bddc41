package dev.emery.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.NotPersistentSafeException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of as many components as a constructor can take, in a class loader of their own. */
final class WideRecordTest {
  private static Class<?> compile(Path folder, int components) throws Exception {
    String parameters =
        IntStream.range(0, components).mapToObj(i -> "int a" + i).collect(Collectors.joining(","));
    Path source = folder.resolve("Wide.java");
    Files.writeString(source, "record Wide(" + parameters + ") {}");
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", folder.toString(), source.toString());
    assertThat(result).isZero();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      return loader.loadClass("Wide");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void recordOf253Components_hasACodec(@TempDir Path folder) throws Exception {
    Schema<?> schema = Schema.build(compile(folder, 253), TestKinds.ALL, null);
    assertThat(schema.description()).contains("a252: int)");
  }

  @Test
  void recordOf254Components_isRefused(@TempDir Path folder) throws Exception {
    Class<?> type = compile(folder, 254);
    assertThatThrownBy(() -> Schema.walk(type, TestKinds.ALL))
        .isInstanceOf(NotPersistentSafeException.class)
        .hasMessage(
            "not persistent-safe: Wide: Wide (more components than a method handle can take)");
  }
}
