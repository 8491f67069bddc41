package dev.emery.medium;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** The files of the default file system. */
final class FileMedium implements Medium {
  static final FileMedium INSTANCE = new FileMedium();

  private static final boolean WINDOWS = File.separatorChar == '\\';

  private FileMedium() {}

  @Override
  public MediumFile open(Path path, Access access) throws IOException {
    if (access == Access.CREATE_NEW) {
      create(path);
    } else {
      requireRegularFile(path);
    }
    try {
      boolean writable = access != Access.READ;
      return new PositionalFile(
          path, new RandomAccessFile(path.toFile(), writable ? "rw" : "r"), writable);
    } catch (FileNotFoundException e) {
      throw denied(path, e);
    }
  }

  /** Creates a file for its owner alone, without a moment in which others may open it. */
  static void create(Path path) throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      FileAttribute<?> owner =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      Files.createFile(path, owner);
    } else {
      Files.createFile(path);
    }
  }

  /** Opening a FIFO would wait, and opening what is missing would create it. */
  private static void requireRegularFile(Path path) throws IOException {
    if (!Files.readAttributes(path, BasicFileAttributes.class).isRegularFile()) {
      throw new FileSystemException(path.toString(), null, "not a regular file");
    }
  }

  private static AccessDeniedException denied(Path path, FileNotFoundException cause) {
    var denied = new AccessDeniedException(path.toString(), null, cause.getMessage());
    denied.initCause(cause);
    return denied;
  }

  @Override
  public boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public Path realPath(Path path) throws IOException {
    return path.toRealPath();
  }

  @Override
  public Object key(Path path) throws IOException {
    Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    return key != null ? key : path.toRealPath();
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(Path path) throws IOException {
    Files.deleteIfExists(path);
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    if (WINDOWS) {
      return; // Directories cannot be opened there.
    }
    OwnThread.run(() -> {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
      return directory;
    });
  }

  @Override
  public FileGuard lock(Path lockFile, boolean shared) throws IOException {
    return OwnThread.run(() -> LockFiles.lock(this, lockFile, shared));
  }
}
