package dev.emery.pool;

import dev.emery.CorruptPoolException;
import dev.emery.Durability;
import dev.emery.engine.Engine;
import dev.emery.engine.Transaction;
import dev.emery.heap.BlockHeader;
import dev.emery.heap.HeapFormat;
import dev.emery.image.Image;
import dev.emery.transaction.Memory;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The description of a pool's types, as text in a block of its own:
 *
 * <pre>
 *   0  u32 length in bytes
 *   4  u32 zero
 *   8  UTF-8
 * </pre>
 */
final class SchemaText {
  static final int TEXT = 8;
  static final int MOST_BYTES = 1 << 24;

  private SchemaText() {}

  /** Reads the description, null where the pool has none yet. */
  static @Nullable String load(Image image, Engine engine) {
    long block = image.getLong(HeapFormat.SCHEMA);
    if (block == 0) {
      return null;
    }
    if (!engine.heap().allocated(block)) {
      throw new CorruptPoolException(
          "description of the types is not allocated, block=0x" + Long.toHexString(block));
    }
    int length = image.getInt(Engine.payload(block));
    if (length < 0 || length > MOST_BYTES || length > engine.capacity(block) - TEXT) {
      throw new CorruptPoolException(
          "description of the types has an impossible length, length=" + length);
    }
    byte[] bytes = new byte[length];
    image.copyOut(Engine.payload(block) + TEXT, bytes, 0, length);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Writes the description where it differs from the stored one. */
  static void store(Engine engine, Memory memory, String description) {
    if (engine.options().readOnly() || description.equals(load(engine.image(), engine))) {
      return;
    }
    byte[] bytes = description.getBytes(StandardCharsets.UTF_8);
    engine
        .transactions()
        .<@Nullable Void, RuntimeException>run(
            Durability.RELAXED,
            t -> {
              replace(engine, t, bytes);
              return null;
            });
  }

  private static void replace(Engine engine, Transaction t, byte[] bytes) {
    long old = engine.image().getLong(HeapFormat.SCHEMA);
    long block = t.allocate(BlockHeader.TEXT, TEXT + bytes.length);
    t.setInt(block, Engine.payload(block), bytes.length);
    t.copyIn(block, Engine.payload(block) + TEXT, bytes, 0, bytes.length);
    t.setHeaderWord(HeapFormat.SCHEMA, block);
    if (old != 0) {
      t.free(old);
    }
  }
}
