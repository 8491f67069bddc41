package dev.emery.medium;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of the default file system. */
final class FileMedium implements Medium {

  @Override
  public MediumFile open(Path path, Access access) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean exists(Path path) {
    return Files.exists(path);
  }

  @Override
  public Path realPath(Path path) throws IOException {
    return path.toRealPath();
  }

  @Override
  public Object key(Path path) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void delete(Path path) throws IOException {
    Files.deleteIfExists(path);
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileGuard lock(Path lockFile, boolean shared) throws IOException {
    throw new UnsupportedOperationException();
  }
}
