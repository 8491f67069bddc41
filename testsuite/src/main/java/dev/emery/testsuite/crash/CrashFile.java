package dev.emery.testsuite.crash;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of a {@link CrashMedium}, whatever its names: the state that the system would show now.
 */
final class CrashFile {
  private final CrashMedium medium;
  private final int number;
  private final Content content;
  private Path name;
  private final List<PrivateMapping> mappings = new ArrayList<>();

  /** A copy of the file that is kept up to date beyond the length at which it was made. */
  private record PrivateMapping(MemorySegment memory, long at, long length) {}

  CrashFile(CrashMedium medium, int number, Path name, Content content) {
    this.medium = medium;
    this.number = number;
    this.name = name;
    this.content = content;
  }

  CrashMedium medium() {
    return medium;
  }

  int number() {
    return number;
  }

  Content content() {
    return content;
  }

  /** The name it has, or had last. */
  Path name() {
    return name;
  }

  void name(Path newName) {
    name = newName;
  }

  void addPrivateMapping(MemorySegment memory, long at) {
    mappings.removeIf(mapping -> !mapping.memory.scope().isAlive());
    mappings.add(new PrivateMapping(memory, at, content.length()));
  }

  /** Writes, and shows it in older mappings where the file did not reach then. */
  void write(long at, byte[] source, int from, int length) {
    content.write(at, source, from, length);
    for (PrivateMapping mapping : mappings) {
      long start = Math.max(at, Math.max(mapping.length, mapping.at));
      long end = Math.min(at + length, mapping.at + mapping.memory.byteSize());
      if (start < end && mapping.memory.scope().isAlive()) {
        int skipped = from + (int) (start - at);
        MemorySegment.copy(
            source,
            skipped,
            mapping.memory,
            ValueLayout.JAVA_BYTE,
            start - mapping.at,
            (int) (end - start));
      }
    }
  }
}
