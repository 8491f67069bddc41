package dev.emery.medium;

import java.io.IOException;
import java.util.Objects;

/** A region whose puts are writes, for systems on which a sync of the file leaves mappings out. */
final class WrittenRegion implements Region {
  private final MediumFile file;
  private final long start;
  private final int bytes;

  WrittenRegion(MediumFile file, long start, int bytes) {
    this.file = file;
    this.start = start;
    this.bytes = bytes;
  }

  @Override
  public void put(int at, byte[] source, int from, int length) throws IOException {
    Objects.checkFromIndexSize(at, length, bytes);
    file.write(start + at, source, from, length);
  }

  @Override
  public void close() {}
}
