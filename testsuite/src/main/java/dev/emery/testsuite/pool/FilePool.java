package dev.emery.testsuite.pool;

import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A pool in a file, in a folder of its own. */
final class FilePool<P extends Record> implements TestPool<P> {
  private final Class<P> root;
  private final PoolOptions options;
  private final Path folder;
  private Pool<P> pool;

  FilePool(Class<P> root, PoolOptions options) {
    this.root = root;
    this.options = options;
    try {
      this.folder = Files.createTempDirectory("emery");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.pool = opened();
  }

  private Pool<P> opened() {
    return Pool.open(folder.resolve("test.pool"), root, options);
  }

  @Override
  public Pool<P> pool() {
    return pool;
  }

  @Override
  public void reopen() {
    pool.close();
    pool = opened();
  }

  @Override
  public void crash() {
    throw new UnsupportedOperationException(
        "a file cannot be crashed; use PoolExtension.crashable");
  }

  @Override
  public void close() {
    pool.close();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : List.copyOf(files.toList())) {
        Files.delete(each);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
