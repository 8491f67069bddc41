package dev.emery.pool;

import dev.emery.PoolException;
import dev.emery.heap.BlockHeader;
import dev.emery.heap.HeapFormat;
import dev.emery.journal.PoolFileInfo;
import dev.emery.journal.PoolIdentity;
import dev.emery.medium.Access;
import dev.emery.medium.Medium;
import dev.emery.medium.MediumFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads what a pool file says about itself. Nothing is locked, so another process may be writing
 * the file: what does not look like a description of types is none.
 */
final class InfoReader {
  private InfoReader() {}

  static PoolInfo read(Medium medium, Path path) {
    PoolFileInfo info = PoolFileInfo.read(medium, path);
    PoolIdentity identity = info.identity();
    Optional<String> schema = info.closed() ? schema(medium, path) : Optional.empty();
    return new PoolInfo(
        path,
        identity.id(),
        Instant.ofEpochMilli(identity.created()),
        info.format(),
        info.closed(),
        info.journal(),
        info.fileSize(),
        identity.maximumBytes(),
        identity.keepsPageSums() ? Checksums.FULL : Checksums.JOURNAL,
        schema.flatMap(InfoReader::root),
        schema);
  }

  private static Optional<String> schema(Medium medium, Path path) {
    try (MediumFile file = medium.open(medium.realPath(path), Access.READ)) {
      long block = words(file, HeapFormat.SCHEMA, 8).getLong();
      long end = file.size();
      if (block <= 0 || block > end - BlockHeader.BYTES - SchemaText.TEXT) {
        return Optional.empty();
      }
      long header = words(file, block, 8).getLong();
      long payload = block + BlockHeader.BYTES;
      int length = words(file, payload, SchemaText.TEXT).getInt();
      if (BlockHeader.tag(header) != BlockHeader.TEXT
          || length <= 0
          || length > SchemaText.MOST_BYTES
          || length > end - payload - SchemaText.TEXT) {
        return Optional.empty();
      }
      ByteBuffer text = words(file, payload + SchemaText.TEXT, length);
      return Optional.of(StandardCharsets.UTF_8.decode(text).toString());
    } catch (IOException e) {
      throw new PoolException("cannot read pool: %s, path=%s".formatted(e, path), e);
    }
  }

  private static ByteBuffer words(MediumFile file, long at, int length) throws IOException {
    byte[] bytes = new byte[length];
    file.read(at, bytes, 0, length);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The name in the line of the type that the line with the root names. */
  private static Optional<String> root(String schema) {
    return schema
        .lines()
        .filter(line -> line.startsWith("root "))
        .findFirst()
        .map(line -> line.substring("root ".length()) + " entity ")
        .flatMap(start ->
            schema
                .lines()
                .filter(line -> line.startsWith(start) && line.indexOf('(') > 0)
                .map(line -> line.substring(start.length(), line.indexOf('(')))
                .findFirst());
  }
}
