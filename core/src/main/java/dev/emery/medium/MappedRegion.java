package dev.emery.medium;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** A region that is a shared mapping of its file: a put is a copy in memory. */
final class MappedRegion implements Region {
  private final Path path;
  private final MemorySegment window;
  private final Arena arena;
  private final AtomicBoolean closed = new AtomicBoolean();

  MappedRegion(Path path, MemorySegment window, Arena arena) {
    this.path = path;
    this.window = window;
    this.arena = arena;
  }

  @Override
  public void put(int at, byte[] source, int from, int length) throws IOException {
    try {
      MemorySegment.copy(source, from, window, ValueLayout.JAVA_BYTE, at, length);
    } catch (InternalError | IllegalStateException e) {
      // A page that the system cannot provide, or a closed window.
      throw new IOException("cannot write through a mapping, path=" + path, e);
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      arena.close();
    }
  }
}
