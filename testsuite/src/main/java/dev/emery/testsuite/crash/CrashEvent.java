package dev.emery.testsuite.crash;

import java.nio.file.Path;

/**
 * One call that changed a {@link CrashMedium} or made a change durable, in the order of the calls.
 */
public sealed interface CrashEvent {

  /** A call on an open file. */
  sealed interface OnFile extends CrashEvent {
    /** The number of the file, which stays when it gets another name. */
    int file();

    /** The name that it had then. */
    Path name();
  }

  /** A call that changed names. */
  sealed interface OnName extends CrashEvent {
    /** The directory that has to be synced for it. */
    Path directory();
  }

  /** Bytes written at a position; the array is not to be changed. */
  record Write(int file, Path name, long at, byte[] bytes, boolean throughRegion)
      implements OnFile {
    @Override
    public String toString() {
      return "%s %s 0x%x+%d"
          .formatted(throughRegion ? "put" : "write", name.getFileName(), at, bytes.length);
    }
  }

  /** A file grown by written zeros. */
  record Extend(int file, Path name, long size) implements OnFile {
    @Override
    public String toString() {
      return "extend %s to 0x%x".formatted(name.getFileName(), size);
    }
  }

  /** A file cut. */
  record Truncate(int file, Path name, long size) implements OnFile {
    @Override
    public String toString() {
      return "truncate %s to 0x%x".formatted(name.getFileName(), size);
    }
  }

  /** A file synced. */
  record Sync(int file, Path name) implements OnFile {
    @Override
    public String toString() {
      return "sync " + name.getFileName();
    }
  }

  /** A name given to a new, empty file. */
  record Create(int file, Path name) implements OnName {
    @Override
    public Path directory() {
      return CrashMedium.directoryOf(name);
    }

    @Override
    public String toString() {
      return "create " + name.getFileName();
    }
  }

  /** A file that lost one name and got another, which is taken from the file that has it. */
  record Rename(Path from, Path to) implements OnName {
    @Override
    public Path directory() {
      return CrashMedium.directoryOf(to);
    }

    @Override
    public String toString() {
      return "rename %s to %s".formatted(from.getFileName(), to.getFileName());
    }
  }

  /** A name taken away. */
  record Delete(Path name) implements OnName {
    @Override
    public Path directory() {
      return CrashMedium.directoryOf(name);
    }

    @Override
    public String toString() {
      return "delete " + name.getFileName();
    }
  }

  /** A directory synced. */
  record SyncDirectory(Path directory) implements CrashEvent {
    @Override
    public String toString() {
      return "sync directory " + directory.getFileName();
    }
  }

  /** Something that the workload wants to remember; it changes nothing. */
  record Mark(Object what) implements CrashEvent {
    @Override
    public String toString() {
      return "mark " + what;
    }
  }
}
