package dev.emery.testsuite.crash;

import java.lang.foreign.Arena;
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

  /**
   * A copy of the file whose clean pages beyond the length at which it was made are kept up to
   * date.
   */
  private record PrivateMapping(MemorySegment memory, long at, long length, Arena arena) {
    boolean isThere() {
      return arena instanceof CrashArena own ? own.isOpen() : arena.scope().isAlive();
    }
  }

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

  void addPrivateMapping(MemorySegment memory, long at, Arena arena) {
    mappings.removeIf(mapping -> !mapping.isThere());
    mappings.add(new PrivateMapping(memory, at, content.length(), arena));
  }

  /**
   * Writes, and shows it in older mappings where the file did not reach then, but for pages that
   * were stored to: those are the mapping's own from then on.
   */
  void write(long at, byte[] source, int from, int length) {
    for (PrivateMapping mapping : mappings) {
      long end = Math.min(at + length, mapping.at + mapping.memory.byteSize());
      long start = Math.max(at, Math.max(mapping.length, mapping.at));
      while (start < end && mapping.isThere()) {
        long pageEnd = Math.min(end, (start / Content.PAGE + 1) * Content.PAGE);
        if (isClean(mapping, start / Content.PAGE)) {
          MemorySegment.copy(
              source,
              from + (int) (start - at),
              mapping.memory,
              ValueLayout.JAVA_BYTE,
              start - mapping.at,
              (int) (pageEnd - start));
        }
        start = pageEnd;
      }
    }
    content.write(at, source, from, length);
  }

  /** Whether a page of a mapping has what the file has; a store of the same bytes is not seen. */
  private boolean isClean(PrivateMapping mapping, long page) {
    long first = Math.max(page * Content.PAGE, mapping.at);
    long end = Math.min((page + 1) * Content.PAGE, mapping.at + mapping.memory.byteSize());
    MemorySegment file = MemorySegment.ofArray(content.page(Math.toIntExact(page)));
    return MemorySegment.mismatch(
            mapping.memory,
            first - mapping.at,
            end - mapping.at,
            file,
            first % Content.PAGE,
            first % Content.PAGE + end - first)
        == -1;
  }
}
